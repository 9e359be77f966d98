#pragma once

#include "yanbao/facts/context.hpp"

#include <optional>
#include <string>

namespace yanbao::facts {

/// Days over which a figure is measured, as prose prints them.
struct PrintedWindow {
    std::string name;      ///< `week`, `ytd`, or the span as printed, years without their last 年
    std::uint32_t end = 0; ///< atom behind it
    bool lasting = false;  ///< holds until another is named
};

/// What stands between the ends of a span of days or of numbers.
constexpr bool is_range_mark(char32_t c) noexcept { return c == U'-' || c == U'~' || c == U'\uFF5E'; }

/// 2018年, 2010-2023年, 2010年以来, 2023年初至今, 11月10日-11月14日, 4月, 4月第4周 at `at`; `terms` is the category
/// `market_term`.
std::optional<PrintedWindow> window_at(const Context& context, lexicon::CategoryId terms, std::uint32_t at,
                                       std::uint32_t end);
/// 近5年, 最近一个月: what follows the word `recent`.
std::optional<PrintedWindow> recent_window(const Context& context, lexicon::CategoryId terms,
                                           const lexicon::Hit& recent, std::uint32_t end);

} // namespace yanbao::facts
