#include "yanbao/facts/theme_list.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Atoms;
using text::Range;

constexpr int most_links = 6;                ///< linking words behind a name
constexpr std::uint32_t longest_chunk = 120; ///< atoms; more is a sentence

bool is_whole(const std::vector<Company>& companies) {
    return !companies.empty() && is_known(companies.back()) && companies.back().whole;
}

std::size_t known_of(const std::vector<Company>& companies) {
    return static_cast<std::size_t>(std::count_if(companies.begin(), companies.end(), is_known));
}

class CompanyListReader {
  public:
    CompanyListReader(const Atoms& atoms, const ThemeWords& words, const CompanyReader& companies)
        : a_(atoms), w_(words), companies_(companies) {}

    // `to_begin`: no further than it takes to say whether it may begin a list.
    CompanyList read(Range r, bool role_behind, bool to_begin = false) {
        std::vector<Chunk> chunks = chunks_of(a_, r);
        if (role_behind) drop_links(chunks);
        list_.joined = !chunks.empty() && w_.joiner.at_front(a_, chunks.front().words) > 0;
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            const bool last = i + 1 == chunks.size();
            take(chunks[i], role_behind && last, !last && chunks[i + 1].paused);
            if (to_begin && first_part_tells()) break;
            if (list_.ended) {
                list_.to_end = last && rest_.empty();
                list_.topic = names_fields();
                list_.prose = !list_.topic && !w_.after_link.without_back(a_, rest_).empty();
                break;
            }
            list_.to_end = last && !list_.parts.empty() && !list_.parts.back().companies.empty();
        }
        return std::move(list_);
    }

  private:
    // Only a lone unknown name depends on the parts behind it.
    bool first_part_tells() const {
        if (list_.parts.empty()) return false;
        const auto& companies = list_.parts.front().companies;
        return list_.begins_with_company() || companies.size() != 1 || !companies.front().whole;
    }

    // Linking words alone, behind a bracket.
    void drop_links(std::vector<Chunk>& chunks) const {
        while (!chunks.empty() && chunks.back().bracket.empty() &&
               w_.after_link.without_back(a_, chunks.back().words).empty())
            chunks.pop_back();
    }

    void take(const Chunk& chunk, bool links_behind, bool goes_on) {
        ListPart part;
        Chunk rest = chunk;
        part.paused = chunk.paused;
        part.words = rest.words;
        if (chunk.words.size() > longest_chunk) return list_.parts.push_back(std::move(part));
        if (const std::uint32_t n = w_.reset.at_front(a_, rest.words)) {
            part.reset = true;
            rest.words.begin += n;
            rest.words = text::trimmed(a_, rest.words, U",");
        }
        if (const auto cut = end_word(rest, goes_on)) rest = *cut;
        part.words = rest.words;
        part.companies = companies_.read(rest, market_);
        if (links_behind) unlink(rest, part);
        if (part.companies.empty() || known_of(part.companies) == 0) group(rest, part);
        list_.bracketed = list_.bracketed || (is_whole_or_marked(part) && stands_in_brackets(part));
        if (chunk.joined && !part.companies.empty() && !list_.parts.empty()) share_descriptor(part);
        if (!part.words.empty() || part.reset) list_.parts.push_back(std::move(part));
    }

    static bool is_whole_or_marked(const ListPart& part) {
        return !part.companies.empty() && is_known(part.companies.back()) &&
               (part.companies.back().whole || part.companies.back().marked);
    }
    bool stands_in_brackets(const ListPart& part) const {
        const Range name = part.companies.back().name;
        return name.begin > 0 && a_.cp[name.begin - 1] == U'\u3010';
    }

    // Cuts the chunk before `and so on`; what follows is no list, unless its comma stands right behind.
    std::optional<Chunk> end_word(const Chunk& chunk, bool goes_on) {
        for (std::uint32_t at = chunk.words.begin + 1; at < chunk.words.end; ++at) {
            const std::uint32_t n = w_.end.at_front(a_, {at, chunk.words.end});
            if (n == 0) continue;
            const Range behind{at + n, chunk.words.end};
            Chunk before = chunk;
            before.words.end = at;
            if (!behind.empty() || chunk.bracket.empty()) before.bracket = {};
            Market market = market_;
            const std::vector<Company> companies = companies_.read(before, market);
            const bool closes = behind.empty() || (!companies.empty() && before.words.size() >= 2);
            if (!closes) continue;
            list_.ended = !(behind.empty() && goes_on);
            rest_ = behind;
            return before;
        }
        if (w_.end.is_whole(a_, chunk.words)) { // behind a bracket
            list_.ended = true;
            Chunk nothing = chunk;
            nothing.words.end = nothing.words.begin;
            return nothing;
        }
        return std::nullopt;
    }

    bool names_fields() const {
        const Range last = w_.after_link.without_back(a_, rest_);
        return !rest_.empty() && (w_.field.at_back(a_, last) > 0 || w_.not_company.at_back(a_, last) > 0);
    }

    // Takes linking words off the end; a name that is then the whole part is surer than one with words before it.
    void unlink(Chunk chunk, ListPart& part) {
        for (int i = 0; i < most_links && !is_whole(part.companies); ++i) {
            const std::uint32_t n = w_.after_link.at_back(a_, chunk.words);
            if (n == 0) return;
            chunk.words.end -= n;
            std::vector<Company> companies = companies_.read(chunk, market_);
            const bool typical = companies.size() == 1 && companies.front().typical;
            if (known_of(companies) == 0 && known_of(part.companies) == 0 && typical && !part.is_typical()) {
                part.companies = std::move(companies);
                return;
            }
            if (known_of(companies) == 0) companies = apart(chunk);
            if (known_of(companies) > 0 && (known_of(part.companies) == 0 || is_whole(companies)))
                part.companies = std::move(companies);
        }
    }

    // `A as the leader of its field`
    std::vector<Company> apart(const Chunk& chunk) {
        for (std::uint32_t at = chunk.words.begin + 2; at < chunk.words.end; ++at) {
            const std::uint32_t n = w_.as.at_front(a_, {at, chunk.words.end});
            if (n == 0) continue;
            Chunk name = chunk;
            name.words.end = at;
            std::vector<Company> companies = companies_.read(name, market_);
            if (known_of(companies) == 0) continue;
            companies.back().descriptor =
                text::unquoted(a_, w_.after_link.without_back(a_, {at + n, chunk.words.end}));
            return companies;
        }
        return {};
    }

    void group(const Chunk& chunk, ListPart& part) {
        if (chunk.bracket.empty()) return;
        std::vector<Company> grouped;
        for (Chunk inner : chunks_of(a_, chunk.bracket)) {
            inner.words = w_.end.without_back(a_, inner.words);
            for (Company& company : companies_.read(inner, market_)) grouped.push_back(std::move(company));
        }
        if (known_of(grouped) == 0) return;
        part.words = w_.lead.without_front(a_, part.words);
        part.grouped = std::move(grouped);
        part.companies.clear();
    }

    void share_descriptor(ListPart& part) const {
        const auto& beside = list_.parts.back().companies;
        Company& company = part.companies.front();
        if (!beside.empty() && company.descriptor.empty()) company.descriptor = beside.back().descriptor;
    }

    const Atoms& a_;
    const ThemeWords& w_;
    const CompanyReader& companies_;
    CompanyList list_;
    Market market_ = Market::unsaid;
    Range rest_;
};

} // namespace

std::size_t CompanyList::known() const {
    std::size_t n = 0;
    for (const ListPart& part : parts) n += known_of(part.companies);
    return n;
}

bool CompanyList::has_group() const {
    return std::any_of(parts.begin(), parts.end(),
                       [](const ListPart& part) { return !part.grouped.empty(); });
}

bool CompanyList::begins_with_company() const {
    return !parts.empty() && (known_of(parts.front().companies) > 0 || !parts.front().grouped.empty());
}

bool CompanyList::may_begin() const {
    if (begins_with_company()) return true;
    if (parts.size() < 2 || parts.front().companies.size() != 1 || !parts.front().companies.front().whole)
        return false;
    return known() > 0 && 2 * known() >= parts.size() - 1;
}

bool CompanyList::stands_apart() const {
    if (parts.empty() || parts.front().companies.empty()) return false;
    const Company& first = parts.front().companies.front();
    return is_known(first) && (first.marked || first.whole);
}

bool CompanyList::owns() const {
    // the prospects of A, B and C: all of them
    const bool last = parts.size() > 2 && is_whole(parts.front().companies) && is_whole(parts[1].companies) &&
                      parts.back().companies.size() == 1 && parts.back().companies.front().owner;
    return !last && std::any_of(parts.begin(), parts.end(), [](const ListPart& part) {
        return std::any_of(part.companies.begin(), part.companies.end(),
                           [](const Company& c) { return c.owner; });
    });
}

bool CompanyList::is_bare() const {
    std::size_t names = 0;
    for (const ListPart& part : parts) {
        for (const Company& company : part.companies)
            if (!is_known(company) || !company.whole) return false;
        if (part.companies.empty()) return false;
        names += part.companies.size();
    }
    return names >= 2 && !topic;
}

bool CompanyList::is_one_known() const {
    return parts.size() == 1 && parts.front().companies.size() == 1 && stands_apart();
}

bool CompanyList::is_one_unknown() const {
    return parts.size() == 1 && parts.front().companies.size() == 1 && known() == 0 &&
           parts.front().companies.front().whole && !topic && !prose;
}

bool CompanyList::all_typical() const {
    return parts.size() >= 2 &&
           std::all_of(parts.begin(), parts.end(), [](const ListPart& part) { return part.is_typical(); });
}

bool CompanyList::all_unknown() const {
    return ended && !topic && !prose && parts.size() >= 2 && known() == 0 &&
           std::all_of(parts.begin(), parts.end(), [](const ListPart& part) {
               return part.companies.size() == 1 && part.companies.front().whole;
           });
}

std::uint32_t CompanyList::descriptor_size() const {
    if (parts.empty() || parts.front().companies.empty()) return 0;
    return parts.front().companies.front().descriptor.size();
}

CompanyList read_list(const Atoms& atoms, const ThemeWords& words, const CompanyReader& companies, Range r,
                      bool role_behind) {
    return CompanyListReader(atoms, words, companies).read(r, role_behind);
}

bool may_begin_list(const Atoms& atoms, const ThemeWords& words, const CompanyReader& companies, Range r) {
    return CompanyListReader(atoms, words, companies).read(r, false, true).may_begin();
}

} // namespace yanbao::facts
