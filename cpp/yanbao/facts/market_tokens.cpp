#include "yanbao/facts/market_tokens.hpp"

#include "yanbao/facts/market_windows.hpp"
#include "yanbao/layout/marks.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using text::Range;

constexpr std::uint32_t usual_tokens = 32; ///< of a paragraph

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
        out_.reserve(std::min(r_.size(), usual_tokens));
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
        default: return unknown_run();
        }
    }

    // As far as nothing can begin there: most of a text is words that no rule knows.
    void unknown_run() {
        unknown();
        std::uint32_t stop = r_.end;
        for (auto [hits, next] : {std::pair(names_, &next_name_), std::pair(words_, &next_word_)}) {
            while (*next < hits.size() && hits[*next].begin < at_) ++*next;
            if (*next < hits.size()) stop = std::min(stop, hits[*next].begin);
        }
        while (at_ < stop && (lexicon::is_cjk(a_.cp[at_]) || lexicon::is_ascii_letter(a_.cp[at_]))) ++at_;
        out_.back().range.end = at_;
    }

    // The hit that starts here; those that a taken token covers are left behind.
    const lexicon::Hit* hit_at(std::span<const lexicon::Hit> hits, std::size_t& next) const {
        while (next < hits.size() && hits[next].begin < at_) ++next;
        return next < hits.size() && hits[next].begin == at_ ? &hits[next] : nullptr;
    }
    Term kind_from(std::uint32_t at) const {
        const auto word =
            std::partition_point(words_.begin(), words_.end(), [&](const auto& h) { return h.begin < at; });
        return word != words_.end() && word->begin == at ? t_.term_kinds_[word->key] : Term::unknown;
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

    void window(PrintedWindow printed) {
        push(Term::window, printed.end);
        out_.back().window = std::move(printed.name);
        out_.back().lasting = printed.lasting;
    }

    void take(const lexicon::Hit& hit) {
        const std::string& key = c_.lexicon.key(*t_.terms_, hit.key);
        const Term term = t_.term_kinds_[hit.key];
        const std::string& named = t_.windows_[hit.key];
        if (term == Term::window)
            return window(
                {named.empty() ? c_.document.squeezed({at_, hit.end}) : named, hit.end, !named.empty()});
        if (key == "week_mark") { // a weekly move, not a word that begins alike
            const Term behind = kind_from(hit.end);
            if (behind >= Term::up && behind <= Term::move) return window({named, hit.end, true});
            return unknown();
        }
        if (key == "recent")
            if (auto recent = recent_window(c_, *t_.terms_, hit, r_.end)) return window(std::move(*recent));
        if (term == Term::ordinal) return ordinal(hit.end);
        if (term == Term::within && !behind_universe()) return unknown();
        if (term == Term::unknown) return unknown();
        push(term, hit.end);
        if (term == Term::history) out_.back().window = c_.document.squeezed(out_.back().range);
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
        if (auto printed = window_at(c_, *t_.terms_, at_, r_.end)) {
            const bool as_of = !out_.empty() && out_.back().term == Term::as_of;
            return as_of ? push(Term::filler, printed->end) : window(std::move(*printed));
        }
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
