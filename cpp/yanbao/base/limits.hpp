#pragma once

#include <cstddef>

namespace yanbao {

/// Bounds on what one document may ask for.  They count bytes and steps, never seconds, so that the same input
/// gives the same output on every machine.  Beyond `bytes` a LimitExceeded is thrown; beyond any other the rest
/// of that thing is left out and the finding `limit` says so.
struct Limits {
    std::size_t bytes = 256u << 20;
    std::size_t line_bytes = 2u << 20;
    std::size_t cells_per_row = 256;
    std::size_t rows_per_table = 20'000;
    std::size_t tables = 2'000;
    std::size_t facts = 200'000;
    std::size_t findings = 5'000;
    std::size_t pages = 2'000;
    std::size_t texts_per_page = 10'000;
    std::size_t text_pairs = 2'000'000'000;
    std::size_t glyphs_per_page = 200'000;
    std::size_t glyphs = 4'000'000;
};

} // namespace yanbao
