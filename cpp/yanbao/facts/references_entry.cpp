#include "yanbao/facts/references_entry.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"

#include <algorithm>

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using text::Atoms;
using text::Range;

constexpr char32_t open_mark = U'\u300A';
constexpr char32_t close_mark = U'\u300B';
constexpr std::uint32_t longest_reference_title = 160;
constexpr std::uint32_t longest_kind = 40;
constexpr std::uint32_t longest_head = 16; ///< of a day that is cut
constexpr std::uint32_t day_reach = 6;     ///< dashes between a title and its day

bool is_dash(char32_t c) { return c == U'-' || c == U'~' || c == lexicon::han::one; }
bool parts_reference_number(char32_t c) { return c == U'\u3001' || c == U'.' || c == U')' || c == U','; }

class ReferenceEntryReader {
  public:
    ReferenceEntryReader(const Atoms& atoms, Range r) : a_(atoms), r_(r) {}

    std::vector<ReferenceEntry> quoted() {
        std::vector<ReferenceEntry> found;
        std::uint32_t from = r_.begin;
        for (std::uint32_t at = r_.begin; at < r_.end;) {
            const std::uint32_t marks = opens(at);
            if (marks == 0) {
                ++at;
                continue;
            }
            ReferenceEntry entry;
            const std::uint32_t close = closing(at, marks);
            entry.title = {at + marks, close};
            std::uint32_t end = close;
            while (end < r_.end && end < close + marks && closes(end)) ++end;
            day_behind(entry, end);
            prefix(entry, {from, at});
            entry.whole = {entry.no.empty() ? (entry.kind.empty() ? at : entry.kind.begin) : entry.no.begin,
                           end};
            from = at = std::max(end, at + 1);
            if (!entry.title.empty()) found.push_back(entry);
        }
        return found;
    }

    std::vector<ReferenceEntry> dated() {
        std::vector<ReferenceEntry> found;
        std::uint32_t from = r_.begin;
        for (auto date = text::next_date(a_, from, r_.end); date;
             date = text::next_date(a_, date->range.end, r_.end)) {
            std::uint32_t title_end = date->range.begin;
            while (title_end > from && is_dash(a_.cp[title_end - 1])) --title_end;
            if (date->year == 0 || title_end == date->range.begin) continue; // a day inside a title
            ReferenceEntry entry;
            entry.published = date->date();
            entry.day = date->range;
            std::uint32_t begin = from;
            while (begin < title_end && (a_.cp[begin] == U';' || is_dash(a_.cp[begin]))) ++begin;
            begin = number(entry, begin, title_end);
            entry.title = {begin, title_end};
            entry.whole = {entry.no.empty() ? begin : entry.no.begin, date->range.end};
            from = date->range.end;
            if (entry.title.size() > 3 && entry.title.size() <= longest_reference_title)
                found.push_back(entry);
        }
        return found;
    }

  private:
    std::uint32_t opens(std::uint32_t at) const {
        if (a_.cp[at] == open_mark) return 1;
        return at + 1 < r_.end && a_.cp[at] == U'<' && a_.cp[at + 1] == U'<' ? 2 : 0;
    }
    bool closes(std::uint32_t at) const { return a_.cp[at] == close_mark || a_.cp[at] == U'>'; }

    // The mark that closes the one at `open`, others between them; without one, where a day, the next title or the
    // range's end comes.
    std::uint32_t closing(std::uint32_t open, std::uint32_t marks) const {
        int depth = 0;
        std::uint32_t day = r_.end;
        const std::uint32_t last = std::min(r_.end, open + longest_reference_title);
        for (std::uint32_t i = open; i < last; ++i) {
            if (opens(i) == marks) {
                if (day != r_.end && depth == 1) break; // the next entry
                ++depth;
                i += marks - 1;
            } else if (a_.cp[i] == close_mark ||
                       (marks == 2 && a_.cp[i] == U'>' && i + 1 < last && a_.cp[i + 1] == U'>')) {
                if (--depth == 0) return i;
                i += marks - 1;
            } else if (day == r_.end && is_dash(a_.cp[i]) && i + 1 < last && is_digit(a_.cp[i + 1])) {
                const auto date = text::date_at(a_, i + 1, r_.end);
                if (date && date->year > 0) day = i;
            }
        }
        if (day == r_.end) return last;
        while (day > open + marks && is_dash(a_.cp[day - 1])) --day;
        return day;
    }

    void day_behind(ReferenceEntry& entry, std::uint32_t& end) const {
        std::uint32_t at = end;
        while (at < r_.end && at < end + day_reach &&
               (is_dash(a_.cp[at]) || a_.cp[at] == U'(' || a_.cp[at] == U'"'))
            ++at;
        const auto date = at < r_.end ? text::date_at(a_, at, r_.end) : std::nullopt;
        if (!date || date->year == 0) {
            while (at < r_.end && at < end + longest_head && (is_digit(a_.cp[at]) || is_dash(a_.cp[at])))
                ++at;
            entry.behind = {end, at};
            return;
        }
        entry.day = date->range;
        entry.published = date->date();
        end = date->range.end;
    }

    // 1、kind：
    void prefix(ReferenceEntry& entry, Range before) const {
        std::uint32_t end = before.end;
        std::uint32_t begin = before.begin;
        if (end - begin > longest_kind) begin = end - longest_kind;
        while (begin < end && (a_.cp[begin] == U'-' || a_.cp[begin] == U'\u25CF' || a_.cp[begin] == U';'))
            ++begin;
        begin = number(entry, begin, end);
        if (end > begin && (a_.cp[end - 1] == U':' || a_.cp[end - 1] == U'-')) --end;
        if (end > begin && end < before.end) entry.kind = {begin, end};
    }

    std::uint32_t number(ReferenceEntry& entry, std::uint32_t begin, std::uint32_t end) const {
        std::uint32_t at = begin;
        if (at < end && a_.cp[at] == U'(') ++at;
        const std::uint32_t first = at;
        while (at < end && at - first < 3 && is_digit(a_.cp[at])) ++at;
        if (at == first || at >= end || !parts_reference_number(a_.cp[at])) return begin;
        entry.no = {first, at};
        return at + 1;
    }

    const Atoms& a_;
    Range r_;
};

} // namespace

bool is_part_of_day(const Atoms& atoms, Range r) noexcept {
    constexpr char32_t marks[] = {
        U'-', U'.', U'/', U'(', U')', lexicon::han::year, lexicon::han::month, lexicon::han::day};
    const auto v = atoms.view(r);
    return std::all_of(v.begin(), v.end(), [&](char32_t c) {
        return is_digit(c) || std::find(std::begin(marks), std::end(marks), c) != std::end(marks);
    });
}

std::optional<Date> parted_day(const Atoms& atoms, Range head, Range tail) {
    while (head.begin < head.end && !is_digit(atoms.cp[head.begin])) ++head.begin;
    Atoms joined;
    joined.append(atoms, head);
    while (head.empty() && tail.begin < tail.end && !is_digit(atoms.cp[tail.begin])) ++tail.begin;
    joined.append(atoms, tail);
    for (auto& flags : joined.flags) flags = 0; // the break is no white space
    const auto date = joined.size() == 0 ? std::nullopt : text::date_at(joined, 0, joined.size());
    return date && date->year > 0 ? date->date() : std::nullopt;
}

std::vector<ReferenceEntry> quoted_entries(const Atoms& atoms, Range r) {
    return ReferenceEntryReader(atoms, r).quoted();
}
std::vector<ReferenceEntry> dated_entries(const Atoms& atoms, Range r) {
    return ReferenceEntryReader(atoms, r).dated();
}

} // namespace yanbao::facts
