#pragma once
// The spellings under which one name is printed: with the exchange's marks and without them.

#include <cstddef>
#include <string>
#include <string_view>

namespace yanbao::names {

/// A folded name in lower case: the spelling that names are compared in.
std::u32string lowered(std::u32string_view folded);

/// Length of a share mark at the end: -W, -SW, -U, -WR, ... ; 0 where there is none.
std::size_t suffix_length(std::u32string_view lowered) noexcept;
/// Length of a mark of trading at the start: ST, *ST, XD, XR, DR, N, C before a Chinese name; 0 where there
/// is none.
std::size_t prefix_length(std::u32string_view lowered) noexcept;
/// Length of such a mark, or of the rest of one, at the end of what stands before a name; a tail of a Latin
/// word is none.
std::size_t trailing_prefix_length(std::u32string_view before, std::u32string_view name) noexcept;
/// Without the class of shares that exchanges print behind a Chinese name: the A of an A-share.
std::u32string_view without_class(std::u32string_view lowered) noexcept;

/// A share mark of a counter in another currency than the main one's: -R, -WR, -SWR.
bool is_second_counter(std::u32string_view suffix) noexcept;

/// On the day that a share goes ex-dividend or ex-rights its name gets XD, XR or DR before it and is cut to
/// the eight bytes that the exchange's display has: four characters lose their last.  The spelling for all
/// three marks; empty where the name is not cut.
std::u32string ex_day_spelling(std::u32string_view lowered_name);
/// The same for a printed name that starts with such a mark; empty where it does not.
std::u32string printed_ex_day_spelling(std::u32string_view lowered);

} // namespace yanbao::names
