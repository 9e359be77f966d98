#include "yanbao/facts/meta_cover.hpp"

#include "yanbao/facts/meta_subject.hpp"
#include "yanbao/facts/publication_order.hpp"
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using layout::Block;
using layout::BlockKind;
using text::Range;

constexpr std::uint32_t most_blocks = 150; ///< of a cover that nothing ends
constexpr std::uint32_t longest_cover_line = 90;
constexpr std::uint32_t longest_labelled_row = 40;
constexpr std::uint32_t longest_cover_block = 1000;

bool is_of_price(char32_t c) {
    return lexicon::is_digit(c) || c == U'.' || c == U':' || c == U'(' || c == U')' ||
           c == lexicon::han::yuan; // yuan
}

} // namespace

bool is_word_character(char32_t c) noexcept {
    return lexicon::is_cjk(c) || lexicon::is_ascii_letter(c) || lexicon::is_digit(c);
}

Range bare(const text::Atoms& atoms, Range r) noexcept {
    return text::trimmed(atoms, text::unquoted(atoms, r), U"-\"':|/\u00B7\u30FB,\u3002;\u25CF*");
}

std::vector<Range> printed_lines(const text::Atoms& atoms, Range r) {
    std::vector<Range> lines;
    for (std::uint32_t begin = r.begin; begin < r.end; begin = lines.back().end) {
        std::uint32_t end = begin + 1;
        while (end < r.end && !atoms.has(end, text::flag::line_start)) ++end;
        lines.push_back({begin, end});
    }
    return lines;
}

Cover::Cover(const Context& context, const Facts& facts)
    : c_(context), labels_(context, "cover_label"), sectors_(context, "cover_sector"),
      ratings_(context, "rating"), sector_ratings_(context, "sector_rating"),
      actions_(context, "rating_action"), houses_(context, "broker"), suffixes_(context, "house_suffix"),
      kinds_(context, "report_kind"), ends_(context, "cover_end"), prices_(context, "price_label") {
    for (const Reference& reference : facts.references) {
        references_.push_back(reference.at);
        for (const FieldSpan& field : reference.fields)
            if (field.column == "published") references_.push_back(field.span); // may be a line further down
    }
    std::sort(references_.begin(), references_.end(), [](Span a, Span b) { return a.start < b.start; });
    end_ = find_end();
    for (std::uint32_t i = 0; i < end_; ++i) add_lines(i);
}

void Cover::add_lines(std::uint32_t index) {
    const Block& block = c_.document.blocks[index];
    if (block.kind == BlockKind::table) return add_labelled_rows(index);
    if (block.kind == BlockKind::note || block.kind == BlockKind::caption) return;
    if (block.atoms.size() > longest_cover_block) return;
    const auto& atoms = c_.document.atoms;
    std::vector<CoverLine> lines;
    std::vector<bool> broken; // read in parts: to be read again as one
    for (const Range whole : printed_lines(atoms, block.atoms)) {
        if (is_reference(whole)) continue;
        // a day at the start is no list mark
        const bool marked = whole.begin == block.atoms.begin && !text::date_at(atoms, whole.begin, whole.end);
        const Range body =
            bare(atoms, {marked ? std::min(block.body().begin, whole.end) : whole.begin, whole.end});
        CoverLine line{index, whole, body, body.size()};
        if (body.size() <= longest_cover_line) line = line_of(index, line.whole, body);
        if (!lines.empty() && lines.back().rest > 0 && line.rest > 0 &&
            lines.back().whole.end == whole.begin && !starts_series(lines.back(), line) &&
            !is_prose_below(lines.back(), body) && !is_sentence_below(lines.back(), line) && !line.timed &&
            !is_signature(line) && !is_signature(lines.back())) {
            lines.back().whole.end = whole.end;
            lines.back().body = bare(atoms, {lines.back().body.begin, whole.end});
            broken.back() = true;
        } else {
            lines.push_back(line);
            broken.push_back(false);
        }
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const CoverLine& line = lines[i];
        if (line.body.empty() || line.body.size() > longest_cover_line) continue;
        lines_.push_back(broken[i] ? line_of(index, line.whole, line.body) : line);
    }
}

// Two cells, the first of them a label of a rating or a day.
void Cover::add_labelled_rows(std::uint32_t index) {
    const auto& d = c_.document;
    const Words ratings(c_, "rating_label"), days(c_, "published_label");
    const Block& block = d.blocks[index];
    for (std::uint32_t row = block.first_row; row < block.first_row + block.row_count; ++row) {
        std::vector<Range> filled;
        for (std::uint32_t k = 0; k < d.rows[row].cell_count; ++k)
            if (const Range cell = bare(d.atoms, d.cell(d.rows[row], k)); !cell.empty())
                filled.push_back(cell);
        if (filled.size() != 2 || filled[1].end - filled[0].begin > longest_labelled_row) continue;
        if (!ratings.whole(filled[0]) && !days.whole(filled[0])) continue;
        const Range body{filled[0].begin, filled[1].end};
        lines_.push_back(line_of(index, body, body));
    }
}

// The house, its people and the day: no headline goes on like this.
bool Cover::is_signature(const CoverLine& line) const {
    return line.dated && line.body.size() <= longest_labelled_row &&
           houses_.at(line.body.begin, line.body.end);
}

// A line that goes on fills its width: prose more than twice as long is not the rest of the line above it.
bool Cover::is_prose_below(const CoverLine& above, Range body) {
    return body.size() > longest_cover_line && body.size() > 2 * above.whole.size();
}

// Alpha Inc (ALP US) - Upgrade / We lift our target price.  A line that names the company has said what it is about.
bool Cover::is_sentence_below(const CoverLine& above, const CoverLine& line) const {
    const auto& a = c_.document.atoms;
    const auto is_upper = [&](std::uint32_t at) { return a.cp[at] >= U'A' && a.cp[at] <= U'Z'; };
    const Range r = line.whole;
    if (!is_upper(r.begin)) return false;
    bool stops = false; // a sentence ends, and the line or another one goes on
    for (std::uint32_t at = r.begin; at < r.end && !stops; ++at)
        stops = a.cp[at] == U'.' && (at + 1 == r.end || (a.has(at + 1, text::flag::gap) && is_upper(at + 1)));
    return stops && subject_in(c_, above.body).has_value();
}

// Below a headline stands the name of the series: it begins with its sector or house, unless the line above goes on.
bool Cover::starts_series(const CoverLine& above, const CoverLine& line) const {
    const char32_t before = c_.document.atoms.cp[above.whole.end - 1];
    const bool goes_on = before == U',' || before == U':' || before == U'-' || before == U'\u3001';
    return line.series && !goes_on &&
           (sectors_.at(line.body.begin, line.body.end) || houses_.at(line.body.begin, line.body.end));
}

std::uint32_t Cover::find_end() const {
    const auto& blocks = c_.document.blocks;
    const auto count = static_cast<std::uint32_t>(std::min<std::size_t>(blocks.size(), most_blocks));
    for (std::uint32_t i = 1; i < count; ++i) {
        if (blocks[i].kind == BlockKind::contents) return i;
        if (blocks[i].kind != BlockKind::heading && blocks[i].kind != BlockKind::paragraph) continue;
        if (ends_.whole(bare(c_.document.atoms, blocks[i].body()))) return i;
    }
    return count;
}

bool Cover::is_reference(Range r) const noexcept {
    if (references_.empty()) return false;
    const Span at = c_.span(r);
    auto next = std::upper_bound(references_.begin(), references_.end(), at.end,
                                 [](std::uint32_t end, Span s) { return end <= s.start; });
    while (next != references_.begin()) {
        --next;
        if (next->end > at.start) return true;
        if (next->end + 4096 < at.start) return false; // no entry is that long
    }
    return false;
}

const CoverLine* Cover::before(const CoverLine& line) const noexcept {
    const auto index = static_cast<std::size_t>(&line - lines_.data());
    for (std::size_t i = index; i-- > 0;)
        if (c_.document.blocks[lines_[i].block].kind != BlockKind::furniture) return &lines_[i];
    return nullptr;
}

// 2025-09-18 08:16
std::uint32_t Cover::end_of_time(std::uint32_t at, std::uint32_t end) const {
    const auto& cp = c_.document.atoms.cp;
    const auto digits = [&](std::uint32_t from) {
        std::uint32_t i = from;
        while (i < end && i < from + 2 && lexicon::is_digit(cp[i])) ++i;
        return i;
    };
    std::uint32_t i = digits(at);
    if (i == at) return at;
    int parts = 1;
    while (parts < 3 && i < end && cp[i] == U':' && digits(i + 1) == i + 3) i += 3, ++parts;
    return parts > 1 ? i : at;
}

CoverLine Cover::line_of(std::uint32_t block, Range whole, Range body) const {
    CoverLine line{block, whole, body, 0};
    std::vector<bool> known(body.size(), false);
    const auto mark = [&](std::uint32_t begin, std::uint32_t end) {
        for (std::uint32_t i = begin; i < end; ++i) known[i - body.begin] = true;
    };
    for (const Words* words :
         {&labels_, &sectors_, &ratings_, &sector_ratings_, &actions_, &houses_, &suffixes_})
        for (const auto& hit : words->in(body)) mark(hit.begin, hit.end);
    for (std::uint32_t at = body.begin; at < body.end;) {
        const auto date = text::next_date(c_.document.atoms, at, body.end);
        if (!date) break;
        const std::uint32_t end = end_of_time(date->range.end, body.end);
        mark(date->range.begin, end);
        line.dated = line.dated || date->year > 0;
        line.timed = line.timed || (end > date->range.end && end == body.end);
        at = end;
    }
    for (auto day = next_two_readings(c_, body, body.begin); day;
         day = next_two_readings(c_, body, day->day_first.range.end)) {
        mark(day->day_first.range.begin, day->day_first.range.end);
        line.dated = true;
    }
    for (const auto& hit : prices_.in(body)) { // and the price behind it
        std::uint32_t end = hit.end;
        while (end < body.end && is_of_price(c_.document.atoms.cp[end])) ++end;
        mark(hit.begin, end);
    }
    if (const auto subject = subject_in(c_, body)) mark(subject->name.begin, subject->end);
    for (std::uint32_t i = 0; i < body.size(); ++i)
        if (!known[i] && is_word_character(c_.document.atoms.cp[body.begin + i])) ++line.rest;

    const auto first = labels_.in(body);
    line.strip = !first.empty() && first.front().begin == body.begin && labels_.key(first.front()) == "strip";
    for (const auto& hit : kinds_.in(body)) line.series = line.series || kinds_.key(hit) == "weekly";
    return line;
}

Range Cover::sector_alone(Range r) const {
    const auto hits = sectors_.in(r);
    if (hits.empty()) return {};
    std::vector<bool> known(r.size(), false);
    Range sector{hits.front().begin, hits.front().end};
    for (const auto& hit : hits)
        for (std::uint32_t i = hit.begin; i < hit.end; ++i) known[i - r.begin] = true;
    for (const auto& hit : labels_.in(r))
        if (labels_.key(hit) == "strip")
            for (std::uint32_t i = hit.begin; i < hit.end; ++i) known[i - r.begin] = true;
    for (std::uint32_t i = 0; i < r.size(); ++i)
        if (!known[i] && is_word_character(c_.document.atoms.cp[r.begin + i])) return {};
    return sector;
}

} // namespace yanbao::facts
