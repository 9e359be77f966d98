#pragma once

#include "yanbao/facts/context.hpp"

#include <optional>

namespace yanbao::facts {

/// A company as a cover names it: name (ticker), name（688111）, name (981 HK/688981 CH).
struct Subject {
    text::Range name;
    text::Range code;        ///< between the brackets
    std::uint32_t end = 0;   ///< behind the closing bracket
    std::string ticker;      ///< of the listed security, else as printed
    std::string listed_name; ///< what the list of securities calls it
    std::string
        other_ticker; ///< its listing elsewhere, where the bracket prints both: the mainland's is the subject
};

/// Whether a ticker is one of a mainland exchange.
bool is_mainland(std::string_view ticker) noexcept;

/// The first one in `r`.
std::optional<Subject> subject_in(const Context& context, text::Range r);

} // namespace yanbao::facts
