#include "yanbao/facts/theme_merge.hpp"

#include "yanbao/facts/theme_misread.hpp"
#include "yanbao/lexicon/fold.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::size_t most_compared_members = 200; ///< members of a theme that a misread name is held against
constexpr std::size_t most_themes = 8;             ///< of a member, for finding a list whose theme is misread
constexpr double same_share = 0.6;                 ///< of the shorter list stands in both copies of one list

std::u32string key_of(const text::Atoms& atoms, const Phrase& words) {
    std::u32string key(atoms.view(words.first));
    key += atoms.view(words.rest);
    std::transform(key.begin(), key.end(), key.begin(), lexicon::lower);
    return key;
}

struct Member {
    ThemeEntry entry;
    std::u32string name;
};

/// What the copies of a list print in one place: most of them are right, and of two the first.
class Votes {
  public:
    void add(const std::u32string& key, const Phrase& printed) {
        const auto [at, fresh] = by_key_.try_emplace(key, all_.size());
        if (fresh)
            all_.push_back({printed, 1});
        else
            ++all_[at->second].count;
    }
    bool has(const std::u32string& key) const { return by_key_.contains(key); }
    const Phrase& winner() const {
        return std::max_element(all_.begin(), all_.end(),
                                [](const Vote& a, const Vote& b) { return a.count < b.count; })
            ->printed;
    }

  private:
    struct Vote {
        Phrase printed;
        std::size_t count = 0;
    };
    std::vector<Vote> all_; ///< in the order of the report: the first of equals wins
    std::unordered_map<std::u32string, std::size_t> by_key_;
};

struct Theme {
    std::u32string key;
    Votes names, parents;
    std::vector<Member> members;
};

class Merger {
  public:
    Merger(const Context& context, Facts& facts) : c_(context), a_(context.document.atoms), facts_(facts) {}

    void run(ThemeLists&& lists) {
        auto& all = lists.entries;
        drop_avoided(lists);
        settle_markets(all);
        for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
            while (to < all.size() && all[to].place.theme == all[from].place.theme) ++to;
            std::vector<Member> copy;
            for (std::size_t i = from; i < to; ++i) copy.push_back({all[i], name_key(all[i].company)});
            lay(std::move(copy));
        }
        std::size_t members = 0;
        for (const Theme& theme : themes_) {
            members += theme.members.size();
            emit(theme);
        }
        if (members > facts_.themes.size())
            add_finding(facts_, c_, "limit", Severity::warning, "report",
                        "the report has more members of themes than `facts`: the rest is left out");
        report(lists);
    }

  private:
    // A name of several markets is taken for the market of most names that have but one.
    static void settle_markets(std::vector<ThemeEntry>& all) {
        std::map<Market, std::size_t> names;
        for (const ThemeEntry& entry : all)
            if (entry.company.candidates.size() == 1)
                ++names[market_of(entry.company.candidates.front()->ticker)];
        const auto most = std::max_element(names.begin(), names.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        for (ThemeEntry& entry : all) {
            Company& company = entry.company;
            if (!company.ticker.empty() || company.candidates.empty() || names.empty()) continue;
            const auto there = [&](const names::Security* s) { return market_of(s->ticker) == most->first; };
            if (std::count_if(company.candidates.begin(), company.candidates.end(), there) == 1)
                company.ticker = (*std::find_if(company.candidates.begin(), company.candidates.end(), there))
                                     ->ticker.text();
        }
    }

    std::u32string name_key(const Company& company) const { return key_of(a_, {company.name, company.rest}); }
    static bool same(const Member& a, const Member& b) {
        const std::string &x = a.entry.company.ticker, &y = b.entry.company.ticker;
        return a.name == b.name || (!x.empty() && x == y);
    }
    static bool is_known(const Member& m) { return m.entry.company.standing == Standing::known; }

    // Adds one printed list to its theme: an earlier copy, or a new one.
    void lay(std::vector<Member>&& copy) {
        const ThemePlace place = copy.front().entry.place;
        const std::u32string key = key_of(a_, place.theme), parent = key_of(a_, place.parent);
        const std::size_t at = theme_of(key, parent, copy);
        themes_[at].names.add(key, place.theme);
        themes_[at].parents.add(parent, place.parent);
        std::set<std::u32string> together;
        for (const Member& member : copy) together.insert(member.name);
        for (Member& member : copy) add(at, std::move(member), together);
    }

    std::size_t theme_of(const std::u32string& key, const std::u32string& parent,
                         const std::vector<Member>& copy) {
        const auto [first, last] = by_key_.equal_range(key);
        for (auto it = first; it != last; ++it) {
            const Theme& theme = themes_[it->second];
            if (theme.parents.has(parent) || shared(it->second, copy) > 0) return it->second;
        }
        if (const auto misread = misread_theme(key, parent, copy)) return *misread;
        themes_.push_back({key, {}, {}, {}});
        by_key_.emplace(key, themes_.size() - 1);
        return themes_.size() - 1;
    }

    std::size_t shared(std::size_t theme, const std::vector<Member>& copy) const {
        return static_cast<std::size_t>(std::count_if(copy.begin(), copy.end(), [&](const Member& m) {
            const auto found = by_member_.find(m.name);
            return found != by_member_.end() &&
                   std::find(found->second.begin(), found->second.end(), theme) != found->second.end();
        }));
    }

    // The theme of an earlier copy whose name one of the copies prints wrong.
    std::optional<std::size_t> misread_theme(const std::u32string& key, const std::u32string& parent,
                                             const std::vector<Member>& copy) const {
        std::set<std::size_t> candidates;
        for (const Member& m : copy)
            if (const auto found = by_member_.find(m.name); found != by_member_.end())
                candidates.insert(found->second.begin(), found->second.end());
        for (std::size_t at : candidates) {
            const Theme& theme = themes_[at];
            const auto size = static_cast<double>(std::min(copy.size(), theme.members.size()));
            const std::size_t common = shared(at, copy);
            const bool cut = (key.size() >= 2 && theme.key.ends_with(key)) ||
                             (theme.key.size() >= 2 && key.ends_with(theme.key));
            if (cut && !parent.empty() && !theme.parents.has(parent))
                continue; // another list, of the same field
            const double needed = is_misread(key, theme.key) ? same_share : 1.0;
            if ((cut || needed < 1.0) && common >= 2 && static_cast<double>(common) >= needed * size)
                return at;
        }
        return std::nullopt;
    }

    // `together`: the names of one copy, of which none is another one misread.
    void add(std::size_t at, Member&& member, const std::set<std::u32string>& together) {
        Theme& theme = themes_[at];
        for (Member& there : theme.members) {
            if (same(there, member)) return meet(there, member);
            if (theme.members.size() > most_compared_members || is_known(there) == is_known(member)) continue;
            if (together.contains(there.name) || !is_misread(there.name, member.name)) continue;
            if (is_known(member)) there = std::move(member); // the copy that prints it right
            return;
        }
        auto& themes = by_member_[member.name];
        if (themes.size() < most_themes && (themes.empty() || themes.back() != at)) themes.push_back(at);
        theme.members.push_back(std::move(member));
    }

    void meet(Member& there, const Member& again) {
        const std::string_view first = there.entry.role.name(), second = again.entry.role.name();
        if (second.empty() || first == second) return;
        if (first.empty()) {
            there.entry.role = again.entry.role;
            return;
        }
        add_finding(facts_, c_, "theme_conflict", Severity::warning,
                    c_.document.squeezed(there.entry.company.name),
                    "the list " + squeezed(there.entry.place.theme) + " says " + std::string(first) +
                        " first and " + std::string(second) + " later: the first counts",
                    again.entry.company.name);
    }

    void emit(const Theme& theme) {
        for (const Member& member : theme.members) {
            if (facts_.themes.size() >= c_.limits.facts) return;
            emit(theme.names.winner(), theme.parents.winner(), member.entry);
        }
    }

    void emit(const Phrase& theme, const Phrase& parent, const ThemeEntry& entry) {
        const Company& company = entry.company;
        const auto& d = c_.document;
        ThemeMember row;
        row.at = d.span(company.name);
        row.parent = squeezed(parent);
        row.theme = squeezed(theme);
        row.ticker = company.ticker;
        row.name = is_latin(company) ? d.printed(company.name) : squeezed({company.name, company.rest});
        row.role = entry.role.name();
        row.descriptor = d.squeezed(company.descriptor);
        note(row, "parent", parent);
        note(row, "theme", theme);
        note(row, "name", {company.name, company.rest});
        note_field(row, "ticker", c_, company.printed_ticker.empty() ? company.name : company.printed_ticker);
        if (!row.role.empty()) note_field(row, "role", c_, entry.role.range);
        note_field(row, "descriptor", c_, company.descriptor);
        doubt(row, company);
        facts_.themes.push_back(std::move(row));
    }

    // Words of a language that parts them.
    bool is_latin(const Company& company) const {
        const auto v = a_.view(company.name);
        return company.rest.empty() && std::none_of(v.begin(), v.end(), lexicon::is_cjk) &&
               v.find_first_of(U"*_#") == v.npos;
    }

    std::string squeezed(const Phrase& words) const {
        return c_.document.squeezed(words.first) + c_.document.squeezed(words.rest);
    }
    void note(ThemeMember& row, std::string_view column, const Phrase& words) const {
        note_field(row, column, c_, words.first);
        note_field(row, column, c_, words.rest);
    }

    void doubt(const ThemeMember& row, const Company& company) {
        if (company.standing != Standing::known)
            return add_finding(facts_, c_, "unknown_security", Severity::warning, row.name,
                               "no listed security of this name in the theme list " + row.theme,
                               company.name);
        if (company.candidates.size() < 2 || !told_.insert(row.name).second) return;
        std::string names;
        for (const names::Security* s : company.candidates)
            names += (names.empty() ? "" : ", ") + s->ticker.text();
        add_finding(facts_, c_, "name_ambiguous", row.ticker.empty() ? Severity::warning : Severity::info,
                    row.name, "could be " + names + (row.ticker.empty() ? "" : "; taken for " + row.ticker),
                    company.name);
    }

    // To avoid: A, B is a list under a label, and recommends nobody.
    void drop_avoided(ThemeLists& lists) {
        const WordSet avoid(c_.lexicon, "theme_avoid");
        std::erase_if(lists.entries, [&](const ThemeEntry& entry) {
            const Range label = entry.place.theme.first;
            if (!entry.role.name().empty() || !avoid.is_in(c_.document, label)) return false;
            if (lists.advised_against.empty() || lists.advised_against.back() != label)
                lists.advised_against.push_back(label);
            return true;
        });
    }

    void report(const ThemeLists& lists) {
        std::set<std::string> told;
        for (Range r : lists.unread) {
            const std::string words = c_.document.squeezed(r);
            if (!told.insert(words).second) continue;
            add_finding(facts_, c_, "unread_list_item", Severity::info, words,
                        "a part of a list of companies that reads like no company is left out", r);
        }
        for (Range r : lists.advised_against)
            add_finding(facts_, c_, "advised_against", Severity::info, "report",
                        "the themes leave out what the report advises against: " + c_.document.printed(r), r);
    }

    const Context& c_;
    const text::Atoms& a_;
    Facts& facts_;
    std::vector<Theme> themes_;
    std::multimap<std::u32string, std::size_t> by_key_;
    std::map<std::u32string, std::vector<std::size_t>> by_member_;
    std::set<std::string> told_;
};

} // namespace

void add_themes(const Context& context, ThemeLists&& lists, Facts& facts) {
    Merger(context, facts).run(std::move(lists));
}

} // namespace yanbao::facts
