#include "yanbao/screen/workers.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace yanbao::screen {

std::size_t workers_for(std::size_t items, std::size_t run, std::size_t workers) {
    if (workers == 0) workers = std::thread::hardware_concurrency();
    return std::clamp<std::size_t>(workers, 1, std::max<std::size_t>(1, (items + run - 1) / run));
}

void share(std::size_t items, std::size_t run, std::size_t workers,
           const std::function<void(std::size_t, std::size_t, std::size_t)>& work) {
    workers = workers_for(items, run, workers);
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failed;
    std::mutex failing;
    const auto take = [&](std::size_t worker) {
        try {
            for (std::size_t first = next.fetch_add(run); first < items; first = next.fetch_add(run))
                work(worker, first, std::min(run, items - first));
        } catch (...) {
            const std::scoped_lock lock(failing);
            if (!failed) failed = std::current_exception();
            next = items;
        }
    };
    std::vector<std::thread> threads;
    threads.reserve(workers - 1);
    for (std::size_t worker = 1; worker < workers; ++worker) {
        try {
            threads.emplace_back(take, worker);
        } catch (const std::system_error&) {
            break; // no more threads are to be had: those that run do it
        }
    }
    take(0);
    for (std::thread& thread : threads) thread.join();
    if (failed) std::rethrow_exception(failed);
}

} // namespace yanbao::screen
