#include "yanbao/facts/market_reader.hpp"

#include <algorithm>
#include <cmath>

namespace yanbao::facts {

namespace {

bool is_downward(Term direction) { return direction == Term::down || direction == Term::below; }

} // namespace

void MarketReader::note(std::string_view measure, const MarketSubject& subject, const Window& window,
                        Measured value, const Token& number, std::string against) {
    out_.readings.push_back({subject.name, std::string(measure), window.name, value, number.range,
                             subject.range, window.range, std::move(against)});
}

void MarketReader::leave_unread(const Places& values) {
    for (const std::size_t i : values) out_.unread.push_back(tokens_[i].range);
}

// The figures of "1.2 %, -0.3 % and 4 %" from the first on.
MarketReader::Places MarketReader::value_list(std::size_t i) const {
    Places values{i};
    for (std::size_t next = i + 1; is(next, Term::joint) && is(next + 1, Term::number); next += 2) {
        if (tokens_[next + 1].dimension != Dimension::share) break;
        values.push_back(next + 1);
    }
    // commas part them only where they are told to be a list
    const bool list = std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(label_from_),
                                  tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                                  [](const Token& t) { return t.term == Term::respectively; });
    for (std::size_t next = values.back() + 1; list && is(next, Term::comma) && is(next + 1, Term::number);
         next += 2) {
        if (tokens_[next + 1].dimension != Dimension::share) break;
        values.push_back(next + 1);
    }
    return values;
}

void MarketReader::moves(Term direction, const Places& values) {
    if (!is_placed()) return;
    distribute("change", direction, subject_, values);
}

// An index that only serves as the measure is not what does better or worse than "the index".
void MarketReader::excesses(Term direction, const Places& values) {
    if (!is_placed()) return;
    std::vector<MarketSubject> subjects = subject_;
    if (subjects.size() == 1 && subjects.front().index && sector_here_) {
        if (!benchmark_.empty() && benchmark_ != subjects.front().name) return leave_unread(values);
        subjects = {*sector_};
    }
    distribute("excess_change", direction, subjects, values);
}

// One figure a subject or one a window; any other count is not understood.
void MarketReader::distribute(std::string_view measure, Term direction,
                              const std::vector<MarketSubject>& subjects, const Places& values) {
    const std::size_t n = values.size();
    const bool by_subject = subjects.size() == n && windows_.size() == 1;
    const bool by_window = subjects.size() == 1 && windows_.size() == n;
    if (!by_subject && !by_window) {
        if (!subjects.empty() && !windows_.empty()) leave_unread(values);
        return;
    }
    for (std::size_t k = 0; k < n; ++k) {
        const Token& number = tokens_[values[k]];
        const MarketSubject& subject = subjects[by_subject ? k : 0];
        Measured value = number.value;
        if (is_downward(direction) && !number.printed_sign) value.value = -value.value;
        if (is_downward(direction) && value.value > 0) { // "falls +3 %"
            leave_unread({values[k]});
            continue;
        }
        const bool excess = measure == "excess_change";
        note(measure, subject, windows_[by_subject ? 0 : k], value, number,
             excess ? (benchmark_.empty() ? last_index_ : benchmark_) : std::string());
        if (!excess && subject.index) last_index_ = subject.name;
    }
}

void MarketReader::rank(std::size_t i) {
    if (!is_placed() || subject_.size() != 1 || pe_) return; // a rank by PE is another thing
    const Token& number = tokens_[i];
    if (windows_.empty()) return;
    if (windows_.size() != 1 || number.value.value < 1.0 ||
        std::floor(number.value.value) != number.value.value)
        return leave_unread({i});
    // "it lags the index by 2 points, and ranks 30th": sectors are ranked, the index is what they are held against
    const auto ranked = subject_.front().index ? sector_meant() : std::optional(subject_.front());
    if (!ranked) return leave_unread({i});
    note("rank", *ranked, windows_.front(), number.value, number);
    if (!universe_) return;
    const Token& all = tokens_[*universe_];
    note("rank_of", *ranked, windows_.front(), all.value, all);
    if (number.value.value > all.value.value) out_.conflicts.push_back(number.range);
}

} // namespace yanbao::facts
