#include "yanbao/screen/program.hpp"

#include "yanbao/base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace yanbao::screen {

namespace {

struct Shape {
    std::string_view name;
    int takes;
    Kind of; ///< what it takes
    Kind pushes;
};

using enum Kind;
constexpr std::array shapes = {
    Shape{"column", 0, number, number},   Shape{"constant", 0, number, number},
    Shape{"flag", 0, number, truth},      Shape{"negate", 1, number, number},
    Shape{"add", 2, number, number},      Shape{"subtract", 2, number, number},
    Shape{"multiply", 2, number, number}, Shape{"divide", 2, number, number},
    Shape{"less", 2, number, truth},      Shape{"less_equal", 2, number, truth},
    Shape{"greater", 2, number, truth},   Shape{"greater_equal", 2, number, truth},
    Shape{"equal", 2, number, truth},     Shape{"not_equal", 2, number, truth},
    Shape{"both", 2, truth, truth},       Shape{"either", 2, truth, truth},
    Shape{"invert", 1, truth, truth},     Shape{"surely", 1, truth, truth},
    Shape{"possibly", 1, truth, truth},   Shape{"rank", 1, number, number},
    Shape{"quantile", 1, number, number}, Shape{"top", 1, number, truth},
};
static_assert(shapes.size() == static_cast<std::size_t>(Op::top) + 1);

[[noreturn]] void refuse(std::size_t step, std::string_view what) {
    throw InvalidValue("screen program", "step " + std::to_string(step) + ": " + std::string(what));
}

const Shape& shape_of(std::size_t at, Op op) {
    const auto i = static_cast<std::size_t>(op);
    if (i >= shapes.size()) refuse(at, "no such operation");
    return shapes[i];
}

} // namespace

std::string_view name(Op op) noexcept {
    const auto i = static_cast<std::size_t>(op);
    return i < shapes.size() ? shapes[i].name : std::string_view{};
}

std::optional<Op> op_of(std::string_view name) noexcept {
    const auto at =
        std::find_if(shapes.begin(), shapes.end(), [&](const Shape& s) { return s.name == name; });
    if (at == shapes.end()) return std::nullopt;
    return static_cast<Op>(at - shapes.begin());
}

Program::Program(std::vector<Step> steps, std::size_t columns, std::size_t flags, const ProgramLimits& limits)
    : steps_(std::move(steps)), columns_(columns), flags_(flags) {
    check(limits);
    find_terms();
}

void Program::check(const ProgramLimits& limits) {
    if (steps_.size() > limits.steps) throw LimitExceeded("steps of a screen", limits.steps, steps_.size());
    if (steps_.empty()) throw InvalidValue("screen program", "no steps");
    by_bounds_.assign(steps_.size(), false);
    std::vector<std::size_t> stack; // the steps that pushed what lies there
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Step& step = steps_[i];
        const Shape& shape = shape_of(i, step.op);
        const auto takes = static_cast<std::size_t>(shape.takes);
        if (stack.size() < takes) refuse(i, std::string(shape.name) + " finds too little on the stack");
        for (std::size_t j = stack.size() - takes; j < stack.size(); ++j)
            if (kinds_[stack[j]] != shape.of)
                refuse(i, std::string(shape.name) + (shape.of == number ? " takes numbers, not conditions"
                                                                        : " takes conditions, not numbers"));
        if (step.op == Op::column && step.index >= columns_) refuse(i, "no such column");
        if (step.op == Op::flag && step.index >= flags_) refuse(i, "no such flag");
        if (step.op == Op::constant && !std::isfinite(step.value)) refuse(i, "a constant that is not finite");
        if (step.op == Op::top && step.index == 0) refuse(i, "top of none");
        starts_.push_back(takes == 0 ? i : starts_[stack[stack.size() - takes]]);
        kinds_.push_back(shape.pushes);
        stack.resize(stack.size() - takes);
        stack.push_back(i);
        if (stack.size() > limits.depth) throw LimitExceeded("depth of a screen", limits.depth, stack.size());
    }
    if (stack.size() != 1) refuse(steps_.size() - 1, "more than one value is left");
    // From the end: what lies between a `surely` and the start of its part is under it.
    for (std::size_t i = steps_.size(), covered = i; i-- > 0;) {
        by_bounds_[i] = i >= covered;
        if (i < covered && (steps_[i].op == Op::surely || steps_[i].op == Op::possibly)) covered = starts_[i];
    }
}

void Program::find_terms() {
    std::vector<std::size_t> open{steps_.size() - 1};
    while (!open.empty()) {
        const std::size_t i = open.back();
        open.pop_back();
        if (steps_[i].op != Op::both) {
            terms_.push_back(i);
            continue;
        }
        // the right operand ends just before; the left one just before that begins
        open.push_back(i - 1);
        open.push_back(starts_[i - 1] - 1);
    }
    std::sort(terms_.begin(), terms_.end());
}

} // namespace yanbao::screen
