#include "yanbao/facts/row_shift.hpp"

#include <algorithm>

namespace yanbao::facts {

using table::Grid;

std::uint32_t header_width(const layout::Document& document, const Grid& grid) noexcept {
    std::uint32_t width = 0;
    for (std::uint32_t row = 0; row < grid.header_rows; ++row)
        for (std::uint32_t i = 0; i < document.rows[grid.rows[row]].cell_count; ++i)
            if (!table::cell(document, grid, row, i).empty()) width = std::max(width, i + 1);
    return width;
}

namespace {
// A row without a blank that is shorter than its header: one of its cells is lost, and nothing tells which.
bool is_narrow(const layout::Document& document, const Grid& grid, std::uint32_t row, std::uint32_t width) {
    const std::uint32_t cells = document.rows[grid.rows[row]].cell_count;
    if (cells >= width || cells < 3) return false;
    for (std::uint32_t i = 0; i < cells; ++i)
        if (table::cell(document, grid, row, i).empty()) return false;
    return true;
}
} // namespace

std::vector<bool> shifted_rows(const layout::Document& document, const Grid& grid) {
    std::vector<bool> shifted(grid.rows.size());
    const std::uint32_t width = header_width(document, grid);
    if (width == 0) return shifted;
    std::uint32_t wide = 0, narrow = 0;
    for (std::uint32_t row = grid.header_rows; row < grid.rows.size(); ++row) {
        const std::uint32_t cells = document.rows[grid.rows[row]].cell_count;
        for (std::uint32_t i = width; i < cells; ++i)
            shifted[row] = shifted[row] || !table::cell(document, grid, row, i).empty();
        wide += shifted[row] ? 1 : 0;
        narrow += is_narrow(document, grid, row, width) ? 1 : 0;
    }
    if (2 * wide > grid.body_rows()) shifted.assign(shifted.size(), false);
    if (2 * narrow <=
        grid.body_rows()) // where most are, the tool that wrote the table leaves out blanks at its end
        for (std::uint32_t row = grid.header_rows; row < grid.rows.size(); ++row)
            shifted[row] = shifted[row] || is_narrow(document, grid, row, width);
    return shifted;
}

} // namespace yanbao::facts
