#include "connectors/local_agent/local_agent.hpp"

#include "connectors/local_agent/catalog_values.hpp"
#include "connectors/local_agent/export_reader.hpp"
#include "handlers/catalog/folding.hpp"
#include "handlers/chat/japanese_days.hpp"
#include "router/core/json.hpp"
#include "router/core/log.hpp"

namespace hub::local_agent {
namespace {

constexpr std::size_t kLongestText = 256;  // as Dialogflow; what matching costs grows with it

struct Query {
    std::string text;
    std::string language;
    std::string position;  // JSON; empty when none
    std::vector<chat::AgentContext> contexts;
};

Result<Query> read_query(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    const auto data = document->root();
    const auto text = data.string("text");
    if (!text || catalog::count_code_points(*text) > kLongestText)
        return Error{ErrorKind::invalid, "agent.query_invalid", "the agent query has no usable text",
                     {}, {{"/text", "is required and must be a string of at most 256 characters"}}};
    Query query{std::string(*text), std::string(data.string("language").value_or("ja")), {},
                chat::read_contexts(data.find("contexts"))};
    const auto position = data.find("position");
    if (position && position->is_object()) query.position = position->to_json();
    return query;
}

std::string fulfilment_question(const Query& query, const Turn& turn) {
    json::Writer writer;
    writer.begin_object();
    writer.member("intent", turn.intent);
    writer.member("action", turn.action);
    writer.member("query_text", query.text);
    writer.key("parameters");
    writer.raw(turn.parameters);
    writer.key("contexts");
    chat::write_contexts(writer, turn.contexts);
    if (!query.position.empty()) {
        writer.key("position");
        writer.raw(query.position);
    }
    writer.member("language", query.language);
    writer.end_object();
    return writer.take();
}

// The fulfilment's messages replace the built-in ones, its contexts those of the same name.
void adopt(const json::Value& fulfilment, Turn& turn) {
    const auto messages = fulfilment.find("messages");
    if (messages && messages->size() > 0) {
        turn.messages.clear();
        for (const auto& message : messages->elements()) turn.messages.push_back(message.to_json());
    }
    for (auto& context : chat::read_contexts(fulfilment.find("contexts"))) {
        std::erase_if(turn.contexts, [&](const chat::AgentContext& one) { return one.name == context.name; });
        if (context.lifespan > 0) turn.contexts.push_back(std::move(context));
    }
}

std::string reply_of(const Turn& turn, const SharedText& fulfilment) {
    json::Writer writer;
    writer.begin_object();
    writer.member("agent", "local_agent");
    writer.member("intent", turn.intent);
    writer.member("fallback", turn.is_fallback);
    writer.key("messages");
    writer.begin_array();
    for (const auto& message : turn.messages) writer.raw(message);
    writer.end_array();
    writer.key("contexts");
    chat::write_contexts(writer, turn.contexts);
    if (fulfilment) {
        writer.key("fulfilment");
        writer.raw(*fulfilment);
    }
    writer.end_object();
    return writer.take();
}

// Asked beside another agent, to be compared: only what was understood counts, not the answer.
constexpr std::string_view kShadow = "agent.shadow";

Error not_loaded() { return {ErrorKind::permanent, "local_agent.not_loaded", "no agent export has been loaded"}; }

}  // namespace

Result<void> LocalAgent::reload(const std::string& directory) {
    auto definition = read_export(directory);
    if (!definition) return std::move(definition).error();
    const auto snapshot = catalog_.current();
    auto agent = std::make_shared<const Agent>(std::make_shared<const TrainedAgent>(std::move(*definition)),
                                               catalog_values(*snapshot));
    const std::lock_guard lock(current_->mutex);
    current_->agent = std::move(agent);
    current_->catalog_version = snapshot->version();
    return Result<void>::success();
}

std::shared_ptr<const Agent> LocalAgent::current() const {
    const std::lock_guard lock(current_->mutex);
    return current_->agent;
}

void LocalAgent::follow_catalog() {
    auto snapshot = catalog_.current();
    std::shared_ptr<const TrainedAgent> trained;
    {
        const std::lock_guard lock(current_->mutex);
        if (!current_->agent || current_->building || current_->catalog_version == snapshot->version()) return;
        current_->building = true;
        trained = current_->agent->trained();
    }
    const auto begun = run_aside_([current = current_, trained, snapshot] {
        std::shared_ptr<const Agent> next;
        try {
            next = std::make_shared<const Agent>(trained, catalog_values(*snapshot));
        } catch (const std::exception& exception) {
            log::error("local_agent.not_built", {{"what", exception.what()}});
        }
        const std::lock_guard lock(current->mutex);
        current->building = false;
        if (!next || current->agent->trained() != trained) return;  // or another export was loaded meanwhile
        std::swap(current->agent, next);
        current->catalog_version = snapshot->version();
    });
    if (begun) return;
    const std::lock_guard lock(current_->mutex);
    current_->building = false;
}

boost::asio::awaitable<Result<Receipt>> LocalAgent::deliver(Message message, Delivery delivery) {
    follow_catalog();
    const auto agent = current();
    if (!agent) co_return not_loaded();
    const auto query = read_query(message);
    if (!query) co_return query.error();
    auto turn = agent->answer(query->text, query->contexts, chat::japanese_day(clock_.wall()));

    SharedText fulfilment;
    if (turn.webhook_used && message.type != kShadow) {
        Message question = make_message_from(message, clock_, "/connectors/local_agent", "agent.fulfilment",
                                             fulfilment_question(*query, turn));
        const Result<SharedText> answer = co_await router_.ask(std::move(question), delivery.deadline);
        const auto document = json::Document::parse(answer && *answer ? std::string_view(**answer) : "null");
        if (document && document->root().is_object()) {
            fulfilment = *answer;
            adopt(document->root(), turn);
        } else {
            log::warning("local_agent.fulfilment_failed",
                         {{"intent", turn.intent}, {"code", answer ? "reply.not_an_object" : answer.error().code}});
        }
    }
    Receipt receipt;
    receipt.data = std::make_shared<const std::string>(reply_of(turn, fulfilment));
    co_return receipt;
}

boost::asio::awaitable<Result<void>> LocalAgent::check(Deadline) {
    follow_catalog();
    if (!current()) co_return not_loaded();
    co_return Result<void>::success();
}

}  // namespace hub::local_agent
