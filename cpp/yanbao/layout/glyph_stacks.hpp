#pragma once
// Chinese set from the top down at the edge of a page, a character a line.

#include "yanbao/layout/glyph_chunks.hpp"

namespace yanbao::layout {

/// Moves the characters of each stack out of `chunks` into one chunk of `stacks`: in their lines they would part
/// the words beside them.
void take_stacks(ChunkPage& page);

} // namespace yanbao::layout
