#include "queues/operations/operations_handlers.hpp"

#include "queues/messages_read.hpp"
#include "queues/operations/state_read.hpp"
#include "router/core/in_transaction.hpp"
#include "router/core/json.hpp"

namespace hub::queues {
namespace {

using Reading = std::function<Result<std::string>(UnitOfWork&)>;

// Runs `reading` in a transaction; its text is the reply.
boost::asio::awaitable<Result<SharedText>> reply_of(Transactions& transactions, Reading reading, Deadline deadline) {
    auto text = co_await in_transaction(transactions, std::move(reading), deadline);
    if (!text) co_return text.error();
    co_return std::make_shared<const std::string>(std::move(*text));
}

boost::asio::awaitable<Result<SharedText>> failed(Error error) { co_return error; }

MessageSearch search_from(const json::Value& data) {
    auto search = search_in(data);
    search.after = data.string("after").value_or("");
    if (const auto limit = data.string("limit"); limit && !limit->empty()) search.limit = *limit;
    return search;
}

}  // namespace

boost::asio::awaitable<Result<SharedText>> OperationsStateHandler::handle(Message, Deadline deadline) {
    Reading reading = [](UnitOfWork& unit_of_work) { return Result<std::string>(read_state(unit_of_work)); };
    return reply_of(transactions_, std::move(reading), deadline);
}

boost::asio::awaitable<Result<SharedText>> MessageListHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return failed(document.error());
    const auto filter = read_filter(search_from(document->root()));
    if (!filter) return failed(filter.error());
    Reading reading = [filter = *filter, retention = retention_](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto list = list_messages(unit_of_work, filter, retention);
        if (!list) return list.error();
        return to_json(*list);
    };
    return reply_of(transactions_, std::move(reading), deadline);
}

boost::asio::awaitable<Result<SharedText>> MessageShowHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return failed(document.error());
    Reading reading = [id = std::string(document->root().string("id").value_or("")),
                       retention = retention_](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto messages = find_messages(unit_of_work, id, retention);
        if (!messages) return messages.error();
        return to_json(*messages);
    };
    return reply_of(transactions_, std::move(reading), deadline);
}

}  // namespace hub::queues
