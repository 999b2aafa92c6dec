#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace hub::queues {

// A thread that does the same step again and again until it is asked to stop.
class LoopThread {
public:
    // One round of work; returns how long to pause before the next. What it throws is logged and followed by a pause.
    using Step = std::function<std::chrono::milliseconds()>;

    LoopThread(std::string name, Step step);
    // Asks to stop and waits for the round under way.
    ~LoopThread();
    LoopThread(const LoopThread&) = delete;
    LoopThread& operator=(const LoopThread&) = delete;

    void start();
    // Ends the present pause.
    void wake();
    void request_stop();
    // Whether the last round is over (true before start()).
    bool finished() const { return finished_; }
    const std::string& name() const { return name_; }

private:
    void work();

    const std::string name_;
    const Step step_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    bool woken_ = false;
    std::atomic<bool> finished_{true};
    std::thread thread_;
};

}  // namespace hub::queues
