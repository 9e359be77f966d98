#include "yanbao/text/number.hpp"

#include "yanbao/lexicon/characters.hpp"
#include "yanbao/text/decimal.hpp"
#include "yanbao/text/joined.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

namespace yanbao::text {

namespace {

constexpr std::size_t most_digits = 40;
constexpr std::size_t most_exact_digits = 15; ///< below 2^53
constexpr int most_exact_power = 22;          ///< ten to the 22nd is a double

/// A decimal's digits, as std::from_chars reads them.
class Digits {
  public:
    void add(char32_t c) {
        if (size_ == most_digits) {
            overflow_ = true;
            return;
        }
        text_[size_++] = static_cast<char>(c);
        if (point_) ++decimals_;
    }
    void point() { point_ = true; }
    bool overflow() const { return overflow_; }
    int decimals() const { return decimals_; }

    /// Times ten to the `exponent`.
    std::optional<double> value(int exponent) const {
        return parse({text_.data(), size_}, exponent - decimals_);
    }
    std::optional<double> half_unit(int exponent) const { return parse("5", exponent - decimals_ - 1); }

  private:
    static std::optional<double> parse(std::string_view digits, int exponent) {
        if (digits.size() <= most_exact_digits && std::abs(exponent) <= most_exact_power)
            return exact(digits, exponent);
        std::array<char, most_digits + 16> buffer{};
        const auto end = std::copy(digits.begin(), digits.end(), buffer.begin());
        *end = 'e';
        const auto tail = std::to_chars(end + 1, buffer.data() + buffer.size(), exponent);
        double value = 0.0;
        const auto read = std::from_chars(buffer.data(), tail.ptr, value);
        if (read.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
        return value;
    }

    // Both operands are doubles without error, so that one division or product is rounded once, as from_chars would.
    static double exact(std::string_view digits, int exponent) noexcept {
        double whole = 0.0;
        for (const char c : digits) whole = whole * 10.0 + (c - '0');
        double power = 1.0;
        for (int i = std::abs(exponent); i > 0; --i) power *= 10.0;
        return exponent < 0 ? whole / power : whole * power;
    }

    std::array<char, most_digits> text_{};
    std::size_t size_ = 0;
    int decimals_ = 0;
    bool point_ = false;
    bool overflow_ = false;
};

/// Reads the longest well-formed number; see number.hpp.
class NumberReader {
  public:
    NumberReader(const Atoms& atoms, std::uint32_t end, bool alone)
        : a_(atoms), end_(std::min(end, atoms.size())), alone_(alone) {}

    std::optional<Number> read(std::uint32_t at) {
        at_ = at;
        if (at_ >= end_) return std::nullopt;
        if (const char32_t c = a_.cp[at_]; c == U'-' || c == U'+') {
            number_.signed_ = true;
            negative_ = c == U'-';
            if (++at_ >= end_ || is_walled(a_, at_)) return std::nullopt;
            number_.spaced = a_.has(at_, flag::gap);
        }
        if (!read_whole() || digits_.overflow()) return std::nullopt;
        read_fraction();
        if (digits_.overflow() || is_exponent()) return std::nullopt;
        const auto value = digits_.value(0), half = digits_.half_unit(0);
        if (!value || !half) return std::nullopt;
        number_.value = negative_ && *value != 0.0 ? -*value : *value;
        number_.half_unit = *half;
        number_.range = {at, at_};
        return number_;
    }

  private:
    std::uint32_t run(std::uint32_t from) const {
        std::uint32_t stop = from + 1;
        while (stop - from <= most_digits && is_glued_digit(a_, stop, end_)) ++stop;
        return stop;
    }
    void take(std::uint32_t from, std::uint32_t to) {
        for (std::uint32_t i = from; i < to; ++i) digits_.add(a_.cp[i]);
        at_ = to;
    }

    bool read_whole() {
        if (!is_digit_at(a_, at_, end_)) { // .5
            const char32_t before = glued_before(a_, at_);
            return a_.cp[at_] == U'.' && is_glued_digit(a_, at_ + 1, end_) && before != U'.' &&
                   !lexicon::is_digit(before);
        }
        const std::uint32_t stop = run(at_), length = stop - at_;
        if (a_.cp[at_] == U'0' && length > 1) return false; // a code, no number
        const bool groups = length <= 3 && a_.cp[at_] != U'0';
        take(at_, stop);
        any_ = true;
        while (groups && !digits_.overflow() && read_group()) number_.grouped = true;
        return true;
    }

    /// Whether a separator or point goes with the digits before it.  No line starts with one of its own accord, even
    /// where white space ends the line above.
    bool belongs(std::uint32_t mark) const {
        const bool torn = alone_ || a_.has(mark, flag::line_start);
        return is_glued(a_, mark) || (torn && !is_walled(a_, mark) && is_glued_digit(a_, mark + 1, end_));
    }

    // A full-width comma lists things, but among full-width digits it is a separator.
    bool read_group() {
        if (at_ >= end_ || a_.cp[at_] != U',' || !belongs(at_)) return false;
        const std::uint32_t first = at_ + 1;
        if (!is_digit_at(a_, first, end_) || is_walled(a_, first)) return false;
        if (a_.has(at_, flag::folded) && !(a_.has(at_ - 1, flag::folded) && a_.has(first, flag::folded)))
            return false;
        const std::uint32_t stop = run(first);
        if (stop - first != 3) return false;
        number_.spaced = number_.spaced || a_.has(at_, flag::gap) || a_.has(first, flag::gap);
        take(first, stop);
        return true;
    }

    void read_fraction() {
        if (at_ >= end_ || a_.cp[at_] != U'.' || (any_ && !belongs(at_))) return;
        const std::uint32_t first = at_ + 1;
        if (!is_digit_at(a_, first, end_) || is_walled(a_, first)) return;
        const std::uint32_t stop = run(first);
        if (a_.has(first, flag::gap)) {
            if (is_next_sentence(first, stop)) return;
            number_.spaced = true;
        }
        number_.spaced = number_.spaced || (any_ && a_.has(at_, flag::gap));
        digits_.point();
        take(first, stop);
    }

    // "grew by 5. 2023 was": the point ends something, what follows is no fraction.
    bool is_next_sentence(std::uint32_t first, std::uint32_t stop) const {
        if (stop - first >= 4 || stop >= end_) return stop - first >= 4;
        const char32_t next = a_.cp[stop];
        return next == lexicon::han::year || next == lexicon::han::month ||
               next == lexicon::han::enumeration_comma;
    }

    bool is_exponent() const { // 1e999
        if (!is_glued_letter(a_, at_, end_) || lexicon::lower(a_.cp[at_]) != U'e') return false;
        std::uint32_t next = at_ + 1;
        if (next < end_ && is_glued(a_, next) && (a_.cp[next] == U'-' || a_.cp[next] == U'+')) ++next;
        return is_glued_digit(a_, next, end_);
    }

    const Atoms& a_;
    std::uint32_t end_;
    bool alone_; ///< nothing else is printed near it
    std::uint32_t at_ = 0;
    Digits digits_;
    Number number_;
    bool negative_ = false;
    bool any_ = false; ///< digits stand before the point
};

/// The exponent where `scale` is a power of ten.
std::optional<int> power_of_ten(double scale) noexcept {
    constexpr double powers[] = {1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1,  1e2,  1e3,  1e4,
                                 1e5,  1e6,  1e7,  1e8,  1e9, 1e10, 1e11, 1e12, 1e13};
    const auto* const found = std::find(std::begin(powers), std::end(powers), scale);
    if (found == std::end(powers)) return std::nullopt;
    return static_cast<int>(found - std::begin(powers)) - 4;
}

} // namespace

std::optional<Number> number_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    return NumberReader(atoms, end, false).read(at);
}

std::optional<Number> lone_number_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end) {
    return NumberReader(atoms, end, true).read(at);
}

Number scaled(const Atoms& atoms, const Number& number, double scale) noexcept {
    if (scale == 1.0) return number;
    Number out = number;
    const auto exponent = power_of_ten(scale);
    if (!exponent) {
        out.value *= scale;
        out.half_unit *= std::abs(scale);
        return out;
    }
    Digits digits;
    for (std::uint32_t i = number.range.begin; i < number.range.end; ++i) {
        if (lexicon::is_digit(atoms.cp[i])) digits.add(atoms.cp[i]);
        if (atoms.cp[i] == U'.') digits.point();
    }
    out.value = std::copysign(digits.value(*exponent).value_or(number.value * scale), number.value);
    out.half_unit = digits.half_unit(*exponent).value_or(number.half_unit * scale);
    return out;
}

} // namespace yanbao::text
