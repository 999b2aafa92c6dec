#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "handlers/questions/question_store.hpp"
#include "router/core/clock.hpp"
#include "router/core/connector.hpp"
#include "router/runtime/task_group.hpp"

namespace hub::passport_db {

// Takes chat.question {"kind","question","intent","other_intent"?}: counts it in memory and returns at once, so that
// nobody who asks waits for PostgreSQL; what has come together is written in one transaction as soon as the one before
// has ended. While PostgreSQL is away at most kMostWaiting different questions are kept; further ones are counted in
// hub_questions_lost_total. What is in memory when the process dies is lost: it is statistics.
// Errors: invalid (wrong fields are named).
class QuestionLog final : public Sink {
public:
    static constexpr std::size_t kMostWaiting = 1'000;

    // The references must outlive it and the I/O thread's tasks.
    QuestionLog(questions::QuestionStore& store, Transactions& transactions, const Clock& clock)
        : store_(store), transactions_(transactions), clock_(clock) {}

    boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) override;
    boost::asio::awaitable<Result<void>> check(Deadline deadline) override;

private:
    using Key = std::tuple<std::string, std::string, std::string, std::string>;

    void keep(questions::Question question);
    boost::asio::awaitable<void> write_waiting();
    boost::asio::awaitable<Result<void>> write(std::vector<questions::Question> questions);

    questions::QuestionStore& store_;
    Transactions& transactions_;
    const Clock& clock_;
    std::map<Key, questions::Question> waiting_;
    bool writing_ = false;
    bool failing_ = false;  // logged once, until a write succeeds
    std::unique_ptr<runtime::TaskGroup> tasks_;
};

}  // namespace hub::passport_db
