#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"
#include "router/core/result.hpp"

namespace hub::runtime {

// A fixed number of threads for libraries that block (libpqxx, libcurl), with a bounded queue in front.
class BlockingPool {
public:
    // `threads` >= 1; at most `most_waiting` jobs wait besides those running. `name` is for logs and metrics.
    BlockingPool(std::string name, std::size_t threads, std::size_t most_waiting, const Clock& clock);
    // Lets queued jobs run to their end, then joins.
    ~BlockingPool();
    BlockingPool(const BlockingPool&) = delete;
    BlockingPool& operator=(const BlockingPool&) = delete;

    // A job owns what it needs by value and touches neither Asio objects nor hub state of the I/O thread.
    using Job = std::function<void()>;

    // Queues a job; false when the queue is full (the job was not and will not be run).
    bool post(Job job);

    std::size_t waiting() const;
    const std::string& name() const { return name_; }
    const Clock& clock() const { return clock_; }

private:
    void work();

    const std::string name_;
    const std::size_t most_waiting_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool closing_ = false;
    std::vector<std::thread> threads_;  // last: the threads use everything above
};

// Runs `job` on the pool and comes back to the awaiting coroutine's executor with its result.
// A plain function that returns an awaitable, never itself a coroutine (GCC 12 destroys captures twice otherwise).
// Errors: the job's own; throttled "pool.full"; cancelled "deadline.passed" when it could not start in time; what the
// job throws becomes `bug`. With Value = Result<T> these errors are told from the job's own. A job that has started is
// not abandoned: it must carry its own limits.
template <typename Value>
boost::asio::awaitable<Result<Value>> run_blocking(BlockingPool& pool, std::function<Result<Value>()> job,
                                                   Deadline deadline);

extern template boost::asio::awaitable<Result<void>> run_blocking<void>(BlockingPool&, std::function<Result<void>()>,
                                                                        Deadline);
extern template boost::asio::awaitable<Result<std::string>> run_blocking<std::string>(
    BlockingPool&, std::function<Result<std::string>()>, Deadline);
extern template boost::asio::awaitable<Result<Result<std::string>>> run_blocking<Result<std::string>>(
    BlockingPool&, std::function<Result<Result<std::string>>()>, Deadline);

}  // namespace hub::runtime
