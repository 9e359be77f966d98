// The grammar's terms by their names in the lexicon.
#include "yanbao/facts/market_tokens.hpp"

#include <array>
#include <utility>

namespace yanbao::facts {

namespace {

// Keys that stand for windows or for parts of them have no term of their own.
constexpr std::array<std::pair<std::string_view, Term>, 44> terms_by_key{{
    {"index", Term::index},
    {"sector", Term::sector},
    {"classification", Term::classification},
    {"market", Term::market},
    {"suffix", Term::suffix},
    {"level", Term::level},
    {"up", Term::up},
    {"down", Term::down},
    {"move", Term::move},
    {"above", Term::above},
    {"below", Term::below},
    {"excess", Term::excess},
    {"versus", Term::versus},
    {"rank", Term::rank},
    {"ordinal", Term::ordinal},
    {"superlative", Term::superlative},
    {"pe", Term::pe},
    {"ttm", Term::ttm},
    {"pe_ttm", Term::pe_ttm},
    {"low", Term::low},
    {"high", Term::high},
    {"mean", Term::mean},
    {"median", Term::median},
    {"percentile", Term::percentile},
    {"valuation", Term::valuation},
    {"stock", Term::stock},
    {"flat", Term::flat},
    {"share", Term::share},
    {"total", Term::total},
    {"within", Term::within},
    {"to", Term::to},
    {"respectively", Term::respectively},
    {"joint", Term::joint},
    {"of", Term::of},
    {"as_of", Term::as_of},
    {"above_figure", Term::above_figure},
    {"filler", Term::filler},
    {"other", Term::other},
    {"own", Term::own},
    {"history", Term::history},
    {"week", Term::window},
    {"last_week", Term::window},
    {"ytd", Term::window},
    {"other_window", Term::window},
}};

} // namespace

Term term_of(std::string_view key) noexcept {
    for (const auto& [name, term] : terms_by_key)
        if (name == key) return term;
    return Term::unknown;
}

} // namespace yanbao::facts
