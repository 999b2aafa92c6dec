#include "router/runtime/task_group.hpp"

#include <exception>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "router/core/log.hpp"

namespace hub::runtime {
namespace asio = boost::asio;

struct TaskGroup::State {
    explicit State(asio::any_io_executor task_executor) : executor(task_executor), changed(task_executor) {}
    asio::any_io_executor executor;
    asio::steady_timer changed;
    std::map<std::uint64_t, std::string> names;
    std::uint64_t next = 0;
    bool failed = false;
};

namespace {

std::string what_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
        return exception.what();
    } catch (...) {
        return "not a std::exception";
    }
}

}  // namespace

TaskGroup::TaskGroup(asio::any_io_executor executor) : state_(std::make_shared<State>(std::move(executor))) {}
TaskGroup::~TaskGroup() = default;

void TaskGroup::spawn(std::string name, asio::awaitable<void> task) {
    const auto number = state_->next++;
    state_->names.emplace(number, std::move(name));
    auto completion = [state = state_, number](std::exception_ptr thrown) {
        if (thrown) {
            state->failed = true;
            log::error("task.failed", {{"task", state->names[number]}, {"what", what_of(thrown)}});
        }
        state->names.erase(number);
        state->changed.cancel();
    };
    asio::co_spawn(state_->executor, std::move(task), std::move(completion));
}

asio::awaitable<bool> TaskGroup::join(Deadline deadline) {
    const auto state = state_;
    while (!state->names.empty() && asio::steady_timer::clock_type::now() < deadline.at()) {
        state->changed.expires_at(deadline.at());
        boost::system::error_code error;
        co_await state->changed.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
    co_return state->names.empty();
}

std::vector<std::string> TaskGroup::running() const {
    std::vector<std::string> names;
    for (const auto& [number, name] : state_->names) names.push_back(name);
    return names;
}

bool TaskGroup::failed() const { return state_->failed; }

}  // namespace hub::runtime
