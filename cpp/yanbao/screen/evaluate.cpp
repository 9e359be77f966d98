#include "yanbao/screen/evaluate.hpp"

#include "yanbao/base/error.hpp"
#include "yanbao/screen/bounded_machine.hpp"
#include "yanbao/screen/counting.hpp"
#include "yanbao/screen/plain_machine.hpp"
#include "yanbao/screen/workers.hpp"

#include <algorithm>
#include <limits>

namespace yanbao::screen {

namespace {

/// Cells that are worked on at a time: whole cross-sections, few enough to stay in the cache.
constexpr std::size_t block_cells = 8192;
/// Blocks that a thread takes at a time.
constexpr std::size_t run_blocks = 16;

void require(const Program& program, const Panel& panel, Kind kind) {
    if (program.kind() != kind)
        throw InvalidValue("screen program", kind == Kind::truth
                                                 ? "a number, where a condition is asked for"
                                                 : "a condition, where a number is asked for");
    panel.check();
    if (panel.columns.size() != program.columns())
        throw ShapeMismatch("columns", program.columns(), panel.columns.size());
    if (panel.flags.size() != program.flags())
        throw ShapeMismatch("flags", program.flags(), panel.flags.size());
    if (panel.groups.size() != program.groups())
        throw ShapeMismatch("groups", program.groups(), panel.groups.size());
    // an order holds the numbers of cells in 32 bits
    if (panel.width > std::numeric_limits<std::uint32_t>::max() - block_cells)
        throw LimitExceeded("width of a panel", std::numeric_limits<std::uint32_t>::max() - block_cells,
                            panel.width);
}

void require_room(const Panel& panel, std::size_t cells) {
    if (cells != panel.cells()) throw ShapeMismatch("cells of the result", panel.cells(), cells);
}

/// Calls `visit(worker, first, count)` for blocks of whole cross-sections.
template<class Visit>
void each_block(const Panel& panel, std::size_t workers, Visit visit) {
    if (panel.cells() == 0) return;
    const std::size_t sections = std::max<std::size_t>(1, block_cells / panel.width);
    share(panel.sections, sections * run_blocks, workers,
          [&](std::size_t worker, std::size_t first, std::size_t count) {
              for (std::size_t section = first; section < first + count; section += sections)
                  visit(worker, section * panel.width,
                        std::min(sections, first + count - section) * panel.width);
          });
}

std::size_t workers_of(const Panel& panel, std::size_t workers) {
    if (panel.cells() == 0) return 1;
    return workers_for(panel.sections, std::max<std::size_t>(1, block_cells / panel.width) * run_blocks,
                       workers);
}

/// Runs a condition; `put(first, count, found)` writes what a block says, a Mask or a set of truths a cell.
template<class Put>
std::vector<TermCounts> run(const Program& program, const Panel& panel, unsigned workers, Put put) {
    const std::size_t most = workers_of(panel, workers);
    const bool plain = !program.any_by_bounds();
    std::vector<Counting> counted(most, Counting(program));
    std::vector<PlainMachine> machines(most, PlainMachine(program, panel));
    each_block(panel, most, [&](std::size_t worker, std::size_t first, std::size_t count) {
        Counting& counting = counted[worker];
        const auto add = [&](std::size_t term, const auto& truths) { counting.add(term, truths); };
        counting.begin(count);
        if (plain)
            put(first, count, machines[worker].truths(first, count, add));
        else
            put(first, count, BoundedMachine(program, panel, false, first, count).truths(add));
        counting.end();
    });
    for (std::size_t worker = 1; worker < most; ++worker) counted.front().join(counted[worker]);
    return counted.front().terms();
}

void settle(const std::vector<Truths>& found, std::span<Truth> out) {
    std::transform(found.begin(), found.end(), out.begin(), [](Truths t) { return t.settled(); });
}

void settle(const Mask& found, std::span<Truth> out) { unpack(found, out); }

void settle(const std::vector<Truths>& found, std::span<std::uint8_t> out) {
    std::transform(found.begin(), found.end(), out.begin(),
                   [](Truths t) { return static_cast<std::uint8_t>(t.must_be(Truth::yes)); });
}

void settle(const Mask& found, std::span<std::uint8_t> out) { unpack_yes(found, out); }

void compute_block(BoundedMachine machine, const Numbering& out, std::size_t first) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double inf = std::numeric_limits<double>::infinity();
    const Numbers numbers = machine.numbers();
    for (std::size_t c = 0; c < numbers.value.size(); ++c) {
        const Interval b = numbers.bounds[c];
        out.value[first + c] = numbers.value[c];
        out.low[first + c] = b.empty() ? nan : b.low;
        out.high[first + c] = b.empty() ? nan : numbers.gap[c] ? inf : b.high;
    }
}

} // namespace

std::vector<TermCounts> screen(const Program& program, const Panel& panel, std::span<Truth> truth,
                               unsigned workers) {
    require(program, panel, Kind::truth);
    require_room(panel, truth.size());
    return run(program, panel, workers, [&](std::size_t first, std::size_t count, const auto& found) {
        settle(found, truth.subspan(first, count));
    });
}

std::vector<TermCounts> passes(const Program& program, const Panel& panel, std::span<std::uint8_t> passed,
                               unsigned workers) {
    require(program, panel, Kind::truth);
    require_room(panel, passed.size());
    return run(program, panel, workers, [&](std::size_t first, std::size_t count, const auto& found) {
        settle(found, passed.subspan(first, count));
    });
}

Screened screen(const Program& program, const Panel& panel, unsigned workers) {
    require(program, panel, Kind::truth);
    Screened out;
    out.truth.resize(panel.cells());
    out.terms = screen(program, panel, out.truth, workers);
    return out;
}

void compute(const Program& program, const Panel& panel, const Numbering& out, unsigned workers) {
    require(program, panel, Kind::number);
    const bool bounded = !out.low.empty() || !out.high.empty();
    require_room(panel, out.value.size());
    if (bounded) {
        require_room(panel, out.low.size());
        require_room(panel, out.high.size());
    }
    const std::size_t most = workers_of(panel, workers);
    std::vector<PlainMachine> machines(most, PlainMachine(program, panel));
    each_block(panel, most, [&](std::size_t worker, std::size_t first, std::size_t count) {
        if (bounded)
            compute_block(BoundedMachine(program, panel, true, first, count), out, first);
        else
            machines[worker].numbers(first, out.value.subspan(first, count));
    });
}

Computed compute(const Program& program, const Panel& panel, unsigned workers) {
    require(program, panel, Kind::number);
    Computed out;
    for (auto* part : {&out.value, &out.low, &out.high}) part->resize(panel.cells());
    compute(program, panel, {out.value, out.low, out.high}, workers);
    return out;
}

} // namespace yanbao::screen
