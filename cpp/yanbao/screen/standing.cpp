#include "yanbao/screen/standing.hpp"

#include "yanbao/screen/lanes.hpp"
#include "yanbao/screen/numbers.hpp"

#include <algorithm>

namespace yanbao::screen {

namespace {

using Cells32 = std::span<const std::uint32_t>;

/// Calls `run(cells, first, end)` for the runs of equal values among sorted cells.
template<class Run>
void each_run(const double* values, Cells32 cells, Run run) {
    for (std::size_t first = 0, end = 0; first < cells.size(); first = end) {
        const double x = values[cells[first]];
        for (end = first + 1; end < cells.size() && values[cells[end]] == x;) ++end;
        run(cells, first, end);
    }
}

/// The same for each section, or for each group of each section.
template<class Run>
void each_run(const double* values, const Order& order, const std::int32_t* group, Grouper& room, Run run) {
    std::size_t first = 0;
    for (const std::size_t end : order.ends) {
        const Cells32 section = Cells32(order.cells).subspan(first, end - first);
        first = end;
        if (!group) {
            each_run(values, section, run);
            continue;
        }
        room.split(section, group);
        std::size_t begin = 0;
        for (const std::size_t last : room.ends()) {
            each_run(values, room.cells().subspan(begin, last - begin), run);
            begin = last;
        }
    }
}

double mean_of(double sum, std::size_t count) noexcept {
    const double mean = count == 0 ? no_value : sum / static_cast<double>(count);
    return std::fabs(mean) <= largest ? mean : no_value;
}

} // namespace

void place_cells(const double* values, std::size_t count, const Order& order, const std::int32_t* group,
                 bool as_quantile, Grouper& room, double* out) {
    std::fill_n(out, count, no_value);
    each_run(values, order, group, room, [&](Cells32 cells, std::size_t first, std::size_t end) {
        const double rank = 0.5 * (static_cast<double>(first) + 1.0 + static_cast<double>(end));
        const double place = as_quantile ? rank / static_cast<double>(cells.size()) : rank;
        for (std::size_t k = first; k < end; ++k) out[cells[k]] = place;
    });
}

void place_top(const double* values, std::size_t count, const Order& order, const std::int32_t* group,
               std::size_t n, Grouper& room, Mask& out) {
    const std::size_t words = words_of(count);
    std::fill_n(out.yes.begin(), words, 0);
    std::fill_n(out.maybe.begin(), words, ~std::uint64_t{0});
    each_run(values, order, group, room, [&](Cells32 cells, std::size_t first, std::size_t end) {
        const bool is_top = cells.size() - end < n;
        for (std::size_t k = first; k < end; ++k) {
            const std::uint64_t bit = std::uint64_t{1} << (cells[k] % word_cells);
            if (is_top)
                out.yes[cells[k] / word_cells] |= bit;
            else
                out.maybe[cells[k] / word_cells] &= ~bit;
        }
    });
}

void Averager::mean(Plain values, std::size_t count, std::size_t width, const std::int32_t* group,
                    double* out) {
    for (std::size_t first = 0; first < count; first += width) {
        const auto group_of = [&](std::size_t i) { return group ? group[i] : 0; };
        std::int32_t most = 0;
        for (std::size_t i = first; i < first + width; ++i) most = std::max(most, group_of(i));
        sums_.assign(static_cast<std::size_t>(most) + 1, 0.0);
        counts_.assign(sums_.size(), 0);
        for (std::size_t i = first; i < first + width; ++i) {
            const double x = values.cells ? values.cells[i] : values.constant;
            if (group_of(i) < 0 || !(std::fabs(x) <= largest)) continue;
            sums_[static_cast<std::size_t>(group_of(i))] += x;
            ++counts_[static_cast<std::size_t>(group_of(i))];
        }
        for (std::size_t g = 0; g < sums_.size(); ++g) sums_[g] = mean_of(sums_[g], counts_[g]);
        for (std::size_t i = first; i < first + width; ++i)
            out[i] = group_of(i) < 0 ? no_value : sums_[static_cast<std::size_t>(group_of(i))];
    }
}

} // namespace yanbao::screen
