#include "yanbao/facts/announcement_decimal.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <charconv>
#include <cmath>

namespace yanbao::facts {

namespace {

std::string shortest_decimal(double value) {
    char buffer[40];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
    return error == std::errc() ? std::string(buffer, end) : std::string("0");
}

} // namespace

std::string exact_decimal(const text::Atoms& atoms, const text::Quantity& quantity) {
    const double power = std::round(std::log10(quantity.unit.scale));
    if (!std::isfinite(power) || std::abs(std::pow(10.0, power) / quantity.unit.scale - 1.0) > 1e-9)
        return shortest_decimal(quantity.number.value);
    std::string digits;
    std::size_t behind_point = 0;
    bool point = false;
    for (char32_t c : atoms.view(quantity.number.range)) {
        if (c == U'.') point = true;
        if (!lexicon::is_digit(c)) continue;
        digits += static_cast<char>(c);
        if (point) ++behind_point;
    }
    // the point moves by the unit's power of ten
    auto decimals = static_cast<std::ptrdiff_t>(behind_point) - static_cast<std::ptrdiff_t>(power);
    if (decimals < 0) digits.append(static_cast<std::size_t>(-decimals), '0');
    decimals = std::max<std::ptrdiff_t>(decimals, 0);
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) {
        digits.insert(digits.size() - places, 1, '.');
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.') digits.pop_back();
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    if (digits.front() == '.') digits.insert(0, 1, '0');
    if (quantity.number.value < 0) digits.insert(0, 1, '-');
    return digits;
}

} // namespace yanbao::facts
