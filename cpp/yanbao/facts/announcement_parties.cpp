#include "yanbao/facts/announcement_parties.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::size_t most_aliases = 24;
constexpr std::uint32_t longest_bracket = 60; ///< in atoms
constexpr std::uint32_t longest_lead = 3;     ///< "of which", "by" before the party of a clause

} // namespace

Parties::Parties(const Context& context, const Entry& entry, Range company)
    : context_(context), own_(context.lexicon.find_category("announcement_own")) {
    if (!company.empty()) aliases_.push_back({context.document.view(company), true});
    if (!own_) return;
    for (const Range body : entry.body)
        for (const auto& hit : context.document.hits_in(*own_, body)) {
            if (aliases_.size() >= most_aliases) return;
            if (context.lexicon.key(*own_, hit.key) == "alias")
                learn({hit.end, std::min(body.end, hit.end + longest_bracket)}, company);
        }
}

// The quoted names up to the closing bracket are one company.
void Parties::learn(Range bracket, Range company) {
    const auto text = context_.document.view(bracket);
    const auto inside = text.substr(0, text.find(U')'));
    const std::size_t first = aliases_.size();
    for (std::size_t open = inside.find(U'"'); open != inside.npos;) {
        const std::size_t close = inside.find(U'"', open + 1);
        if (close == inside.npos) break;
        if (close > open + 1) aliases_.push_back({inside.substr(open + 1, close - open - 1), false});
        open = inside.find(U'"', close + 1);
    }
    const auto named_here = aliases_.begin() + static_cast<std::ptrdiff_t>(first);
    const bool own = std::any_of(named_here, aliases_.end(), [&](const Alias& a) { return is_own(a.name, company); });
    for (auto alias = named_here; alias != aliases_.end(); ++alias) alias->own = own;
}

bool Parties::is_own(std::u32string_view name, Range company) const {
    if (name == context_.document.view(company)) return true;
    const auto key = context_.lexicon.exact(*own_, name);
    return key && context_.lexicon.key(*own_, *key) == "company";
}

std::optional<Party> Parties::at_start_of(Range clause) const {
    const auto text = context_.document.view(clause);
    for (std::uint32_t lead = 0; lead <= longest_lead && lead < text.size(); ++lead) {
        for (const Alias& alias : aliases_)
            if (text.substr(lead).starts_with(alias.name)) return alias.own ? Party::own : Party::other;
        if (!own_) continue;
        const auto& atoms = context_.document.atoms;
        const auto hit = context_.lexicon.at(*own_, atoms.cp, atoms.flags, clause.begin + lead);
        if (hit && hit->end <= clause.end && context_.lexicon.key(*own_, hit->key) == "company") return Party::own;
    }
    return std::nullopt;
}

} // namespace yanbao::facts
