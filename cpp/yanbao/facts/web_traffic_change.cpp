#include "yanbao/facts/web_traffic_change.hpp"

#include "yanbao/lexicon/fold.hpp"

#include <cmath>

namespace yanbao::facts {

namespace {

using lexicon::is_digit;
using text::Atoms;
using text::Range;

constexpr std::uint32_t longest_change = 9; ///< digits and point
constexpr std::u32string_view up_arrows = U"\u2191\u25B2\u25B3\u2B06\u2197\u21D1\u21E7\U0001F53C\u25B4";
constexpr std::u32string_view down_arrows = U"\u2193\u25BC\u25BD\u2B07\u2198\u21D3\u21E9\U0001F53D\u25BE";

bool gap(const Atoms& a, std::uint32_t at) {
    return a.has(at, text::flag::gap) || a.has(at, text::flag::line_start);
}

} // namespace

std::optional<PrintedChange> printed_change(const Atoms& a, Range cell) {
    PrintedChange change;
    std::uint32_t sign = cell.end;
    for (std::uint32_t i = cell.begin; i < cell.end; ++i) {
        if (a.cp[i] != U'%') continue;
        if (sign == cell.end) sign = i;
        ++change.percents;
    }
    std::uint32_t begin = sign;
    // White space inside a number stands behind its point only: "7. 41".
    while (begin > cell.begin && sign - begin < longest_change &&
           (is_digit(a.cp[begin - 1]) || a.cp[begin - 1] == U'.')) {
        --begin;
        if (gap(a, begin) && begin > cell.begin && a.cp[begin - 1] != U'.') break;
    }
    double digits = 0, unit = 1;
    bool point = false;
    for (std::uint32_t i = begin; i < sign; ++i) {
        if (a.cp[i] == U'.') {
            if (point || i == begin || i + 1 == sign) return std::nullopt;
            point = true;
            continue;
        }
        digits = digits * 10 + static_cast<double>(a.cp[i] - U'0');
        if (point) unit *= 10;
    }
    if (begin == sign || change.percents == 0) return std::nullopt;
    change.number = {begin, sign};
    change.value = digits / (unit * 100);
    change.half_unit = 0.5 / (unit * 100);
    std::uint32_t lead = begin;
    while (lead > cell.begin && (a.cp[lead - 1] == U'-' || a.cp[lead - 1] == U'+')) {
        change.minus = change.minus || a.cp[lead - 1] == U'-';
        --lead;
    }
    change.lead = {cell.begin, lead};
    for (std::uint32_t i = cell.begin; i < lead; ++i) {
        if (up_arrows.find(a.cp[i]) != up_arrows.npos) change.arrow = Arrow::up;
        if (down_arrows.find(a.cp[i]) != down_arrows.npos) change.arrow = Arrow::down;
    }
    return change;
}

void ChangeColumn::learn(const PrintedChange& change) {
    ups_ += change.arrow == Arrow::up ? 1 : 0;
    downs_ += change.arrow == Arrow::down ? 1 : 0;
    minuses_ += change.minus ? 1 : 0;
}

// 18.76%: eighteen, or an arrow read as 1 and 8.76.  Not so 1.12% or 10.00%, whose rest no report would print.
bool ChangeColumn::could_hide_arrow(const Atoms& a, const PrintedChange& change) const {
    if (!arrows() || !change.lead.empty() || change.minus || change.arrow != Arrow::none) return false;
    const auto v = a.view(change.number);
    if (v.size() < 2 || v[0] != U'1' || !is_digit(v[1])) return false;
    return v[1] != U'0' || v.size() == 2 || !is_digit(v[2]);
}

Change ChangeColumn::read(const Atoms& a, const PrintedChange& change) const {
    Change read;
    read.merged = change.percents > 1;
    read.arrow_lost = change.arrow == Arrow::none && (arrows() || !change.lead.empty());
    Measured value{change.value, change.half_unit};
    if (change.minus) value.value = -value.value;
    read.value = value;

    const bool other_digits = change.arrow == Arrow::none && !change.lead.empty() &&
                              is_digit(a.cp[change.lead.begin]) &&
                              (change.lead.size() > 1 || a.cp[change.lead.begin] != U'1');
    if (could_hide_arrow(a, change)) {
        read.doubt = "its first digit may be a lost arrow";
    } else if (other_digits) {
        read.doubt = "digits stand before it";
    } else if (arrows_give_sign()) {
        if (change.arrow == Arrow::down) read.value->value = -change.value;
        if (change.arrow == Arrow::none && change.value != 0)
            read.doubt = "arrows alone give the sign here, and its own is lost";
    } else if (change.arrow == Arrow::down && !change.minus && change.value != 0) {
        read.doubt = "its arrow points down, but it has no minus";
    }
    if (!read.doubt.empty())
        read.value.reset();
    else if (change.arrow == Arrow::up && change.minus && change.value != 0)
        read.doubt = "its arrow points up, but it has a minus, which counts";
    if (read.value && read.value->value == 0) read.value->value = std::abs(read.value->value); // no -0
    return read;
}

} // namespace yanbao::facts
