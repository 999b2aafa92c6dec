#include "handlers/accounts/keyed_changes.hpp"

#include <algorithm>

#include "router/core/json.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;

struct Refusal {
    ErrorKind kind;
    int status;
};
constexpr Refusal kRefusals[] = {
    {ErrorKind::invalid, 400}, {ErrorKind::forbidden, 403}, {ErrorKind::not_found, 404}, {ErrorKind::conflict, 409}};

bool is_refusal(const Error& error) {
    return std::any_of(std::begin(kRefusals), std::end(kRefusals),
                       [&](const Refusal& refusal) { return refusal.kind == error.kind; });
}

HttpResponse to_kept(const Error& error) {
    HttpResponse kept;
    for (const auto& refusal : kRefusals)
        if (refusal.kind == error.kind) kept.status = refusal.status;
    json::Writer writer;
    writer.begin_object();
    writer.member("code", error.code);
    writer.member("detail", error.detail);
    writer.key("fields");
    writer.begin_array();
    for (const auto& field : error.fields) {
        writer.begin_array();
        writer.value(field.field);
        writer.value(field.problem);
        writer.end_array();
    }
    writer.end_array();
    writer.end_object();
    kept.body = writer.take();
    return kept;
}

Error from_kept(const HttpResponse& kept) {
    Error error;
    error.kind = ErrorKind::conflict;
    for (const auto& refusal : kRefusals)
        if (refusal.status == kept.status) error.kind = refusal.kind;
    const auto document = json::Document::parse(kept.body);
    if (!document) return error;
    error.code = document->root().string("code").value_or("");
    error.detail = document->root().string("detail").value_or("");
    const auto fields = document->root().find("fields");
    for (const auto& field : fields ? fields->elements() : std::vector<json::Value>{}) {
        const auto parts = field.elements();
        error.fields.push_back(
            {std::string(parts.at(0).as_string().value_or("")), std::string(parts.at(1).as_string().value_or(""))});
    }
    return error;
}

// What one transaction finds out, on a database thread; read when it has ended.
struct Attempt {
    bool done_before = false;
    bool refused = false;  // by the change itself
};

Result<void> attempt_in(UnitOfWork& unit_of_work, KeptAnswers& answers, const KeyedRequest& request,
                        const Transactions::Job& change, Attempt& attempt) {
    const auto before = answers.claim(unit_of_work, request);
    attempt.done_before = !before && before.error().code == kAnswerNotKept;
    if (attempt.done_before) return Result<void>::success();
    if (!before) return before.error();
    if (*before) return from_kept(**before);
    const auto changed = change(unit_of_work);
    attempt.refused = !changed && is_refusal(changed.error());
    if (!changed) return changed.error();
    return answers.keep(unit_of_work, request, nullptr);
}

}  // namespace

asio::awaitable<Result<bool>> KeyedChanges::run(const Message& message, Account account, Transactions::Job change,
                                                Deadline deadline) {
    const auto key = message.extension(kChangeKey);
    if (!key.empty()) {
        KeyedRequest request{
            std::string(name_of(account.kind)) + "/" + std::to_string(account.id) + "\n" + std::string(key),
            message.type + "\n" + std::string(message.data_text())};
        auto running = run_once(std::move(request), std::move(change), deadline);
        auto outcome = co_await std::move(running);
        co_return outcome;
    }
    const auto done = co_await transactions_.run(std::move(change), deadline);
    if (!done) co_return done.error();
    co_return true;
}

asio::awaitable<Result<bool>> KeyedChanges::run_once(KeyedRequest request, Transactions::Job change,
                                                     Deadline deadline) {
    const auto attempt = std::make_shared<Attempt>();  // shared: the job may outlive the wait for it
    Transactions::Job job = [this, request, change = std::move(change), attempt](UnitOfWork& unit_of_work) {
        return attempt_in(unit_of_work, answers_, request, change, *attempt);
    };
    const auto done = co_await transactions_.run(std::move(job), deadline);
    if (done) co_return !attempt->done_before;
    // A refusal came from the job, which has then ended; whoever gave up may not look at what it still writes.
    if (!is_refusal(done.error()) || !attempt->refused) co_return done.error();
    auto keeping = keep_refusal(std::move(request), done.error(), deadline);
    const auto kept = co_await std::move(keeping);
    if (!kept && kept.error().code == kAnswerNotKept) co_return false;
    if (!kept) co_return kept.error();
    co_return done.error();
}

// The transaction of the refused change is gone, and with it its claim; so this one claims again. What another process
// has meanwhile kept stays; kAnswerNotKept when it has done the change.
asio::awaitable<Result<void>> KeyedChanges::keep_refusal(KeyedRequest request, Error refusal, Deadline deadline) {
    Transactions::Job job = [this, request = std::move(request),
                             kept = to_kept(refusal)](UnitOfWork& unit_of_work) -> Result<void> {
        const auto before = answers_.claim(unit_of_work, request);
        if (!before) return before.error();
        if (*before) return Result<void>::success();
        return answers_.keep(unit_of_work, request, &kept);
    };
    auto done = co_await transactions_.run(std::move(job), deadline);
    co_return done;
}

}  // namespace hub::accounts
