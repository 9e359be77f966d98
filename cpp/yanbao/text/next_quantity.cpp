// Quantities in prose: which digits are a figure, and which belong to a word, a code, a day or a list.
#include "yanbao/lexicon/characters.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/digits.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::text {

namespace {

using lexicon::is_ascii_letter;
using lexicon::is_digit;
using lexicon::Lexicon;

constexpr std::uint32_t longest_currency = 5;

/// Finds quantities in prose.
class Finder {
  public:
    Finder(const Atoms& atoms, const Lexicon& lexicon, std::uint32_t from, std::uint32_t end)
        : a_(atoms), lexicon_(lexicon), from_(from), end_(std::min(end, atoms.size())) {}

    std::optional<Quantity> next() {
        for (at_ = from_; at_ < end_;) {
            const char32_t c = a_.cp[at_];
            const bool digit = is_digit(c);
            if (!digit && !(c >= U'A' && c <= U'Z')) {
                ++at_;
            } else if (const auto date = date_at(a_, at_, end_); date && !(digit && is_list_mark())) {
                at_ = date->range.end;
            } else if (!digit) {
                ++at_;
            } else if (is_list_mark()) {
                skip_run();
            } else if (auto q = read()) {
                return q;
            }
        }
        return std::nullopt;
    }

  private:
    /// Past what belongs to the digits here: letters, and points and colons (or commas) between digits.
    void skip_run(bool commas = false) {
        for (++at_; at_ < end_ && is_glued(a_, at_); ++at_) {
            const char32_t c = a_.cp[at_];
            if (is_digit(c) || (is_ascii_letter(c) && !a_.has(at_, flag::line_start))) continue;
            const bool joins = c == U'.' || c == U':' || c == U'_' || (commas && c == U',');
            if (!joins || !is_glued_digit(a_, at_ + 1, end_)) return;
        }
    }

    // "1. 2 firms" and "- 2 firms" at the start of a line: a list, neither 1.2 nor -2.
    bool is_list_mark() const {
        if (!a_.has(at_, flag::line_start)) return false;
        std::uint32_t stop = at_ + 1;
        while (stop < at_ + 3 && is_glued_digit(a_, stop, end_)) ++stop;
        return stop < at_ + 3 && stop + 1 < end_ && a_.cp[stop] == U'.' && a_.has(stop + 1, flag::gap);
    }

    std::optional<Quantity> read() {
        const std::uint32_t start = with_sign(with_point(at_));
        const std::uint32_t first = with_currency(start);
        const bool in_word = first == start && is_within_word(start);
        const auto number = in_word ? std::nullopt : number_at(a_, start, end_);
        const bool garbled = number && is_garbled(*number);
        if (!number || garbled || is_code(*number)) {
            skip_run(garbled);
            return std::nullopt;
        }
        auto q = quantity_at(a_, lexicon_, first, end_);
        if (!q && first != start) q = quantity_at(a_, lexicon_, start, end_);
        const std::uint32_t behind = q ? q->range.end : number->range.end;
        if (!q || (is_glued_letter(a_, behind, end_) && is_ascii_letter_or_digit(a_.cp[behind - 1]))) {
            skip_run();
            return std::nullopt;
        }
        return q;
    }

    static bool is_ascii_letter_or_digit(char32_t c) { return is_digit(c) || is_ascii_letter(c); }

    std::uint32_t with_point(std::uint32_t digit) const {
        if (digit == from_ || glued_before(a_, digit) != U'.') return digit;
        const char32_t before = glued_before(a_, digit - 1);
        return before == U'.' || is_ascii_letter_or_digit(before) ? digit : digit - 1;
    }

    // A hyphen between things, a dash and the mark of a list are no minus.
    std::uint32_t with_sign(std::uint32_t start) const {
        if (start == from_ || is_walled(a_, start) || !is_sign(a_.cp[start - 1])) return start;
        const std::uint32_t sign = start - 1;
        const bool apart = a_.has(start, flag::gap); // "- 5"
        if (is_walled(a_, sign) || a_.has(sign, flag::line_start)) return apart ? start : sign;
        const char32_t before = a_.cp[sign - 1];
        if (is_sign(before)) return start;
        if (is_glued(a_, sign)) {
            const bool hyphen = is_ascii_letter_or_digit(before) || before == U')' || before == U'%';
            return hyphen ? start : sign;
        }
        const bool between = apart && (is_ascii_letter_or_digit(before) || before == U'%' || before == U')');
        return between ? start : sign;
    }

    std::uint32_t with_currency(std::uint32_t start) const {
        const auto category = lexicon_.common().unit;
        for (std::uint32_t length = longest_currency; category && length > 0; --length) {
            if (start - from_ < length || is_walled(a_, start)) continue;
            const std::uint32_t first = start - length;
            const auto hit = lexicon_.at(*category, a_.view({0, start}), a_.flags, first);
            if (!hit || hit->end != start || lexicon_.text(*category, hit->key, "currency").empty()) continue;
            const char32_t before = first > from_ ? a_.cp[first - 1] : 0;
            if (!is_digit(before)) return is_sign(before) && glued_before(a_, first) != 0 ? first - 1 : first;
        }
        return start;
    }

    // Gen-2, V1.5, IPv6
    bool is_within_word(std::uint32_t start) const {
        const char32_t before = glued_before(a_, start);
        if (is_ascii_letter(before) || before == U'_') return !a_.has(start, flag::line_start);
        if (before != U'-' && before != U'.') return false;
        const char32_t further = glued_before(a_, start - 1);
        return is_ascii_letter(further) || (before == U'.' && is_digit(further));
    }

    // 3.1.2, 600570.SH, 0:07:29, and a printed year
    bool is_code(const Number& number) const {
        const std::uint32_t stop = number.range.end;
        if (stop >= end_ || is_walled(a_, stop)) return false;
        const char32_t next = a_.cp[stop];
        const std::uint32_t length = number.range.size();
        if ((next == U'.' || next == U':') && is_glued(a_, stop) && is_glued_digit(a_, stop + 1, end_))
            return true;
        if (next == U'.' && length >= 4 && stop + 1 < end_ && is_ascii_letter(a_.cp[stop + 1])) return true;
        return next == lexicon::han::year && length == 4 && !number.signed_ && number.value >= 1900 &&
               number.value < 2100;
    }

    // 97467,99526.4: digits of two columns, or a separator out of its place; a year behind a comma is a new clause.
    bool is_garbled(const Number& number) const {
        const std::uint32_t comma = number.range.end;
        if (comma >= end_ || a_.cp[comma] != U',' || a_.has(comma, flag::folded) || !is_glued(a_, comma))
            return false;
        if (!is_glued_digit(a_, comma + 1, end_) || number.half_unit < 0.5) return false;
        const DigitRun next = digits_at(a_, comma + 1, end_, 4);
        if (next.length == 4 && next.value >= 1990 && next.value <= 2060) return false;
        return number.grouped || number.range.size() >= 4 || next.length >= 4;
    }

    const Atoms& a_;
    const Lexicon& lexicon_;
    std::uint32_t from_;
    std::uint32_t end_;
    std::uint32_t at_ = 0;
};

} // namespace

std::optional<Quantity> next_quantity(const Atoms& atoms, const Lexicon& lexicon, std::uint32_t from,
                                      std::uint32_t end) {
    return Finder(atoms, lexicon, from, end).next();
}

} // namespace yanbao::text
