#include "yanbao/layout/bare_rows.hpp"

#include <algorithm>

namespace yanbao::layout {

namespace {

constexpr std::size_t fewest_bare_rows = 3;
constexpr std::ptrdiff_t fewest_bare_pipes = 2; ///< one alone parts a title from its day

// Pipes between cells; none where the line begins with one, or is blank.
std::ptrdiff_t pipes_in(std::string_view line) {
    const auto first = line.find_first_not_of(" \t\r");
    if (first == line.npos || line[first] == '|') return 0;
    return std::count(line.begin(), line.end(), '|');
}

} // namespace

bool is_rule(std::string_view inner) noexcept {
    return inner.find('-') != inner.npos && inner.find_first_not_of("-:| \t\r") == inner.npos;
}

std::size_t BareRows::run_end(std::size_t start, std::size_t end) {
    if (start < looked_) return run_end_;
    const std::ptrdiff_t pipes = pipes_in(source_.substr(start, end - start));
    looked_ = end;
    if (pipes == 0) return run_end_;
    std::size_t rows = 1;
    bool rule = false;
    while (looked_ < source_.size()) {
        const std::size_t from = looked_ + 1, stop = std::min(source_.find('\n', from), source_.size());
        const std::string_view line = source_.substr(from, stop - from);
        if (pipes_in(line) != pipes) break;
        if (rows == 1) rule = is_rule(line);
        ++rows;
        looked_ = stop;
    }
    if (rule || (rows >= fewest_bare_rows && pipes >= fewest_bare_pipes)) run_end_ = looked_;
    return run_end_;
}

} // namespace yanbao::layout
