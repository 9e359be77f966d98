#pragma once
// The cells of cross-sections by their values: sorted once, however many ranks are asked of them.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace yanbao::screen {

/// Cells of a block that have a value: section by section, and in each from the smallest value to the largest.
struct Order {
    std::vector<std::uint32_t> cells;
    std::vector<std::size_t> ends; ///< of each section in `cells`
    bool found = false;            ///< whether it is that of the block at hand
};

/// What finding orders needs room for, kept from block to block.
class Sorter {
  public:
    /// `values` are whole sections of `width` cells.
    void sort(const double* values, std::size_t count, std::size_t width, Order& out);

  private:
    struct Keyed {
        double value;
        std::uint32_t cell;
    };
    void by_value(const double* values, std::size_t first, std::size_t width, Order& out);
    void by_digits(const double* values, std::size_t first, std::size_t width, Order& out);
    void settle(const double* values, std::size_t n, Order& out);

    std::vector<Keyed> keyed_;
    std::vector<std::uint64_t> keys_, other_;
};

/// The cells of an order again, those of one group together and from the smallest to the largest as before; cells
/// that are in no group are left out.
class Grouper {
  public:
    /// Cells [first, end) of `order`; `group` is that of each cell.
    void split(std::span<const std::uint32_t> order, const std::int32_t* group);

    std::span<const std::uint32_t> cells() const noexcept { return cells_; }
    /// Where each group ends in `cells`; many may be empty.
    std::span<const std::size_t> ends() const noexcept { return ends_; }

  private:
    std::vector<std::uint32_t> cells_;
    std::vector<std::size_t> ends_;
};

} // namespace yanbao::screen
