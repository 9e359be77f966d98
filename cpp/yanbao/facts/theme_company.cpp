#include "yanbao/facts/theme_company.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using names::Security;
using text::Range;

constexpr std::uint32_t longest_descriptor = 30; ///< atoms; more is a sentence
constexpr std::uint32_t longest_unmarked = 16;   ///< where no word, quote or bold type ends it
constexpr std::uint32_t longest_doubtful = 6; ///< a name of two characters behind a few others: another name
constexpr std::uint32_t shortest_unknown = 2;
constexpr std::uint32_t longest_unknown = 8; ///< Chinese names; Latin ones may be longer
constexpr std::uint32_t longest_latin = 24;
constexpr std::u32string_view name_ornaments = U"\"'\u300C\u300D\u300E\u300F*~:";
constexpr std::u32string_view plus_signs = U"+/&";

bool is_plus(char32_t c) { return plus_signs.find(c) != plus_signs.npos; }

} // namespace

CompanyReader::CompanyReader(const Context& context, const ThemeWords& words, const Facts& facts)
    : c_(context), w_(words), a_(context.document.atoms), on_(facts.meta.published), facts_(facts) {}

bool CompanyReader::is_name(Range words) const {
    return !words.empty() && !c_.securities.by_name(a_.view(words), on_).empty();
}

// Its words without the name of a market and signs before them; empty where they are a title.
Range CompanyReader::words_of(const Chunk& chunk, Market& market) const {
    Range words = without_market(text::trimmed(a_, chunk.words, U"*~:\u3010\u3011"), market);
    if (a_.view(words).find_first_of(U"\u300A\u300B") != std::u32string_view::npos) return {};
    while (!words.empty() && is_plus(a_.cp[words.begin])) ++words.begin;
    return words;
}

std::vector<Company> CompanyReader::read(const Chunk& chunk, Market& market) const {
    std::vector<Company> found;
    const Range words = words_of(chunk, market);
    if (words.empty()) return found;
    split(words, market, found);
    if (!chunk.bracket.empty() && !found.empty()) resolve_by_ticker(found.back(), chunk.bracket);
    return found;
}

// As `read`, without what a chunk may hold beside: unknown names, and owners, which stand neither alone nor apart.  They
// matter where a bracket tells their ticker.
bool CompanyReader::names_company(const Chunk& chunk, Market& market) const {
    std::vector<Company> found;
    if (chunk.bracket.empty()) {
        const Range words = words_of(chunk, market);
        if (!words.empty() && !split_bold(words, market, found)) split_tail(words, market, found);
    } else {
        found = read(chunk, market);
    }
    return std::any_of(found.begin(), found.end(), [&](const Company& company) {
        return is_known(company) && (company.whole || company.marked) &&
               !w_.common.is_whole(a_, company.name);
    });
}

std::optional<Company> CompanyReader::joined(Range head, Range tail) const {
    const Range all = head;
    std::vector<const Security*> found;
    for (;; ++head.begin) { // the first half may have its descriptor before it
        if (head.empty()) return std::nullopt;
        const Range before{all.begin, head.begin};
        if (!before.empty() && w_.standing.at_back(a_, before) == 0) continue;
        std::u32string name(a_.view(head));
        name += a_.view(tail);
        found = c_.securities.by_name(name, on_);
        if (!found.empty()) break;
    }
    Company company;
    company.name = head;
    company.rest = tail;
    company.whole = head == all;
    company.marked = !company.whole;
    if (company.marked) company.descriptor = cleaned_descriptor({all.begin, head.begin});
    resolve(company, Market::unsaid, std::move(found));
    return company;
}

void CompanyReader::split(Range words, Market market, std::vector<Company>& into) const {
    if (split_bold(words, market, into) || split_tail(words, market, into) ||
        split_owner(words, market, into) || split_line(words, market, into))
        return;
    split_unknown(words, into);
}

// Bold type that starts inside the words and runs to their end parts the name from its descriptor.
std::uint32_t CompanyReader::bold_tail(Range words) const {
    std::uint32_t at = words.end;
    while (at > words.begin && a_.has(at - 1, text::flag::bold)) --at;
    return at;
}

bool CompanyReader::split_bold(Range words, Market market, std::vector<Company>& into) const {
    const std::uint32_t at = bold_tail(words);
    if (at == words.begin || at == words.end || at + 1 == words.end) return false;
    const Range name{at, words.end}, head{words.begin, at};
    const std::size_t before = into.size();
    if (const std::uint32_t sign = w_.joiner.at_back(a_, head); sign > 0 && sign < head.size()) {
        const Range left{head.begin, head.end - sign}; // A + B, of which B is set in bold
        if (c_.securities.longest_tail(a_.view(left), on_).length > 0 && split_tail(left, market, into)) {
            const Range descriptor = into.back().descriptor;
            if (!split_tail(name, market, into)) split_unknown(name, into);
            if (into.back().descriptor.empty() && is_plus(a_.cp[name.begin - 1]))
                into.back().descriptor = descriptor;
            return true;
        }
    }
    if (is_name(name)) {
        Company company;
        company.name = name;
        resolve(company, market, c_.securities.by_name(a_.view(name), on_));
        into.push_back(std::move(company));
    } else if (!split_tail(name, market, into)) {
        split_unknown(name, into);
    }
    if (into.size() == before) return false;
    for (std::size_t i = before; i < into.size(); ++i) {
        Company& company = into[i];
        company.whole = false;
        company.marked = true;
        const bool shares =
            i == before || is_plus(a_.cp[company.name.begin - 1]) || w_.shared.at_back(a_, head) > 0;
        if (shares && company.descriptor.empty()) company.descriptor = cleaned_descriptor(head);
    }
    return true;
}

bool CompanyReader::split_tail(Range words, Market market, std::vector<Company>& into) const {
    auto tail = c_.securities.longest_tail(a_.view(words), on_);
    if (tail.length == 0) return false;
    const auto length = static_cast<std::uint32_t>(tail.length);
    const Range name{words.end - length, words.end};
    Range head{words.begin, name.begin};
    Company company;
    company.name = name;
    company.whole = head.empty();

    // A joiner whose left side ends with a company as well parts two companies.
    Range left;
    for (std::uint32_t at = head.end; at > head.begin && left.empty(); --at) {
        const std::uint32_t n = w_.joiner.at_back(a_, {head.begin, at});
        const Range before{head.begin, at - n};
        if (n > 0 && !before.empty() && c_.securities.longest_tail(a_.view(before), on_).length > 0) {
            left = before;
            head.begin = at;
        }
    }
    const std::size_t first = into.size();
    if (!left.empty()) {
        if (!split_tail(left, market, into))
            left = {};
        else if (head.empty() && into.size() > first) {
            const char32_t sign = a_.cp[head.begin - 1];
            const Company& beside = into.back();
            if (is_plus(sign) || w_.shared.at_back(a_, beside.descriptor) > 0)
                company.descriptor = beside.descriptor;
            company.whole = beside.whole;
        }
    }
    if (!head.empty()) {
        const Range descriptor = cleaned_descriptor(head);
        company.marked = w_.standing.at_back(a_, head) > 0 || is_quoted(head);
        if (!descriptor.empty() && !company.marked && !tells_apart(name, descriptor))
            return into.size() > first;
        if (!is_descriptor(head)) return into.size() > first;
        company.descriptor = descriptor;
        company.whole = descriptor.empty();
    }
    resolve(company, market, std::move(tail.securities));
    into.push_back(std::move(company));
    return true;
}

// A name at the front of words that `ends` lets end there: what stands behind it is no part of it.
bool CompanyReader::split_head(Range words, Market market, const std::function<bool(std::uint32_t)>& ends,
                               std::vector<Company>& into) const {
    const std::uint32_t last = std::min(words.end, words.begin + longest_unknown + 1);
    for (std::uint32_t at = words.begin + shortest_unknown; at < last; ++at) {
        const Range name{words.begin, at};
        if (!ends(at) || w_.common.is_whole(a_, name) || !is_name(name)) continue;
        Company company;
        company.name = name;
        resolve(company, market, c_.securities.by_name(a_.view(name), on_));
        into.push_back(std::move(company));
        return true;
    }
    return false;
}

// A name that ends its printed line: what the next line begins with is no part of it, unless it says what it is.
bool CompanyReader::split_line(Range words, Market market, std::vector<Company>& into) const {
    const auto ends = [&](std::uint32_t at) {
        return a_.has(at, text::flag::line_start) && w_.as.at_front(a_, {at, words.end}) == 0;
    };
    if (!split_head(words, market, ends, into)) return false;
    return into.back().whole = true;
}

// A's drug: the company, in a list of what companies have.
bool CompanyReader::split_owner(Range words, Market market, std::vector<Company>& into) const {
    words = w_.lead.without_front(a_, words);
    const auto ends = [&](std::uint32_t at) {
        return at + 1 < words.end && w_.standing.at_front(a_, {at, at + 1}) > 0;
    };
    if (!split_head(words, market, ends, into)) return false;
    return into.back().owner = true;
}

void CompanyReader::split_unknown(Range words, std::vector<Company>& into) const {
    Range name = w_.lead.without_front(a_, words);
    Range descriptor;
    for (std::uint32_t at = name.end; at > name.begin + 1; --at)
        if (w_.standing.at_back(a_, {name.begin, at}) > 0 && name.end - at >= shortest_unknown) {
            descriptor = cleaned_descriptor({name.begin, at});
            name.begin = at;
            break;
        }
    name = text::trimmed(a_, name, name_ornaments);
    if (!reads_like_company(name)) return;
    Company company;
    company.standing = Standing::likely;
    company.name = name;
    company.descriptor = descriptor;
    company.whole = descriptor.empty();
    company.marked = !descriptor.empty();
    company.typical =
        w_.company_ending.at_back(a_, name) > 0 && w_.company_ending.at_back(a_, name) < name.size();
    into.push_back(std::move(company));
}

bool CompanyReader::reads_like_company(Range name) const {
    if (name.empty() || w_.not_company.is_whole(a_, name)) return false;
    bool latin = false;
    for (char32_t c : a_.view(name)) {
        const bool letter = lexicon::is_ascii_letter(c) || c == U'-' || c == U'.' || c == U'*';
        if (!lexicon::is_cjk(c) && !letter) return false;
        latin = latin || letter;
    }
    if (name.size() < shortest_unknown || name.size() > (latin ? longest_latin : longest_unknown))
        return false;
    return w_.not_company.at_back(a_, name) == 0 && !w_.not_list.is_in(c_.document, name) &&
           !w_.has_role(c_.document, name);
}

// Whether a name may follow a descriptor that nothing closes: no word of the language, no end of a longer name.
bool CompanyReader::tells_apart(Range name, Range descriptor) const {
    if (w_.common.is_whole(a_, name) || w_.company_ending.is_whole(a_, name) ||
        w_.not_company.is_whole(a_, name))
        return false;
    if (descriptor.size() > longest_unmarked) return false;
    return name.size() > 2 || descriptor.size() + name.size() > longest_doubtful;
}

bool CompanyReader::is_quoted(Range head) const {
    const char32_t last = a_.cp[head.end - 1];
    return last == U'"' || last == U'\'' || last == U'\u300D' || last == U'\u300F' || last == U'\u3011' ||
           last == U'\u3010';
}

// What stands before a name: words about the company, not the rest of a sentence.
bool CompanyReader::is_descriptor(Range head) const {
    return head.size() <= longest_descriptor && !w_.not_list.is_in(c_.document, head);
}

Range CompanyReader::cleaned_descriptor(Range head) const {
    for (Range before = {}; before != head && !head.empty();) {
        before = head;
        head = text::trimmed(a_, head, U",:;+*\u3010\u3011");
        head = text::unquoted(a_, head);
        if (const std::uint32_t n = w_.lead.at_front(a_, head)) head.begin += n;
        if (const std::uint32_t n = w_.reset.at_front(a_, head)) head.begin += n;
    }
    const std::uint32_t standing = w_.standing.at_back(a_, head);
    if (standing == 1 && head.size() > 1) --head.end; // "of", and no part of a longer word
    return text::trimmed(a_, head, U"\"'");
}

Range CompanyReader::without_market(Range words, Market& market) const {
    const std::pair<const WordSet&, Market> markets[] = {
        {w_.mainland, Market::mainland}, {w_.hong_kong, Market::hong_kong}, {w_.america, Market::america}};
    const Range inner = w_.lead.without_front(a_, words);
    for (const auto& [set, which] : markets)
        if (const std::uint32_t n = set.at_front(a_, inner)) {
            market = which;
            return {inner.begin + n, inner.end};
        }
    return words;
}

} // namespace yanbao::facts
