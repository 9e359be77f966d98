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
    mean,     ///< of those of its cross-section that have a value
    group,    ///< pushes a column of groups
    members,  ///< the group of the cells that say yes
    // of a number and a group: the same among the cells of a cross-section that are in one group; a cell that is in
    // none has no value
    rank_within,
    quantile_within,
    top_within,
    mean_within,
};
constexpr Op last_op = Op::mean_within;

/// Whether it looks at the cells of a group.
constexpr bool is_within(Op op) noexcept { return op >= Op::rank_within; }

/// `less`, `both`, ...
std::string_view name(Op op) noexcept;
std::optional<Op> op_of(std::string_view name) noexcept;

struct Step {
    Op op = Op::constant;
    std::uint32_t index = 0; ///< of the column, flag or group; n of `top`
    double value = 0.0;      ///< of the constant

    friend bool operator==(const Step&, const Step&) = default;
};

enum class Kind : std::uint8_t { number, truth, group };

/// Bounds on what a program may ask for.
struct ProgramLimits {
    std::size_t steps = 4096;
    std::size_t depth = 256;
};

/// A program that has been found to make sense.
class Program {
  public:
    /// Throws InvalidValue, naming the step, where one finds too little or the wrong kind on the stack, names
    /// a column that is not there, asks under `surely` for a group that figures decide, or leaves anything but a
    /// number or a truth; LimitExceeded beyond a bound.
    Program(std::vector<Step> steps, std::size_t columns, std::size_t flags, std::size_t groups = 0,
            const ProgramLimits& limits = {});

    const std::vector<Step>& steps() const noexcept { return steps_; }
    Kind kind() const noexcept { return kinds_.back(); }
    std::size_t columns() const noexcept { return columns_; }
    std::size_t flags() const noexcept { return flags_; }
    std::size_t groups() const noexcept { return groups_; }
    /// First step of the part of the program that computes what step `i` pushes.
    std::size_t start_of(std::size_t i) const noexcept { return starts_[i]; }
    /// Whether step `i` stands under a `surely` or `possibly`.
    bool by_bounds(std::size_t i) const noexcept { return by_bounds_[i]; }
    bool any_by_bounds() const noexcept;
    /// Whether step `i` decides who is in a group: that is asked of values, never of bounds.
    bool for_members(std::size_t i) const noexcept { return for_members_[i]; }
    /// Where a step places its cells among others by their order: which order, the same for the same numbers.
    std::size_t order_of(std::size_t i) const noexcept { return orders_of_[i]; }
    std::size_t orders() const noexcept { return orders_; }
    /// Last steps of the terms that the whole joins by `both`, in order; the whole itself if it joins none.
    const std::vector<std::size_t>& terms() const noexcept { return terms_; }

  private:
    void check(const ProgramLimits& limits);
    void check_operands(std::size_t i, const std::vector<std::size_t>& stack) const;
    void find_bounds();
    void find_terms();
    void find_orders();

    std::vector<Step> steps_;
    std::vector<Kind> kinds_;
    std::vector<std::size_t> starts_, terms_, orders_of_;
    std::vector<bool> by_bounds_, for_members_;
    std::size_t columns_, flags_, groups_, orders_ = 0;
};

} // namespace yanbao::screen
