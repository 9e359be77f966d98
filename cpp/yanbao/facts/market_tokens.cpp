#include "yanbao/facts/market_tokens.hpp"

#include "yanbao/facts/events_days.hpp"
#include "yanbao/layout/marks.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using text::Range;

constexpr int earliest_year = 1990, latest_year = 2099;

bool is_range_mark(char32_t c) { return c == U'-' || c == U'~' || c == U'\uFF5E'; }

} // namespace

MarketTokens::MarketTokens(const Context& context)
    : context_(context), names_(context.lexicon.find_category("market_name")),
      terms_(context.lexicon.find_category("market_term")) {
    if (!ready()) return;
    const auto& lexicon = context.lexicon;
    for (lexicon::KeyId k = 0; k < lexicon.keys(*names_); ++k)
        name_roles_.push_back(term_of(lexicon.text(*names_, k, "role")));
    for (lexicon::KeyId k = 0; k < lexicon.keys(*terms_); ++k) {
        term_kinds_.push_back(term_of(lexicon.key(*terms_, k)));
        windows_.emplace_back(lexicon.text(*terms_, k, "window"));
    }
}

bool MarketTokens::speaks_of_market(Range r) const {
    const auto hits = context_.document.hits_in(*terms_, r);
    return std::any_of(hits.begin(), hits.end(), [&](const lexicon::Hit& h) {
        const Term t = term_kinds_[h.key];
        return (t >= Term::up && t <= Term::excess) || t == Term::rank || t == Term::pe ||
               t == Term::pe_ttm || t == Term::flat;
    });
}

/// One pass over a range; every step takes at least one atom.
class MarketScanner {
  public:
    MarketScanner(const MarketTokens& tokens, Range r)
        : t_(tokens), c_(tokens.context_), a_(c_.document.atoms), r_(r), at_(r.begin),
          names_(c_.document.hits_in(*tokens.names_, r)), words_(c_.document.hits_in(*tokens.terms_, r)) {}

    std::vector<Token> run() {
        while (at_ < r_.end) step();
        return std::move(out_);
    }

  private:
    void step() {
        const char32_t c = a_.cp[at_];
        const auto name = hit_at(names_, next_name_), word = hit_at(words_, next_word_);
        if (name && (!word || name->end >= word->end))
            return push(t_.name_roles_[name->key], name->end, name->key);
        if (is_digit(c) || ((c == U'-' || c == U'+') && at_ + 1 < r_.end && is_digit(a_.cp[at_ + 1])))
            return number();
        if (word) return take(*word);
        switch (c) {
        case U',':
        case U':': return push(Term::comma, at_ + 1);
        case U'\u3002':
        case U';':
        case U'!':
        case U'?':
        case U'.': return push(Term::stop, at_ + 1);
        case U'(':
        case U'[': return push(Term::open, at_ + 1);
        case U')':
        case U']': return push(Term::close, at_ + 1);
        default: return unknown();
        }
    }

    // The hit that starts here; those that a taken token covers are left behind.
    const lexicon::Hit* hit_at(std::span<const lexicon::Hit> hits, std::size_t& next) const {
        while (next < hits.size() && hits[next].begin < at_) ++next;
        return next < hits.size() && hits[next].begin == at_ ? &hits[next] : nullptr;
    }
    const lexicon::Hit* word_from(std::uint32_t at) const {
        const auto found =
            std::partition_point(words_.begin(), words_.end(), [&](const auto& h) { return h.begin < at; });
        return found != words_.end() && found->begin == at ? &*found : nullptr;
    }
    bool is_word(std::uint32_t at, std::string_view key) const {
        const auto* hit = word_from(at);
        return hit && c_.lexicon.key(*t_.terms_, hit->key) == key;
    }

    void push(Term term, std::uint32_t end, lexicon::KeyId key = 0) {
        Token token;
        token.term = term;
        token.range = {at_, end};
        token.key = key;
        out_.push_back(std::move(token));
        at_ = end;
    }
    void unknown() {
        if (!out_.empty() && out_.back().term == Term::unknown && out_.back().range.end == at_)
            ++out_.back().range.end;
        else
            push(Term::unknown, at_ + 1);
        at_ = out_.back().range.end;
    }

    void window(std::uint32_t end, std::string printed, bool lasting) {
        push(Term::window, end);
        out_.back().window = std::move(printed);
        out_.back().lasting = lasting;
    }
    std::string squeezed(std::uint32_t end) const { return c_.document.squeezed({at_, end}); }

    void take(const lexicon::Hit& hit) {
        const std::string& key = c_.lexicon.key(*t_.terms_, hit.key);
        const Term term = t_.term_kinds_[hit.key];
        if (term == Term::window)
            return window(hit.end, t_.windows_[hit.key].empty() ? squeezed(hit.end) : t_.windows_[hit.key],
                          !t_.windows_[hit.key].empty());
        if (key == "week_mark") { // a weekly move, not a word that begins alike
            const auto* next = word_from(hit.end);
            const Term behind = next ? t_.term_kinds_[next->key] : Term::unknown;
            if (behind >= Term::up && behind <= Term::move)
                return window(hit.end, t_.windows_[hit.key], true);
            return unknown();
        }
        if (key == "recent" && recent(hit.end)) return;
        if (term == Term::ordinal) return ordinal(hit.end);
        if (term == Term::within && !behind_universe()) return unknown();
        if (term == Term::unknown) return unknown();
        push(term, hit.end);
        if (term == Term::history) out_.back().window = c_.document.squeezed(out_.back().range);
    }

    // 近5年, 最近一个月
    bool recent(std::uint32_t at) {
        std::uint32_t end = at;
        while (end < r_.end && is_digit(a_.cp[end])) ++end;
        if (end == at) {
            std::size_t length = 0;
            layout::chinese_number(a_.view({at, r_.end}), 0, length);
            end += static_cast<std::uint32_t>(length);
        }
        if (end == at) return false;
        const auto unit = text::unit_at(a_, c_.lexicon, end, r_.end);
        const bool spelled = is_word(end, "year") || is_word(end, "month") || is_word(end, "day");
        if (!unit && !spelled) return false;
        window(unit && !spelled ? unit->range.end : word_from(end)->end, "", false);
        out_.back().window = c_.document.squeezed(out_.back().range);
        return true;
    }

    // 第20, 第一: the number itself; the word stands before it as a token of its own.
    void ordinal(std::uint32_t end) {
        push(Term::ordinal, end);
        std::size_t length = 0;
        const std::int32_t value = layout::chinese_number(a_.view({at_, r_.end}), 0, length);
        if (length == 0) return;
        push(Term::number, at_ + static_cast<std::uint32_t>(length));
        out_.back().value = {static_cast<double>(value), 0.5};
    }

    // "Among the 31 sectors", "of the 321 stocks".
    bool behind_universe() const {
        if (out_.empty() || out_.back().range.end != at_) return false;
        const Term t = out_.back().term;
        return t == Term::suffix || t == Term::level || t == Term::stock || t == Term::number ||
               t == Term::classification;
    }

    void number() {
        if (year_window()) return;
        if (const auto days = days_at(c_, at_, r_.end, false)) {
            if (!out_.empty() && out_.back().term == Term::as_of) return push(Term::filler, days->range.end);
            return window(since(days->range.end), squeezed(since(days->range.end)), false);
        }
        if (month_window()) return;
        const auto found = text::quantity_at(a_, c_.lexicon, at_, r_.end);
        if (!found) { // a code
            do unknown();
            while (at_ < r_.end && is_digit(a_.cp[at_]));
            return;
        }
        const std::uint32_t end = std::max(found->range.end, at_ + 1);
        const bool range_of_values =
            end + 1 < r_.end && is_range_mark(a_.cp[end]) && is_digit(a_.cp[end + 1]);
        const bool tail =
            at_ > r_.begin + 1 && a_.cp[at_ - 1] == U'.' && is_digit(a_.cp[at_ - 2]); // "0. 1471"
        Token token;
        token.term = range_of_values || tail ? Term::unknown : Term::number;
        token.dimension = dimension(found->unit);
        token.printed_sign = found->number.signed_;
        token.range = found->number.range;
        token.value = {found->number.value, found->number.half_unit};
        out_.push_back(std::move(token));
        at_ = end;
    }

    static Dimension dimension(const text::Unit& unit) {
        if (unit.dimension == "share_of_whole") return Dimension::share;
        if (unit.dimension == "multiple") return Dimension::multiple;
        if (unit.dimension == "count" || unit.dimension == "people") return Dimension::count;
        return unit.dimension.empty() && unit.scale == 1.0 ? Dimension::plain : Dimension::other;
    }

    std::uint32_t since(std::uint32_t end) const {
        const auto* word = word_from(end);
        return word && c_.lexicon.key(*t_.terms_, word->key) == "since" ? word->end : end;
    }

    struct Year {
        int value = 0;
        std::uint32_t end = 0;
    };
    Year year_at(std::uint32_t at) const {
        Year year{0, at};
        while (year.end < r_.end && is_digit(a_.cp[year.end]) && year.end - at < 5)
            year.value = year.value * 10 + static_cast<int>(a_.cp[year.end++] - U'0');
        if (year.end - at != 4 || year.value < earliest_year || year.value > latest_year) return {};
        return year;
    }

    // 2018年, 2010-2023年, 2010年以来, 2023年初至今; the span without its last 年.
    bool year_window() {
        const Year first = year_at(at_);
        if (first.end == 0) return false;
        if (const auto* word = word_from(first.end);
            word && t_.term_kinds_[word->key] == Term::window && !t_.windows_[word->key].empty()) {
            window(word->end, t_.windows_[word->key], true);
            return true;
        }
        const bool spelled = is_word(first.end, "year");
        const std::uint32_t behind = first.end + (spelled ? 1 : 0);
        const bool to = behind < r_.end && (is_range_mark(a_.cp[behind]) || is_word(behind, "to"));
        if (const Year last = to ? year_at(behind + 1) : Year{}; last.end > 0 && last.value > first.value) {
            std::string span = std::to_string(first.value) + "-" + std::to_string(last.value);
            window(last.end + (is_word(last.end, "year") ? 1 : 0), std::move(span), false);
            return true;
        }
        if (!spelled || (behind < r_.end && is_digit(a_.cp[behind]))) return false;
        const std::uint32_t end = since(behind);
        window(end, end > behind ? squeezed(end) : std::to_string(first.value), false);
        return true;
    }

    // 4月, 2023年4月, 4月第4周
    bool month_window() {
        std::uint32_t at = at_;
        if (const Year year = year_at(at); year.end > 0 && is_word(year.end, "year")) at = year.end + 1;
        std::uint32_t end = at;
        while (end < r_.end && is_digit(a_.cp[end]) && end - at < 3) ++end;
        if (end == at || end - at > 2 || !is_word(end, "month")) return false;
        ++end;
        if (is_word(end, "ordinal") && end + 2 < r_.end && is_word(end + 2, "week_mark")) {
            window(end + 3, t_.windows_[word_from(end + 2)->key], true); // the week that the report is of
            return true;
        }
        window(since(end), squeezed(since(end)), false);
        return true;
    }

    const MarketTokens& t_;
    const Context& c_;
    const text::Atoms& a_;
    Range r_;
    std::uint32_t at_;
    std::span<const lexicon::Hit> names_, words_;
    std::size_t next_name_ = 0, next_word_ = 0;
    std::vector<Token> out_;
};

std::vector<Token> MarketTokens::read(Range r) const { return MarketScanner(*this, r).run(); }

} // namespace yanbao::facts
