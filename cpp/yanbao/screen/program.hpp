#pragma once
// A condition over metrics, as a postfix program: each step pops what it works on and pushes what it finds.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace yanbao::screen {

enum class Op : std::uint8_t {
    column,   ///< pushes a column of numbers
    constant, ///< pushes a number
    flag,     ///< pushes a column of truths
    negate,
    add,
    subtract,
    multiply,
    divide,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    both,
    either,
    invert,
    surely,   ///< yes where the printed precision leaves no doubt; the comparisons under it look at bounds
    possibly, ///< yes where the printed precision leaves it open
    rank,     ///< 1 for the smallest of its cross-section; equals share their mean rank
    quantile, ///< rank over the number that have a value: above 0, up to 1
    top,      ///< yes for the n largest of a cross-section, with all that equal the last of them
};

/// `less`, `both`, ...
std::string_view name(Op op) noexcept;
std::optional<Op> op_of(std::string_view name) noexcept;

struct Step {
    Op op = Op::constant;
    std::uint32_t index = 0; ///< of the column or flag; n of `top`
    double value = 0.0;      ///< of the constant
};

enum class Kind : std::uint8_t { number, truth };

/// Bounds on what a program may ask for.
struct ProgramLimits {
    std::size_t steps = 4096;
    std::size_t depth = 256;
};

/// A program that has been found to make sense.
class Program {
  public:
    /// Throws InvalidValue, naming the step, where one finds too little or the wrong kind on the stack, names
    /// a column that is not there, or leaves anything but one value; LimitExceeded beyond a bound.
    Program(std::vector<Step> steps, std::size_t columns, std::size_t flags,
            const ProgramLimits& limits = {});

    const std::vector<Step>& steps() const noexcept { return steps_; }
    Kind kind() const noexcept { return kinds_.back(); }
    std::size_t columns() const noexcept { return columns_; }
    std::size_t flags() const noexcept { return flags_; }
    /// First step of the part of the program that computes what step `i` pushes.
    std::size_t start_of(std::size_t i) const noexcept { return starts_[i]; }
    /// Whether step `i` stands under a `surely` or `possibly`.
    bool by_bounds(std::size_t i) const noexcept { return by_bounds_[i]; }
    /// Last steps of the terms that the whole joins by `both`, in order; the whole itself if it joins none.
    const std::vector<std::size_t>& terms() const noexcept { return terms_; }

  private:
    void check(const ProgramLimits& limits);
    void find_terms();

    std::vector<Step> steps_;
    std::vector<Kind> kinds_;
    std::vector<std::size_t> starts_, terms_;
    std::vector<bool> by_bounds_;
    std::size_t columns_, flags_;
};

} // namespace yanbao::screen
