#include "yanbao/facts/theme_run.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

/// Known names that vouch for one that reads like no name of a company.
constexpr std::size_t fewest_neighbours = 2;

} // namespace

std::size_t Run::known() const {
    return static_cast<std::size_t>(std::count_if(companies.begin(), companies.end(), is_known));
}

Settled settle(const Run& run, const ThemeWords& words, const text::Atoms& atoms) {
    Settled out;
    const auto& all = run.companies;
    const std::size_t known = run.known();
    const auto common = [&](const Company& c) {
        return is_known(c) && c.printed_ticker.empty() && words.common.is_whole(atoms, c.name);
    };
    const auto commons = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), common));
    if (all.empty()) return out;

    if (known == 0) {
        const bool typical = std::all_of(all.begin(), all.end(), [](const Company& c) { return c.typical; });
        if (run.own.key.empty() || !typical || (all.size() < fewest_neighbours && !run.vouched) ||
            run.topic || !run.unread.empty()) {
            if (!run.own.key.empty() && !run.topic && run.unread.empty() && all.size() >= fewest_neighbours)
                for (const Company& company : all)
                    if (company.whole) out.unread.push_back(company.name);
            return out;
        }
    }
    if (known > 0 && known == commons && (run.topic || known < all.size() || !run.unread.empty())) return out;
    if (run.topic && 2 * known < all.size() + run.unread.size()) return out;
    const bool plain = known == all.size() && known >= fewest_neighbours && run.unread.empty();
    const bool listed = run.in_list && known == all.size() && run.unread.empty();
    if (run.role().key.empty() && !(listed && (plain || run.after_reset))) return out;

    const auto whole = static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [](const Company& c) { return is_known(c) && c.whole; }));
    for (const Company& company : all) {
        const bool vouched =
            company.typical || company.marked || (company.whole && whole >= fewest_neighbours);
        if (is_known(company) || vouched)
            out.entries.push_back({run.place, run.role(), company});
        else
            out.unread.push_back(company.name);
    }
    if (known >= fewest_neighbours) out.unread.insert(out.unread.end(), run.unread.begin(), run.unread.end());
    return out;
}

} // namespace yanbao::facts
