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
    Kind of; ///< what it takes; the group that it takes last not counted
    Kind pushes;
};

using enum Kind;
constexpr std::array shapes = {
    Shape{"column", 0, number, number},
    Shape{"constant", 0, number, number},
    Shape{"flag", 0, number, truth},
    Shape{"negate", 1, number, number},
    Shape{"add", 2, number, number},
    Shape{"subtract", 2, number, number},
    Shape{"multiply", 2, number, number},
    Shape{"divide", 2, number, number},
    Shape{"less", 2, number, truth},
    Shape{"less_equal", 2, number, truth},
    Shape{"greater", 2, number, truth},
    Shape{"greater_equal", 2, number, truth},
    Shape{"equal", 2, number, truth},
    Shape{"not_equal", 2, number, truth},
    Shape{"both", 2, truth, truth},
    Shape{"either", 2, truth, truth},
    Shape{"invert", 1, truth, truth},
    Shape{"surely", 1, truth, truth},
    Shape{"possibly", 1, truth, truth},
    Shape{"rank", 1, number, number},
    Shape{"quantile", 1, number, number},
    Shape{"top", 1, number, truth},
    Shape{"mean", 1, number, number},
    Shape{"group", 0, number, group},
    Shape{"members", 1, truth, group},
    Shape{"rank_within", 2, number, number},
    Shape{"quantile_within", 2, number, number},
    Shape{"top_within", 2, number, truth},
    Shape{"mean_within", 2, number, number},
};
static_assert(shapes.size() == static_cast<std::size_t>(last_op) + 1);

constexpr std::array kind_names = {"numbers", "conditions", "groups"};

bool looks_at_bounds(Op op) { return op == Op::surely || op == Op::possibly; }

bool needs_order(Op op) {
    return op == Op::rank || op == Op::quantile || op == Op::top || op == Op::rank_within ||
           op == Op::quantile_within || op == Op::top_within;
}

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

Program::Program(std::vector<Step> steps, std::size_t columns, std::size_t flags, std::size_t groups,
                 const ProgramLimits& limits)
    : steps_(std::move(steps)), columns_(columns), flags_(flags), groups_(groups) {
    check(limits);
    find_bounds();
    find_terms();
    find_orders();
}

bool Program::any_by_bounds() const noexcept {
    return std::find(by_bounds_.begin(), by_bounds_.end(), true) != by_bounds_.end();
}

void Program::check(const ProgramLimits& limits) {
    if (steps_.size() > limits.steps) throw LimitExceeded("steps of a screen", limits.steps, steps_.size());
    if (steps_.empty()) throw InvalidValue("screen program", "no steps");
    std::vector<std::size_t> stack; // the steps that pushed what lies there
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Shape& shape = shape_of(i, steps_[i].op);
        const auto takes = static_cast<std::size_t>(shape.takes);
        check_operands(i, stack);
        starts_.push_back(takes == 0 ? i : starts_[stack[stack.size() - takes]]);
        kinds_.push_back(shape.pushes);
        stack.resize(stack.size() - takes);
        stack.push_back(i);
        if (stack.size() > limits.depth) throw LimitExceeded("depth of a screen", limits.depth, stack.size());
    }
    if (stack.size() != 1) refuse(steps_.size() - 1, "more than one value is left");
    if (kind() == group)
        refuse(steps_.size() - 1, "a group is left, which is neither a number nor a condition");
}

void Program::check_operands(std::size_t i, const std::vector<std::size_t>& stack) const {
    const Step& step = steps_[i];
    const Shape& shape = shape_of(i, step.op);
    const auto takes = static_cast<std::size_t>(shape.takes);
    if (stack.size() < takes) refuse(i, std::string(shape.name) + " finds too little on the stack");
    for (std::size_t j = 0; j < takes; ++j) {
        const Kind found = kinds_[stack[stack.size() - takes + j]];
        const Kind wanted = is_within(step.op) && j == 1 ? group : shape.of;
        if (found != wanted)
            refuse(i, std::string(shape.name) + " takes " + kind_names[static_cast<std::size_t>(wanted)] +
                          ", not " + kind_names[static_cast<std::size_t>(found)]);
    }
    if (step.op == Op::column && step.index >= columns_) refuse(i, "no such column");
    if (step.op == Op::flag && step.index >= flags_) refuse(i, "no such flag");
    if (step.op == Op::group && step.index >= groups_) refuse(i, "no such group");
    if (step.op == Op::constant && !std::isfinite(step.value)) refuse(i, "a constant that is not finite");
    if ((step.op == Op::top || step.op == Op::top_within) && step.index == 0) refuse(i, "top of none");
}

void Program::find_bounds() {
    by_bounds_.assign(steps_.size(), false);
    for_members_.assign(steps_.size(), false);
    // From the end: what lies between a `surely` and the start of its part is under it.
    std::size_t covered = steps_.size(), deciding = steps_.size();
    for (std::size_t i = steps_.size(); i-- > 0;) {
        by_bounds_[i] = i >= covered;
        if (i < covered && looks_at_bounds(steps_[i].op)) covered = starts_[i];
        for_members_[i] = i >= deciding;
        if (i < deciding && steps_[i].op == Op::members) deciding = starts_[i];
        if (for_members_[i] && (looks_at_bounds(steps_[i].op) || (by_bounds_[i] && kinds_[i] == number)))
            refuse(i, "who is in a group is asked of values: what was rounded away cannot be looked at");
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

void Program::find_orders() {
    orders_of_.assign(steps_.size(), 0);
    std::vector<std::pair<std::size_t, std::size_t>> known; // first and last step of the numbers
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        if (!needs_order(steps_[i].op)) continue;
        const std::size_t last = is_within(steps_[i].op) ? starts_[i - 1] - 1 : i - 1, first = starts_[last];
        const auto at = [&](std::size_t j) { return steps_.begin() + static_cast<std::ptrdiff_t>(j); };
        const auto same = std::find_if(known.begin(), known.end(), [&](const auto& other) {
            return std::equal(at(first), at(last) + 1, at(other.first), at(other.second) + 1);
        });
        orders_of_[i] = static_cast<std::size_t>(same - known.begin());
        if (same == known.end()) known.emplace_back(first, last);
    }
    orders_ = known.size();
}

} // namespace yanbao::screen
