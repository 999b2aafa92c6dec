#include "router/runtime/blocking_pool.hpp"

#include <exception>

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "router/core/log.hpp"

namespace hub::runtime {

BlockingPool::BlockingPool(std::string name, std::size_t threads, std::size_t most_waiting, const Clock& clock)
    : name_(std::move(name)), most_waiting_(most_waiting), clock_(clock) {
    threads_.reserve(threads);
    for (std::size_t index = 0; index < threads; ++index) threads_.emplace_back([this] { work(); });
}

BlockingPool::~BlockingPool() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

bool BlockingPool::post(Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (closing_ || jobs_.size() >= most_waiting_) return false;
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

std::size_t BlockingPool::waiting() const {
    const std::lock_guard lock(mutex_);
    return jobs_.size();
}

void BlockingPool::work() {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return closing_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job();
    }
}

namespace {

template <typename Value>
Result<Value> run_caught(const std::function<Result<Value>()>& job, const std::string& pool_name) {
    try {
        return job();
    } catch (const std::exception& exception) {
        log::error("pool.job_threw", {{"pool", pool_name}, {"what", exception.what()}});
        return Error{ErrorKind::bug, "pool.job_threw", exception.what()};
    }
}

}  // namespace

template <typename Value>
boost::asio::awaitable<Result<Value>> run_blocking(BlockingPool& pool, std::function<Result<Value>()> job,
                                                   Deadline deadline) {
    namespace asio = boost::asio;
    auto initiation = [&pool, job = std::move(job), deadline](auto handler) mutable {
        auto executor = asio::get_associated_executor(handler);
        // The handler is move-only and std::function wants copies: it travels behind a shared_ptr.
        auto shared_handler = std::make_shared<decltype(handler)>(std::move(handler));
        auto finish = [executor, shared_handler,
                       guard = asio::make_work_guard(executor)](Result<Value> result) mutable {
            asio::post(executor, [shared_handler, result = std::move(result)]() mutable {
                (*shared_handler)(std::exception_ptr(), std::move(result));
            });
        };
        const bool queued = pool.post([&pool, job = std::move(job), deadline, finish]() mutable {
            if (deadline.passed(pool.clock()))
                finish(Error{ErrorKind::cancelled, "deadline.passed", "the job could not start in time"});
            else
                finish(run_caught<Value>(job, pool.name()));
        });
        if (!queued)
            finish(Error{ErrorKind::throttled, "pool.full", "too many jobs are waiting for the pool " + pool.name()});
    };
    return asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr, Result<Value>)>(
        std::move(initiation), asio::use_awaitable);
}

template boost::asio::awaitable<Result<void>> run_blocking<void>(BlockingPool&, std::function<Result<void>()>,
                                                                 Deadline);
template boost::asio::awaitable<Result<std::string>> run_blocking<std::string>(
    BlockingPool&, std::function<Result<std::string>()>, Deadline);
template boost::asio::awaitable<Result<Result<std::string>>> run_blocking<Result<std::string>>(
    BlockingPool&, std::function<Result<Result<std::string>>()>, Deadline);

}  // namespace hub::runtime
