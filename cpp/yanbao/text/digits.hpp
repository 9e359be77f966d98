#pragma once

#include "yanbao/text/joined.hpp"

namespace yanbao::text {

/// Digits that stand together, as a count (year, month, day); `length` is 0 where there is none, and above `most`
/// where more digits follow.
struct DigitRun {
    int value = 0;
    std::uint32_t length = 0;
    std::uint32_t end = 0;
};
inline DigitRun digits_at(const Atoms& atoms, std::uint32_t at, std::uint32_t end,
                          std::uint32_t most) noexcept {
    DigitRun run{0, 0, at};
    if (!is_digit_at(atoms, at, end)) return run;
    do {
        if (run.length < most) run.value = run.value * 10 + static_cast<int>(atoms.cp[run.end] - U'0');
        ++run.length;
        ++run.end;
    } while (run.length <= most && is_glued_digit(atoms, run.end, end));
    return run;
}

} // namespace yanbao::text
