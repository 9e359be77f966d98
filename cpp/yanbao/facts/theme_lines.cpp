#include "yanbao/facts/theme_lines.hpp"

#include "yanbao/layout/marks.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t longest_line_label = 20;
constexpr std::uint32_t longest_line_heading = 12;
constexpr std::uint32_t longest_last_part = 60; ///< of a list: its name and what describes it

} // namespace

// The words before a colon that a line begins with; empty where they go on with what stands before the line.
Range LineReader::label(Range line) const {
    if (layout::is_bullet(a_.cp[line.begin]) || marks_.number_at(a_, line.begin, line.end)) return {};
    Range words{line.begin, line.begin};
    const std::uint32_t last = std::min(line.end, line.begin + longest_line_label + 1);
    std::optional<Stop> stop;
    while (words.end < last && !(stop = stop_at(a_, words.end, line.end))) {
        if (a_.cp[words.end] == U'\u3001') return {};
        const std::uint32_t behind = behind_bracket(a_, words.end, last);
        words.end = behind > words.end ? behind : words.end + 1;
    }
    if (stop != Stop::colon || words.size() < 2 || w_.has_role(d_, words)) return {};
    const bool goes_on = w_.end.at_front(a_, words) > 0 || w_.joiner.at_front(a_, words) > 0 ||
                         w_.after_link.at_front(a_, words) > 0 || w_.lead.at_front(a_, words) > 0 ||
                         w_.as.at_front(a_, words) > 0;
    return goes_on ? Range{} : words;
}

// A company is the last thing before the line, and none that the line completes.
bool LineReader::ends_list(Range before, Range label) const {
    Range part{before.end, before.end};
    while (part.begin > before.begin && part.size() < longest_last_part &&
           a_.cp[part.begin - 1] != U'\u3001' && !stop_at(a_, part.begin - 1, before.end))
        --part.begin;
    if (const auto roles = w_.roles(d_, part); !roles.empty()) part.begin = roles.back().range.end;
    const CompanyList list = read_list(a_, w_, companies_, part, false);
    if (list.parts.empty() || list.parts.back().companies.empty()) return false;
    const Company& last = list.parts.back().companies.back();
    if (!list.ended && companies_.joined(last.name, label)) return false;
    if (list.ended) return !list.prose && !list.topic;
    return list.to_end && is_known(last) && (last.whole || last.marked);
}

bool LineReader::is_heading(Range line) const {
    if (w_.has_role(d_, line)) return false;
    if (w_.section.is_whole(a_, line)) return true;
    for (std::uint32_t at = line.begin; at < line.end; ++at)
        if (a_.cp[at] == U'\u3001' || stop_at(a_, at, line.end)) return false;
    return line.size() <= longest_line_heading && w_.section_ending.at_back(a_, line) > 0;
}

// A short line alone, above one that begins with the word of a list: the field of that list.
bool LineReader::is_field(Range line, Range next) const {
    if (line.size() < 2 || line.size() > longest_line_heading || next.empty() || w_.has_role(d_, line))
        return false;
    for (std::uint32_t at = line.begin; at < line.end; ++at)
        if (a_.cp[at] == U'\u3001' || stop_at(a_, at, line.end)) return false;
    const auto roles = w_.roles(d_, {next.begin, std::min(next.end, next.begin + longest_line_label)});
    return !roles.empty() && !roles.front().behind &&
           w_.filler_front.without_front(a_, {next.begin, roles.front().range.begin}).empty();
}

std::uint32_t LineReader::line_end(std::uint32_t at, std::uint32_t end) const {
    while (++at < end && !a_.has(at, text::flag::line_start)) {
    }
    return at;
}

std::vector<Block> LineReader::paragraphs(const Block& block) const {
    std::vector<Block> parts{block};
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::item) return parts;
    const std::uint32_t end = block.atoms.end;
    for (std::uint32_t at = block.body().begin + 1; at < end; ++at) {
        if (!a_.has(at, text::flag::line_start | text::flag::gap)) continue;
        const Range before{parts.back().body().begin, at};
        const std::uint32_t stop = a_.has(at, text::flag::line_start) ? line_end(at, end) : end;
        const bool field = stop < end && is_field({at, stop}, {stop, end});
        const Range words = field ? Range{at, stop} : label({at, end});
        const bool heading =
            a_.has(at, text::flag::line_start) && parts.back().mark.empty() && is_heading(before);
        if (words.empty() || (!heading && !ends_list(before, words))) continue;
        Block next = block;
        next.kind = BlockKind::paragraph;
        next.level = 0;
        next.number = -1;
        next.mark = {};
        next.atoms = {at, end};
        if (field) next.kind = BlockKind::heading, next.level = 1; // no running head
        parts.back().atoms.end = at;
        if (heading) parts.back().kind = BlockKind::heading;
        parts.push_back(next);
        if (!field) continue;
        parts.back().atoms.end = stop;
        next.kind = BlockKind::paragraph;
        next.level = 0;
        next.atoms.begin = stop;
        parts.push_back(next);
    }
    return parts;
}

} // namespace yanbao::facts
