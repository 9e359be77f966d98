#include "yanbao/facts/theme_cut.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t longest_half = 4; ///< of a word
constexpr std::uint32_t longest_half_name = 6;
constexpr std::uint32_t longest_open_bracket = 30;
constexpr std::uint32_t longest_first_part = 60; ///< atoms of a block in which a cut list must go on

bool is_comma(char32_t c) { return c == U'\u3001' || c == U','; }

} // namespace

bool CutReader::ends_with_comma(Range block) const { return is_comma(a_.cp[block.end - 1]); }

bool CutReader::leaves_bracket_open(Range block) const {
    const auto v = a_.view(block);
    const auto opening = v.rfind(U'(');
    return opening != v.npos && v.find(U')', opening) == v.npos;
}

CutList CutReader::cut(Run&& run, Range last_words, Range block) const {
    CutList out;
    out.run = std::move(run);
    out.paused = ends_with_comma(block);
    out.in_bracket = leaves_bracket_open(block);
    if (out.paused) return out;
    auto& unread = out.run.unread;
    auto& companies = out.run.companies;
    if (!unread.empty() && unread.back().end == block.end) {
        out.last = unread.back();
        unread.pop_back();
    } else if (!last_words.empty() && last_words.end == block.end) {
        out.last = last_words;
    } else if (!companies.empty() && companies.back().standing != Standing::known &&
               companies.back().name.end == block.end) {
        out.last = companies.back().name;
        if (companies.back().typical) out.kept = companies.back();
        companies.pop_back();
    }
    return out;
}

Run CutReader::mended(CutList&& cut, const std::optional<Company>& joined) {
    Run run = std::move(cut.run);
    if (joined)
        run.companies.push_back(*joined);
    else if (cut.kept)
        run.companies.push_back(*cut.kept);
    return run;
}

std::optional<Resumption> CutReader::resumption(const CutList& cut, Range block) const {
    if (block.empty()) return std::nullopt;
    if (cut.in_bracket) {
        const auto at = behind_bracket_of(block);
        return at ? std::optional(Resumption{*at, std::nullopt}) : std::nullopt;
    }
    const std::uint32_t comma = behind_bracket(a_, block.begin, block.end);
    if (!cut.paused && comma < block.end && is_comma(a_.cp[comma]))
        return Resumption{comma + 1, std::nullopt};
    std::uint32_t stop = block.begin;
    while (stop < block.end && stop - block.begin < longest_first_part && !stop_at(a_, stop, block.end))
        ++stop;
    const auto chunks = chunks_of(a_, {block.begin, stop});
    if (chunks.empty()) return std::nullopt;
    const Range words = chunks.front().words;
    for (std::uint32_t n = std::min(words.size(), longest_half_name); n > 0 && !cut.last.empty(); --n)
        if (auto company = companies_.joined(cut.last, {words.begin, words.begin + n}))
            return Resumption{words.begin + n, std::move(company)};
    if (!cut.paused && (cut.last.empty() || cut.kept)) return std::nullopt;
    if (const std::uint32_t rest = rest_of_lead(cut.last, block); rest > 0 && cut.run.companies.empty())
        return Resumption{block.begin + rest, std::nullopt};
    const auto roles = w_.roles(d_, {block.begin, stop});
    const Range names{block.begin, roles.empty() ? stop : roles.front().range.begin};
    const bool known = read_list(a_, w_, companies_, names, !roles.empty()).begins_with_company();
    return known ? std::optional(Resumption{block.begin, std::nullopt}) : std::nullopt;
}

// The atom behind a bracket that the block before left open, and behind the comma there.
std::optional<std::uint32_t> CutReader::behind_bracket_of(Range block) const {
    const auto v = a_.view(block).substr(0, longest_open_bracket);
    const auto close = v.find(U')');
    if (close == v.npos || v.find(U'(') < close) return std::nullopt;
    std::uint32_t at = block.begin + static_cast<std::uint32_t>(close) + 1;
    while (at < block.end && is_comma(a_.cp[at])) ++at;
    return at;
}

Range CutReader::words_at_end(Range block) const {
    Range words{block.end, block.end};
    while (words.begin > block.begin && words.size() < longest_half &&
           lexicon::is_cjk(a_.cp[words.begin - 1]))
        --words.begin;
    return words;
}

std::optional<std::uint32_t> CutReader::names_at(Range head, Range block) const {
    Range names{block.begin + rest_of_lead(head, block), block.begin};
    names.end = names.begin;
    while (names.end < block.end && names.end - names.begin < longest_first_part &&
           !stop_at(a_, names.end, block.end))
        ++names.end;
    if (!read_list(a_, w_, companies_, names, false).begins_with_company()) return std::nullopt;
    return names.begin;
}

// Atoms of the second half of a word between a role word and its names (inclu-ding).
std::uint32_t CutReader::rest_of_lead(Range head, Range block) const {
    for (std::uint32_t left = 1; left <= std::min(head.size(), longest_half); ++left)
        for (std::uint32_t right = std::min(block.size(), longest_half); right > 0; --right) {
            std::u32string word(a_.view({head.end - left, head.end}));
            word += a_.view({block.begin, block.begin + right});
            if (w_.lead.is_word(word)) return right;
        }
    return 0;
}

} // namespace yanbao::facts
