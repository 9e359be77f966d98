#pragma once
// Steps of a screen's program, as the tests write them.

#include "yanbao/screen/program.hpp"

namespace yanbao::test {

inline screen::Step column(std::uint32_t i) { return {screen::Op::column, i, 0.0}; }
inline screen::Step constant(double x) { return {screen::Op::constant, 0, x}; }
inline screen::Step flag(std::uint32_t i) { return {screen::Op::flag, i, 0.0}; }
inline screen::Step op(screen::Op o, std::uint32_t n = 0) { return {o, n, 0.0}; }

} // namespace yanbao::test
