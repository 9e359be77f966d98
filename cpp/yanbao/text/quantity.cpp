#include "yanbao/lexicon/characters.hpp"
#include "yanbao/lexicon/fold.hpp"
#include "yanbao/text/decimal.hpp"
#include "yanbao/text/joined.hpp"
#include "yanbao/text/number.hpp"

#include <algorithm>

namespace yanbao::text {

namespace {

using lexicon::Lexicon;

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

bool is_raised(char32_t c) { // superscript digits, asterisk, dagger
    return c == U'\u00B9' || c == U'\u00B2' || c == U'\u00B3' || (c >= U'\u2074' && c <= U'\u2079') ||
           c == U'*' || c == U'\u2020' || c == U'\u2021' || c == U'#';
}

// Behind a cell's figure: nothing, 1.40*, a raised digit, or a bracket of one mark or of the word for note and its number.
bool is_footnote_mark(const Atoms& atoms, Range rest) {
    constexpr std::uint32_t most_marks = 3;
    if (rest.empty()) return true;
    if (rest.size() <= most_marks &&
        std::all_of(atoms.cp.begin() + rest.begin, atoms.cp.begin() + rest.end, is_raised))
        return true;
    if (rest.size() < 3 || atoms.cp[rest.begin] != U'(' || atoms.cp[rest.end - 1] != U')') return false;
    Range inside{rest.begin + 1, rest.end - 1};
    if (atoms.cp[inside.begin] == lexicon::han::note)
        ++inside.begin;
    else if (inside.size() > 1 || !lexicon::is_ascii_letter(atoms.cp[inside.begin]))
        return false;
    return inside.size() <= 2 &&
           std::all_of(atoms.cp.begin() + inside.begin, atoms.cp.begin() + inside.end,
                       [](char32_t c) { return lexicon::is_digit(c) || lexicon::is_ascii_letter(c); });
}

using ReadNumber = std::optional<Number> (*)(const Atoms&, std::uint32_t, std::uint32_t);

std::optional<Quantity> read(const Atoms& atoms, const Lexicon& lexicon, std::uint32_t at, std::uint32_t end,
                             ReadNumber read_number) {
    end = std::min(end, atoms.size());
    if (at >= end) return std::nullopt;
    if (const auto number = read_number(atoms, at, end))
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
    const auto number = read_number(atoms, currency->range.end, end);
    if (!number || (number->signed_ && from > at)) return std::nullopt;
    auto q = with_unit(atoms, lexicon, *number, currency, end);
    if (q && from > at) {
        if (negative) negate(q->number);
        q->number.signed_ = true;
        q->range.begin = at;
    }
    return q;
}

} // namespace

std::optional<Quantity> quantity_at(const Atoms& atoms, const Lexicon& lexicon, std::uint32_t at,
                                    std::uint32_t end) {
    return read(atoms, lexicon, at, end, number_at);
}

std::optional<Quantity> whole_quantity(const Atoms& atoms, const Lexicon& lexicon, Range cell) {
    if (cell.empty()) return std::nullopt;
    const bool bracketed = atoms.cp[cell.begin] == U'(';
    auto q = read(atoms, lexicon, cell.begin + (bracketed ? 1 : 0), cell.end, lone_number_at);
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
    if (!is_footnote_mark(atoms, {behind, cell.end})) return std::nullopt;
    q->range = cell;
    return q;
}

} // namespace yanbao::text
