#include "queues/loop_thread.hpp"

#include <exception>

#include "router/core/log.hpp"

namespace hub::queues {

using std::chrono::milliseconds;

LoopThread::LoopThread(std::string name, Step step) : name_(std::move(name)), step_(std::move(step)) {}

LoopThread::~LoopThread() {
    request_stop();
    if (thread_.joinable()) thread_.join();
}

void LoopThread::start() {
    finished_ = false;
    thread_ = std::thread([this] { work(); });
}

void LoopThread::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

void LoopThread::request_stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
}

void LoopThread::work() {
    for (;;) {
        milliseconds pause(1'000);
        try {
            pause = step_();
        } catch (const std::exception& exception) {
            log::error("delivery.step_threw", {{"thread", name_}, {"what", exception.what()}});
        }
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, pause, [this] { return stopping_ || woken_; });
        woken_ = false;
        if (stopping_) break;
    }
    finished_ = true;
}

}  // namespace hub::queues
