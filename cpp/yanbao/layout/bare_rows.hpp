#pragma once
// Rows of a pipe table without outer pipes: a | b | c.

#include <cstddef>
#include <string_view>

namespace yanbao::layout {

/// The dashes under a pipe table's head, without the outer pipes.
bool is_rule(std::string_view inner) noexcept;

/// Asked for one line after the other; every line is looked at once.
class BareRows {
  public:
    explicit BareRows(std::string_view source) : source_(source) {}

    /// Where the run of rows ends that the line [start, end) stands in; `start` or less where it stands in none.  Lines
    /// are rows where as many pipes part each of them, and three follow each other or the second is a rule.
    std::size_t run_end(std::size_t start, std::size_t end);

  private:
    std::string_view source_;
    std::size_t looked_ = 0, run_end_ = 0;
};

} // namespace yanbao::layout
