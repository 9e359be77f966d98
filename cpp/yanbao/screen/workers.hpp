#pragma once

#include <cstddef>
#include <functional>

namespace yanbao::screen {

/// Runs `work(worker, first, count)` over all of `items` in runs of `run` items, on up to `workers` threads, this one
/// among them (0: as many as the machine has).  Which worker takes which run is not said; one worker takes its runs
/// one after the other.  The first exception ends the work and is thrown here.
void share(std::size_t items, std::size_t run, std::size_t workers,
           const std::function<void(std::size_t worker, std::size_t first, std::size_t count)>& work);

/// How many workers `share` may start.
std::size_t workers_for(std::size_t items, std::size_t run, std::size_t workers);

} // namespace yanbao::screen
