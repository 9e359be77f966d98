#pragma once
// Sections of a report by what their title is about, and the numbered entries that stand in them.

#include "yanbao/facts/context.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yanbao::facts {

/// A title that names a topic of the lexicon's category `section_topic`, and the blocks that may belong to it.
struct Section {
    std::uint32_t title = 0; ///< of Document::blocks
    std::uint32_t end = 0;   ///< block of the next title that cannot be part of it
};

/// Sections of one topic in reading order.  A title is a heading, a numbered line or a lead-in that ends with the
/// topic's word or close behind it.
std::vector<Section> sections_of(const Context& context, std::string_view topic);

/// An entry of a list: its headline (without mark and enclosing quotes) and what is printed under it.
struct Entry {
    std::optional<std::int64_t> no;
    text::Range headline;
    text::Range headline_rest; ///< of a headline that a page cuts in two; else empty
    std::vector<text::Range> body;
};

/// The entries of a section.  `vouched` tells an entry of this section by its content: the style of list marks that
/// vouched entries have is the list's; an entry that is not vouched for counts where its number follows the one before.
std::vector<Entry> entries_of(const Context& context, const Section& section,
                              const std::function<bool(const Entry&)>& vouched);

/// How a block is marked, whatever its number: "3." and "12." are alike, "3、" and "(3)" are not; empty without a mark.
std::u32string mark_style(const Context& context, const layout::Block& block);

/// The parts of a block's body that a blank line (a page, a picture) stands between.
std::vector<text::Range> parts_of(const Context& context, const layout::Block& block);

/// Whether a sentence ends with this atom: a full stop, a semicolon, or a point between words.
bool ends_sentence(const text::Atoms& atoms, std::uint32_t at) noexcept;

/// `r` without white marks at its ends: colons, commas, stops.
text::Range without_stops(const text::Atoms& atoms, text::Range r) noexcept;

} // namespace yanbao::facts
