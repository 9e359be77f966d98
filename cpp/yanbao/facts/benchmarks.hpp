#pragma once

#include "yanbao/facts/context.hpp"

namespace yanbao::facts {

/// The index that each market is held against: A股市场以沪深300指数(000300.SH)为基准; 港股基准指数为恒生指数.
void read_benchmarks(const Context& context, Facts& facts);

} // namespace yanbao::facts
