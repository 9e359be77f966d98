#include "yanbao/facts/market_reader.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::facts {

namespace {

// "5 times above the mean" may be a distance, "54 times" is a level; so is a mean over a span that is printed.
constexpr double least_share_of_level = 1.0 / 3;

std::string_view breadth_measure(Term state) {
    switch (state) {
    case Term::up: return "stocks_up";
    case Term::down: return "stocks_down";
    case Term::flat: return "stocks_flat";
    default: return {};
    }
}

} // namespace

// The sector or index whose stocks are counted; the report's own sector where none is named.
std::optional<MarketSubject> MarketReader::breadth_subject() const {
    if (blocked_ || own_pool_ || subject_.size() > 1) return std::nullopt;
    // an index that an earlier clause spoke of is not what is counted now
    if (subject_.size() == 1 && (explicit_ || !subject_.front().index)) return subject_.front();
    return sector_meant();
}

std::optional<MarketSubject> MarketReader::sector_meant() const {
    return sector_ ? sector_ : subjects_.own();
}

// Stocks are counted over the span that the section is about, unless their own sentence names another.
std::optional<MarketReader::Window> MarketReader::breadth_window() const {
    if (!window_here_ && first_window_) return first_window_;
    return windows_.size() == 1 ? std::optional(windows_.front()) : std::nullopt;
}

// "157 stocks rise", "rising are 157", "of the 321 stocks"; gives the token behind.
std::size_t MarketReader::breadth(std::size_t i) {
    const double count = tokens_[i].value.value;
    if (std::floor(count) != count) return i + 1;
    name_subject();
    std::size_t next = skip_fillers(i + 1);
    const bool named = is(next, Term::sector) || is(next, Term::unknown);
    if (named && is(next + 1, Term::stock)) ++next; // 474 drug makers' stocks
    if (is(next, Term::stock)) {
        of_stocks_ = true;
        next = skip_fillers(next + 1);
    }
    if (!of_stocks_ || is(next, Term::own)) return i + 1;
    std::string_view measure;
    Term state = next < tokens_.size() ? tokens_[next].term : Term::unknown;
    if (!breadth_measure(state).empty()) {
        if (is(next + 1, Term::number) || is(next + 1, Term::above)) { // "rise by more than 5 %"
            blocked_ = true;
            return next + 1;
        }
        measure = breadth_measure(state);
        ++next;
    } else if (state == Term::within || (i > 0 && is(i - 1, Term::total))) {
        measure = "stocks";
    } else {
        state = breadth_ != Term::unknown ? breadth_ : measure_;
        measure = breadth_measure(state);
    }
    const auto subject = breadth_subject();
    const auto window = breadth_window();
    if (measure.empty() || !subject || !window) return i + 1;
    if (measure != "stocks") last_breadth_ = state;
    measure_ = breadth_ = Term::unknown;
    note(measure, *subject, *window, tokens_[i].value, tokens_[i]);
    return std::max(next, i + 1);
}

void MarketReader::breadth_share(std::size_t i) {
    const Term state = breadth_ != Term::unknown ? breadth_ : last_breadth_;
    const auto subject = breadth_subject();
    measure_ = Term::unknown;
    const auto window = breadth_window();
    if (!of_stocks_ || !subject || !window) return;
    if (state == Term::up || state == Term::down)
        note(state == Term::up ? "share_up" : "share_down", *subject, *window, tokens_[i].value, tokens_[i]);
}

// A multiple behind "PE (TTM)": today's, its low, its mean; what the words since the last figure call it.
void MarketReader::valuation(std::size_t i) {
    if (!ttm_ || blocked_ || own_pool_ || subject_.size() != 1) return;
    const auto label = [&](Term term) -> const Token* {
        for (std::size_t k = i; k > label_from_; --k)
            if (tokens_[k - 1].term == term) return &tokens_[k - 1];
        return nullptr;
    };
    if (label(Term::high) || label(Term::median) || label(Term::percentile)) return;
    const Token* low = label(Term::low);
    const Token* mean = label(Term::mean);
    const Token& number = tokens_[i];
    const double value = number.value.value;
    if (low || mean) {
        const Token* span = label(Term::window);
        if (!span) span = label(Term::history);
        if (!span) return leave_unread({i});
        if (mean && pe_now_ && (label(Term::above) || label(Term::below))) {
            const bool fits = (label(Term::above) != nullptr) == (pe_now_->value > value);
            const bool small = value < least_share_of_level * pe_now_->value;
            if (small && (!fits || span->term == Term::history)) return leave_unread({i});
            if (!fits) out_.conflicts.push_back(number.range);
        }
        note(low ? "pe_ttm_low" : "pe_ttm_mean", subject_.front(), {span->window, span->range, false},
             number.value, number);
        return;
    }
    const bool distance = (label(Term::up) || label(Term::down) || label(Term::above) || label(Term::below) ||
                           label(Term::other)) &&
                          !label(Term::to);
    if (distance) return;
    if (pe_again_) return leave_unread({i}); // the PE of a forecast, of another time
    pe_now_ = number.value;
    note("pe_ttm", subject_.front(), {"latest", number.range, false}, number.value, number);
}

} // namespace yanbao::facts
