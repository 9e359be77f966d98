#include "yanbao/facts/prose_latin.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using text::Range;

constexpr std::uint32_t blocks_with_own_name = 12; ///< at the top: title, company, ticker
constexpr std::uint32_t longest_name_line = 80, longest_bracket_of_ticker = 16;
constexpr std::size_t shortest_own_name = 2;
constexpr std::uint32_t longest_sentence_read = 600, longest_lead_word = 12, farthest_behind = 60;

bool is_upper(char32_t c) { return c >= U'A' && c <= U'Z'; }

std::u32string lowered(std::u32string_view text) {
    std::u32string out(text);
    for (char32_t& c : out) c = lexicon::lower(c);
    return out;
}

} // namespace

LatinSubjects::LatinSubjects(const Context& context, const Facts& facts)
    : c_(context), a_(context.document.atoms), verbs_(context, "latin_subject_verb"),
      leads_(context, "latin_subject_lead"), behind_(context, "latin_subject_behind"),
      plain_(context, "latin_plain"), company_(context, "latin_company"), metrics_(context, "metric") {
    const auto add = [&](std::u32string_view name) {
        if (name.size() >= shortest_own_name) own_.push_back(lowered(name));
    };
    add(text::atoms_of(facts.meta.name).cp);
    add(text::atoms_of(facts.meta.broker).cp);
    if (const auto ticker = parse_ticker(facts.meta.ticker))
        if (const auto* security = c_.securities.by_ticker(*ticker)) {
            add(text::atoms_of(security->name).cp);
            for (const std::string& alias : security->aliases) add(text::atoms_of(alias).cp);
        }
    const auto& blocks = c_.document.blocks;
    for (std::size_t i = 0; i < std::min<std::size_t>(blocks.size(), blocks_with_own_name); ++i) {
        const Range r = blocks[i].atoms;
        if (r.empty() || r.size() > longest_name_line || a_.cp[r.end - 1] == U'.') continue;
        const Range name = name_at(r.begin, r);
        if (!name.empty() && !verbs_.at(name.end, r.end)) add(a_.view(name));
    }
}

bool LatinSubjects::starts_word(std::uint32_t at, std::uint32_t begin) const {
    return at == begin || a_.has(at, text::flag::gap) || a_.has(at, text::flag::line_start) ||
           !lexicon::is_ascii_letter(a_.cp[at - 1]);
}

std::uint32_t LatinSubjects::word_end(std::uint32_t at, std::uint32_t end) const {
    std::uint32_t to = at;
    const auto joins = [&](char32_t c) { return c == U'.' || c == U'&' || c == U'-'; };
    while (to < end && (to == at || !(a_.has(to, text::flag::gap) || a_.has(to, text::flag::line_start))) &&
           (lexicon::is_ascii_letter(a_.cp[to]) || joins(a_.cp[to])))
        ++to;
    while (to > at && joins(a_.cp[to - 1])) --to;
    return to;
}

// Words with capitals, in a row, none of which is known to be something else; digits and $ belong to amounts and years.
Range LatinSubjects::name_at(std::uint32_t at, Range within) const {
    Range name{at, at};
    while (at < within.end && is_upper(a_.cp[at]) && starts_word(at, within.begin)) {
        const std::uint32_t end = word_end(at, within.end);
        const bool amount = end < within.end && !a_.has(end, text::flag::gap) &&
                            (lexicon::is_digit(a_.cp[end]) || a_.cp[end] == U'$');
        if (end == at || amount || plain_.whole({at, end}) || metrics_.whole({at, end})) break;
        name.end = at = end;
        if (at < within.end && !a_.has(at, text::flag::gap)) break;
    }
    return name;
}

bool LatinSubjects::is_own(Range name) const {
    const std::u32string said = lowered(a_.view(name));
    return std::any_of(own_.begin(), own_.end(), [&](const std::u32string& own) {
        return said.starts_with(own) || own.starts_with(said);
    });
}

bool LatinSubjects::is_lead_before(std::uint32_t at, Range within) const {
    const std::uint32_t first = at - std::min(at - within.begin, longest_lead_word);
    for (std::uint32_t from = first; from < at; ++from)
        if (const auto hit = leads_.at(from, at); hit && hit->end == at && starts_word(from, within.begin))
            return true;
    return false;
}

// Alpha (700 HK): a short bracket with digits behind a name is its ticker.
std::uint32_t LatinSubjects::past_bracket(std::uint32_t at, std::uint32_t end) const {
    if (at >= end || a_.cp[at] != U'(') return at;
    const std::uint32_t reach = std::min(end, at + longest_bracket_of_ticker);
    bool letter = false;
    for (std::uint32_t to = at + 1; to < reach; ++to) {
        letter = letter || is_upper(a_.cp[to]);
        if (a_.cp[to] == U')') return letter ? to + 1 : at;
        if (!is_upper(a_.cp[to]) && !lexicon::is_digit(a_.cp[to]) && a_.cp[to] != U'.' && a_.cp[to] != U':')
            return at;
    }
    return at;
}

void LatinSubjects::follow(Range sentence) {
    if (sentence.empty()) return;
    const Range name = name_at(sentence.begin, sentence);
    if (!name.empty() && past_bracket(name.end, sentence.end) > name.end) carried_ = !is_own(name);
}

bool LatinSubjects::is_of_another(Range before) const {
    before.begin = before.end - std::min(before.size(), longest_sentence_read);
    bool other = carried_;
    for (std::uint32_t at = before.begin; at < before.end; ++at) {
        if (!starts_word(at, before.begin)) continue;
        if (company_.at(at, before.end)) other = false; // the company, the group
        if (!is_upper(a_.cp[at])) continue;
        const Range name = name_at(at, before);
        if (name.empty()) continue;
        const std::uint32_t behind = past_bracket(name.end, before.end);
        const bool told = behind > name.end || verbs_.at(behind, before.end) || is_lead_before(at, before);
        if (is_own(name))
            other = false;
        else if (told)
            other = true;
        at = name.end - 1;
    }
    return other;
}

bool LatinSubjects::is_of_another_behind(Range behind) const {
    behind.end = std::min(behind.end, behind.begin + farthest_behind);
    for (std::uint32_t at = behind.begin; at < behind.end; ++at) {
        if (a_.cp[at] == U';' || lexicon::is_cjk(a_.cp[at])) return false;
        if (!starts_word(at, behind.begin)) continue;
        if (const auto hit = behind_.at(at, behind.end)) {
            if (company_.at(hit->end, behind.end)) return false;
            const Range name = name_at(hit->end, behind);
            if (!name.empty()) return !is_own(name);
        }
    }
    return false;
}

} // namespace yanbao::facts
