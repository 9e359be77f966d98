// Which security a member of a list is: by the market that the text says, the report's own tables, a printed ticker.

#include "yanbao/facts/theme_company.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using names::Security;
using text::Range;

} // namespace

Market market_of(const Ticker& t) {
    if (t.exchange == "SH" || t.exchange == "SZ" || t.exchange == "BJ") return Market::mainland;
    return t.exchange == "HK" ? Market::hong_kong : Market::america;
}

void CompanyReader::resolve(Company& company, Market market, std::vector<const Security*> candidates) const {
    company.standing = Standing::known;
    if (market != Market::unsaid) {
        const auto there = [&](const Security* s) { return market_of(s->ticker) == market; };
        if (std::any_of(candidates.begin(), candidates.end(), there))
            std::erase_if(candidates, [&](const Security* s) { return !there(s); });
    }
    const Security* chosen = candidates.size() == 1 ? candidates.front() : nullptr;
    for (const Coverage& row : facts_.coverage) {
        if (chosen) break;
        const auto ticker = parse_ticker(row.ticker);
        for (const Security* s : candidates)
            if (ticker && s->ticker == *ticker) chosen = s;
    }
    if (chosen) company.ticker = chosen->ticker.text();
    company.candidates = std::move(candidates);
}

// A ticker printed in the bracket behind a name says which security it is.
void CompanyReader::resolve_by_ticker(Company& company, Range bracket) const {
    Range first = bracket;
    for (std::uint32_t at = bracket.begin; at < bracket.end; ++at)
        if (a_.cp[at] == U',' || a_.cp[at] == U'\u3001' || a_.cp[at] == U';' || a_.cp[at] == U'/') {
            first.end = at;
            break;
        }
    std::u32string v(a_.view(first));
    constexpr std::uint32_t country = 2; // 700 HK: the white space before it parts it from the code
    const bool spaced = first.size() > country + 1 && a_.has(first.end - country, text::flag::gap) &&
                        std::all_of(v.end() - country, v.end(), lexicon::is_ascii_letter);
    if (spaced) v.insert(v.size() - country, 1, U' ');
    const auto digit = [](char32_t c) { return lexicon::is_digit(c); };
    const bool ascii = std::all_of(v.begin(), v.end(), [](char32_t c) { return c < 128; });
    const bool code = spaced || std::count_if(v.begin(), v.end(), digit) == 6 || v.find(U'.') != v.npos;
    if (first.empty() || !ascii || !code) return;
    const auto reading = names::read_ticker(v, a_.view(company.name), c_.securities, on_);
    if (!reading.ticker) return;
    company.standing = Standing::known;
    company.printed_ticker = first;
    company.ticker = reading.ticker->text();
    if (const Security* s = c_.securities.by_ticker(*reading.ticker)) {
        company.ticker = s->ticker.text();
        company.candidates = {s};
    }
}

std::optional<Company> CompanyReader::of_ticker(Range name, Range bracket) const {
    Company company;
    company.name = name;
    company.whole = true;
    resolve_by_ticker(company, bracket);
    return company.printed_ticker.empty() ? std::nullopt : std::optional(std::move(company));
}

} // namespace yanbao::facts
