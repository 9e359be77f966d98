#pragma once
// Runs a program of which bounds are asked: each cell is a set of truths, each number an interval too.

#include "yanbao/screen/numbers.hpp"
#include "yanbao/screen/panel.hpp"
#include "yanbao/screen/program.hpp"

#include <functional>
#include <variant>

namespace yanbao::screen {

/// One run of a program over cells [first, first + count), whole cross-sections.
class BoundedMachine {
  public:
    using Condition = std::vector<Truths>;

    BoundedMachine(const Program& program, const Panel& panel, bool all_bounds, std::size_t first,
                   std::size_t count)
        : program_(program), panel_(panel), all_bounds_(all_bounds), first_(first), count_(count) {}

    /// Called with the number of a term and what its cells say, in the order of the program.
    using OnTerm = std::function<void(std::size_t, const Condition&)>;

    Condition truths(const OnTerm& on_term);
    Numbers numbers();

  private:
    using Groups = std::vector<std::int32_t>;
    using Value = std::variant<Numbers, Condition, Groups>;

    void run(const OnTerm& on_term);
    void step(std::size_t i);
    void look_across(const Step& step);
    Condition flag(std::size_t index) const;

    Numbers& number() { return std::get<Numbers>(stack_.back()); }
    Condition& condition() { return std::get<Condition>(stack_.back()); }
    template<class T>
    T pop() {
        T top = std::get<T>(std::move(stack_.back()));
        stack_.pop_back();
        return top;
    }
    template<class Change>
    void each(Change change) {
        for (Truths& t : condition()) t = change(t);
    }

    const Program& program_;
    const Panel& panel_;
    bool all_bounds_;
    std::size_t first_, count_;
    std::vector<Value> stack_;
};

} // namespace yanbao::screen
