#include <algorithm>

#include "portal/operations/operations_request.hpp"

namespace hub::portal {
namespace {

void fill_provider(Values row, const json::Value& delivery) {
    const auto provider = delivery.find("provider");
    if (!provider) return;
    Values answer = row.row("PROVIDER");
    if (const auto status = provider->integer("status")) answer.text_row("STATUS", std::to_string(*status));
    if (provider->find("answer")) answer.text_row("ANSWER", text_of(*provider, "answer"));
}

// Each step of a delivery: when, from what to what, who, and what was said.
void fill_steps(Values row, const json::Value& delivery) {
    const auto events = delivery.find("events");
    if (!events) return;
    for (const auto& event : events->elements()) {
        Values step = row.row("STEP");
        set_time(step, "TIME", text_of(event, "at"));
        step.set("TO", text_of(event, "to"));
        if (event.find("from")) step.text_row("FROM", text_of(event, "from"));
        if (event.find("worker")) step.text_row("WORKER", text_of(event, "worker"));
        if (event.find("person")) step.text_row("PERSON", text_of(event, "person"));
        if (event.find("detail")) step.text_row("DETAIL", text_of(event, "detail"));
    }
}

void fill_delivery(Values row, const json::Value& delivery) {
    for (const auto& [place, name] : {std::pair{"ROUTE", "route"},
                                      {"CONNECTOR", "connector"},
                                      {"LANE", "lane"},
                                      {"STATE", "state"},
                                      {"KEY", "idempotency_key"}})
        row.set(place, text_of(delivery, name));
    for (const auto& [place, name] : {std::pair{"ID", "id"}, {"ATTEMPTS", "attempts"}, {"CRASHES", "crashes"}})
        row.set(place, std::to_string(delivery.integer(name).value_or(0)));
    if (delivery.find("recipient")) row.text_row("RECIPIENT", text_of(delivery, "recipient"));
    if (delivery.find("reason")) row.text_row("REASON", text_of(delivery, "reason"));
    if (delivery.find("advice")) row.text_row("ADVICE", text_of(delivery, "advice"));
    if (delivery.find("error_code")) {
        Values error = row.row("ERROR");
        error.set("CODE", text_of(delivery, "error_code"));
        error.set("DETAIL", text_of(delivery, "error_detail"));
    }
    if (delivery.find("provider_reference")) row.text_row("REFERENCE", text_of(delivery, "provider_reference"));
    fill_provider(row, delivery);
    fill_steps(row, delivery);
    set_time(row, "PUBLISHED", text_of(delivery, "published_at"));
    set_time(row, "NEXT", text_of(delivery, "next_attempt_at"));
    set_time(row, "KEPT", text_of(delivery, "kept_until"));
    if (const auto edited = delivery.find("edited_data")) row.text_row("EDITED", indented(*edited));
}

void fill_relations(Values row, const json::Value& message, const std::string& id) {
    const auto relations = message.find("relations");
    if (!relations) return row.show("ALONE");
    Values section = row.row("RELATIONS");
    if (relations->find("missing_cause")) section.text_row("MISSING", text_of(*relations, "missing_cause"));
    if (relations->boolean("more").value_or(false)) section.show("MORE");
    const auto messages = relations->find("messages");
    if (!messages) return;
    for (const auto& related : messages->elements()) {
        Values entry = section.row("RELATED");
        const auto depth = std::clamp<std::int64_t>(related.integer("depth").value_or(0), 0, 8);
        entry.set("DEPTH", std::to_string(depth));
        const auto related_id = text_of(related, "id");
        entry.set("URL", "/messages/" + related_id);
        entry.set("TYPE", text_of(related, "type"));
        entry.set("SUBJECT", text_of(related, "subject"));
        const auto states = text_of(related, "states");
        entry.set("STATES", states.empty() ? "no route takes it" : states);
        set_time(entry, "ACCEPTED", text_of(related, "accepted_at"));
        if (related_id == id) entry.show("THIS");
    }
}

void fill_message(Values row, const json::Value& message) {
    const auto id = text_of(message, "id");
    for (const auto& [place, name] :
         {std::pair{"ID", "id"}, {"TYPE", "type"}, {"SUBJECT", "subject"}, {"SOURCE", "source"}})
        row.set(place, text_of(message, name));
    set_time(row, "TIME", text_of(message, "time"));
    set_time(row, "ACCEPTED", text_of(message, "accepted_at"));
    row.set("JSON_URL", "/messages/" + id + ".json");
    if (const auto extensions = message.find("extensions"))
        for (const auto& [name, value] : extensions->members()) {
            Values extension = row.row("EXTENSION");
            extension.set("NAME", name);
            extension.set("VALUE", value.as_string().value_or(""));
        }
    if (const auto data = message.find("data")) row.text_row("DATA", indented(*data));
    const auto deliveries = message.find("deliveries");
    if (!deliveries || deliveries->size() == 0) row.show("NO_ROUTE");
    else
        for (const auto& delivery : deliveries->elements()) fill_delivery(row.row("DELIVERY"), delivery);
    fill_relations(row, message, id);
}

HttpResponse render(const OperationsRequest& request, const Reply& reply) {
    PageData page("message.tpl");
    page.layout().show("AT_MESSAGES");
    Values values = page.content();
    const auto list = reply.document.root().find("messages");
    const auto messages = list ? list->elements() : std::vector<json::Value>{};
    for (const auto& message : messages) fill_message(values.row("MESSAGE"), message);
    std::string title = messages.size() == 1 ? "Message " + text_of(messages.front(), "type")
                                             : std::to_string(messages.size()) + " messages";
    values.set("HEADING", title);
    if (messages.size() == 1) title += " " + text_of(messages.front(), "id");
    return finish_operations_page(request, page, title);
}

}  // namespace

boost::asio::awaitable<HttpResponse> message_page(OperationsRequest request) {
    std::string id(find_parameter(request.page.http.path_parameters, "id").value_or(std::string_view()));
    if (id.ends_with(".json")) id.resize(id.size() - 5);
    std::string data = "{\"id\":" + json::quote(id) + "}";
    auto reply = co_await ask_for(request.page, "message.show", std::move(data));
    if (request.json) co_return reply ? json_answer(reply->text) : json_failure(reply.error());
    co_return reply ? render(request, *reply) : failure_operations_page(request, reply.error());
}

}  // namespace hub::portal
