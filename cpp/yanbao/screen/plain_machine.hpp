#pragma once
// Runs a program that no bounds are asked of, block by block; its room is kept from block to block.

#include "yanbao/screen/panel.hpp"
#include "yanbao/screen/program.hpp"
#include "yanbao/screen/standing.hpp"

#include <functional>

namespace yanbao::screen {

class PlainMachine {
  public:
    PlainMachine(const Program& program, const Panel& panel)
        : program_(program), panel_(panel), orders_(program.orders()) {}

    /// Called with the number of a term and what its cells say, in the order of the program.
    using OnTerm = std::function<void(std::size_t, const Mask&)>;

    /// Cells [first, first + count), whole sections where the program looks across one.
    const Mask& truths(std::size_t first, std::size_t count, const OnTerm& on_term);
    void numbers(std::size_t first, std::span<double> out);

  private:
    /// What a step pushes; its room stays for the next that comes to lie there.
    struct Place {
        Plain number;
        std::vector<double> cells, spare;
        Mask truth;
        const std::int32_t* group = nullptr;
        std::vector<std::int32_t> members;
    };

    void run(const OnTerm& on_term);
    void step(std::size_t i);
    void arithmetic(Op op);
    void look_across(std::size_t i);
    Place& push();
    Place& top(std::size_t below = 0) { return places_[depth_ - 1 - below]; }
    /// Turns the cells that `find` writes into the number of a place.
    template<class Find>
    void become(Place& place, Find find);
    const double* cells_of(Place& place);

    const Program& program_;
    const Panel& panel_;
    std::size_t first_ = 0, count_ = 0, depth_ = 0;
    std::vector<Place> places_;
    std::vector<Order> orders_;
    Sorter sorter_;
    Grouper grouper_;
    Averager averager_;
};

} // namespace yanbao::screen
