#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "router/core/http.hpp"

namespace hub::test {

// Answers requests from a script and records them.
class FakeHttpClient final : public HttpClient {
public:
    using Answer = std::function<Result<HttpResponse>(const HttpRequest&)>;

    boost::asio::awaitable<Result<HttpResponse>> send(HttpRequest request, Deadline) override {
        requests.push_back(request);
        if (before_answer) {
            auto waiting = before_answer();
            co_await std::move(waiting);
        }
        if (answers.empty()) co_return Error{ErrorKind::transient, "fake.no_answer", "nothing is scripted"};
        const auto answer = answers.front();
        if (answers.size() > 1 || !repeat_last) answers.pop_front();
        co_return answer(request);
    }

    void will_answer(int status, std::string body, HttpHeaders headers = {}) {
        answers.push_back([=](const HttpRequest&) -> Result<HttpResponse> {
            return HttpResponse{status, headers, body, nullptr};
        });
    }
    void will_fail(Error error) {
        answers.push_back([=](const HttpRequest&) -> Result<HttpResponse> { return error; });
    }

    std::vector<HttpRequest> requests;
    std::deque<Answer> answers;
    bool repeat_last = false;                                     // the last answer serves all further requests
    std::function<boost::asio::awaitable<void>()> before_answer;  // runs before each answer when set
};

}  // namespace hub::test
