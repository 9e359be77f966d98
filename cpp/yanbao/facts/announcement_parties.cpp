#include "yanbao/facts/announcement_parties.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::size_t most_aliases = 24;
constexpr std::uint32_t longest_party_bracket = 60; ///< in atoms

} // namespace

Parties::Parties(const Context& context, Range text, std::u32string_view company)
    : context_(context), own_(context.lexicon.find_category("announcement_own")), company_(company) {
    if (!company.empty()) aliases_.push_back({company_, true});
    if (!own_) return;
    for (const auto& hit : context.document.hits_in(*own_, text)) {
        if (aliases_.size() >= most_aliases) return;
        if (context.lexicon.key(*own_, hit.key) == "alias")
            learn({hit.end, std::min(text.end, hit.end + longest_party_bracket)});
    }
}

// The quoted names up to the closing bracket are one company.
void Parties::learn(Range bracket) {
    const auto text = context_.document.view(bracket);
    const auto inside = text.substr(0, text.find(U')'));
    const std::size_t first = aliases_.size();
    for (std::size_t open = inside.find(U'"'); open != inside.npos;) {
        const std::size_t close = inside.find(U'"', open + 1);
        if (close == inside.npos) break;
        if (close > open + 1)
            aliases_.push_back({std::u32string(inside.substr(open + 1, close - open - 1)), false});
        open = inside.find(U'"', close + 1);
    }
    const auto named_here = aliases_.begin() + static_cast<std::ptrdiff_t>(first);
    const bool own = std::any_of(named_here, aliases_.end(), [&](const Alias& a) { return is_own(a.name); });
    for (auto alias = named_here; alias != aliases_.end(); ++alias) alias->own = own;
}

bool Parties::is_own(std::u32string_view name) const {
    if (name == company_) return true;
    const auto key = context_.lexicon.exact(*own_, name);
    return key && context_.lexicon.key(*own_, *key) == "company";
}

std::optional<Party> Parties::at_start_of(Range clause) const {
    const auto own_word = [&]() -> std::optional<lexicon::Hit> {
        if (!own_ || clause.empty()) return std::nullopt;
        const auto& atoms = context_.document.atoms;
        const auto hit = context_.lexicon.at(*own_, atoms.cp, atoms.flags, clause.begin);
        return hit && hit->end <= clause.end ? hit : std::nullopt;
    };
    if (const auto lead = own_word(); lead && context_.lexicon.key(*own_, lead->key) == "lead") // "of which"
        clause.begin = lead->end;
    const auto text = context_.document.view(clause);
    for (const Alias& alias : aliases_)
        if (text.starts_with(alias.name)) return alias.own ? Party::own : Party::other;
    const auto word = own_word();
    return word && context_.lexicon.key(*own_, word->key) == "company" ? std::optional(Party::own)
                                                                       : std::nullopt;
}

} // namespace yanbao::facts
