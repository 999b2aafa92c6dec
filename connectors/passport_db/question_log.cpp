#include "connectors/passport_db/question_log.hpp"

#include <utility>

#include <boost/asio/this_coro.hpp>

#include "handlers/catalog/field_reader.hpp"
#include "handlers/catalog/folding.hpp"
#include "router/core/japanese_time.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::passport_db {
namespace {

constexpr std::chrono::seconds kLongestWrite{5};
constexpr std::size_t kLongestQuestion = 256;  // code points, as the column takes
constexpr std::size_t kLongestIntent = 200;

std::string day_of(WallTime time) { return japanese_text(time).substr(0, 10); }

std::string read_text(catalog::FieldReader& reader, const char* name, std::size_t longest, bool required) {
    auto text = reader.text(name);
    std::erase(text, '\0');  // no text of PostgreSQL can hold it, and one question must not keep back the others
    if ((required && text.empty()) || catalog::count_code_points(text) > longest)
        reader.wrong(name, "must be a text of 1 to " + std::to_string(longest) + " characters");
    return text;
}

Result<questions::Question> read_question(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "chat.question_invalid");
    questions::Question question;
    question.kind = reader.text("kind");
    if (question.kind != "unanswered" && question.kind != "disagreed")
        reader.wrong("kind", "must be unanswered or disagreed");
    question.text = read_text(reader, "question", kLongestQuestion, true);
    question.intent = read_text(reader, "intent", kLongestIntent, false);
    question.other_intent = read_text(reader, "other_intent", kLongestIntent, false);
    if (!reader.ok()) return reader.problems();
    question.times = 1;
    return question;
}

}  // namespace

boost::asio::awaitable<Result<Receipt>> QuestionLog::deliver(Message message, Delivery) {
    auto question = read_question(message);
    if (!question) co_return question.error();
    question->first_asked_on = question->last_asked_on = day_of(clock_.wall());
    keep(std::move(*question));
    if (!writing_) {
        const auto executor = co_await boost::asio::this_coro::executor;
        if (!tasks_) tasks_ = std::make_unique<runtime::TaskGroup>(executor);
        writing_ = true;
        tasks_->spawn("question_log.write", write_waiting());
    }
    co_return Receipt{};
}

boost::asio::awaitable<Result<void>> QuestionLog::check(Deadline) { co_return Result<void>::success(); }

void QuestionLog::keep(questions::Question question) {
    Key key(question.kind, question.text, question.intent, question.other_intent);
    const auto known = waiting_.find(key);
    if (known != waiting_.end()) {
        known->second.times += question.times;
        known->second.last_asked_on = std::max(known->second.last_asked_on, question.last_asked_on);
    } else if (waiting_.size() < kMostWaiting) {
        waiting_.emplace(std::move(key), std::move(question));
    } else {
        static auto& lost = metrics::number("hub_questions_lost_total");
        lost += question.times;
    }
}

// What could not be written waits for the next question, so that PostgreSQL is not asked again and again.
boost::asio::awaitable<void> QuestionLog::write_waiting() {
    bool written = true;
    while (written && !waiting_.empty()) {
        std::vector<questions::Question> questions;
        for (auto& [key, question] : waiting_) questions.push_back(std::move(question));
        waiting_.clear();
        const auto result = co_await write(questions);
        written = result.ok();
        const bool failed_before = std::exchange(failing_, !written);
        if (written) continue;
        if (!failed_before) log::warning("question_log.not_written", {{"code", result.error().code}});
        // One that the database will never take must not stand in the way of the others for good.
        if (result.error().kind == ErrorKind::transient || result.error().kind == ErrorKind::throttled ||
            result.error().kind == ErrorKind::cancelled)
            for (auto& question : questions) keep(std::move(question));
    }
    writing_ = false;
}

boost::asio::awaitable<Result<void>> QuestionLog::write(std::vector<questions::Question> questions) {
    Transactions::Job job = [&store = store_, questions = std::move(questions)](UnitOfWork& unit_of_work) {
        store.note(unit_of_work, questions);
        return Result<void>::success();
    };
    const auto result = co_await transactions_.run(std::move(job), Deadline::after(clock_, kLongestWrite));
    co_return result;
}

}  // namespace hub::passport_db
