#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/dates.hpp"
#include "yanbao/text/decimal.hpp"
#include "yanbao/text/joined.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::text {

namespace {

using lexicon::is_ascii_letter;
using lexicon::is_cjk;
using lexicon::is_digit;
using lexicon::Lexicon;

constexpr char32_t year_mark = 0x5E74;
constexpr std::uint32_t longest_currency = 5;

bool is_sign(char32_t c) { return c == U'-' || c == U'+'; }
bool is_currency(const Unit& unit) {
    return !unit.currency.empty() && unit.scale == 1.0 && unit.dimension == "money";
}

/// A number, and the unit behind it multiplied into `unit`, which holds the currency before it if there is one.
std::optional<Quantity> with_unit(const Atoms& atoms, const Lexicon& lexicon, const Number& number,
                                  std::optional<Unit> unit, std::uint32_t end) {
    Quantity q{number, unit.value_or(Unit{}), number.range};
    if (unit) q.range.begin = unit->range.begin;
    const std::uint32_t behind = number.range.end;
    if (behind < end && !is_walled(atoms, behind)) {
        const auto more = unit_at(atoms, lexicon, behind, end);
        const bool is_money = more && (more->dimension.empty() || more->dimension == "money");
        const bool same = more && (!unit || more->currency.empty() || more->currency == unit->currency);
        if (more && unit && !(is_money && same))
            return std::nullopt; // the currency belongs to what is before it
        if (more) {
            q.unit.scale *= more->scale;
            if (!more->dimension.empty()) q.unit.dimension = more->dimension;
            if (!more->currency.empty()) q.unit.currency = more->currency;
            q.unit.range = more->range;
            q.range.end = more->range.end;
        }
    }
    q.number = scaled(atoms, number, q.unit.scale);
    return q;
}

void negate(Number& number) {
    if (number.value != 0.0) number.value = -number.value;
    number.signed_ = true;
}

} // namespace

std::optional<Quantity> quantity_at(const Atoms& atoms, const Lexicon& lexicon, std::uint32_t at,
                                    std::uint32_t end) {
    end = std::min(end, atoms.size());
    if (at >= end) return std::nullopt;
    if (const auto number = number_at(atoms, at, end))
        return with_unit(atoms, lexicon, *number, std::nullopt, end);
    const bool negative = atoms.cp[at] == U'-';
    std::uint32_t from = at;
    if (is_sign(atoms.cp[at])) { // -US$5
        ++from;
        if (from >= end || !is_glued(atoms, from)) return std::nullopt;
    }
    const auto currency = unit_at(atoms, lexicon, from, end);
    if (!currency || !is_currency(*currency) || currency->range.end >= end ||
        is_walled(atoms, currency->range.end))
        return std::nullopt;
    const auto number = number_at(atoms, currency->range.end, end);
    if (!number || (number->signed_ && from > at)) return std::nullopt;
    auto q = with_unit(atoms, lexicon, *number, currency, end);
    if (q && from > at) {
        if (negative) negate(q->number);
        q->number.signed_ = true;
        q->range.begin = at;
    }
    return q;
}

std::optional<Quantity> whole_quantity(const Atoms& atoms, const Lexicon& lexicon, Range cell) {
    if (cell.empty()) return std::nullopt;
    const bool bracketed = atoms.cp[cell.begin] == U'(';
    auto q = quantity_at(atoms, lexicon, cell.begin + (bracketed ? 1 : 0), cell.end);
    if (!q) return std::nullopt;
    std::uint32_t behind = q->range.end;
    if (bracketed) {
        if (behind >= cell.end || atoms.cp[behind] != U')') return std::nullopt;
        ++behind;
        if (q->unit.range.empty() && behind < cell.end) // (1.2)%
            if (const auto unit = unit_at(atoms, lexicon, behind, cell.end)) {
                q->number = scaled(atoms, q->number, unit->scale);
                q->unit = *unit;
                behind = unit->range.end;
            }
        if (!q->number.signed_) negate(q->number);
    }
    if (behind != cell.end) return std::nullopt;
    q->range = cell;
    return q;
}

namespace {

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
    /// Past what belongs to the digits here: letters, and points and colons between digits.
    void skip_run() {
        for (++at_; at_ < end_ && is_glued(a_, at_); ++at_) {
            const char32_t c = a_.cp[at_];
            if (is_digit(c) || (is_ascii_letter(c) && !a_.has(at_, flag::line_start))) continue;
            const bool joins = c == U'.' || c == U':' || c == U'_';
            if (!joins || !is_glued_digit(a_, at_ + 1, end_)) return;
        }
    }

    // "1. 2 firms" and "- 2 firms" at the start of a line: a list, neither 1.2 nor -2.
    bool is_list_mark() const {
        if (!a_.has(at_, flag::line_start) && !is_walled(a_, at_)) return false;
        std::uint32_t stop = at_ + 1;
        while (stop < at_ + 3 && is_glued_digit(a_, stop, end_)) ++stop;
        return stop < at_ + 3 && stop + 1 < end_ && a_.cp[stop] == U'.' && a_.has(stop + 1, flag::gap);
    }

    std::optional<Quantity> read() {
        const std::uint32_t start = with_sign(with_point(at_));
        const std::uint32_t first = with_currency(start);
        const bool in_word = first == start && is_within_word(start);
        const auto number = in_word ? std::nullopt : number_at(a_, start, end_);
        if (!number || is_code(*number)) {
            skip_run();
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
        const bool between = apart && (is_ascii_letter_or_digit(before) || is_cjk(before) || before == U'%');
        return between ? start : sign;
    }

    std::uint32_t with_currency(std::uint32_t start) const {
        const auto category = lexicon_.find_category("unit");
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
        return next == year_mark && length == 4 && !number.signed_ && number.value >= 1900 &&
               number.value < 2100;
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
