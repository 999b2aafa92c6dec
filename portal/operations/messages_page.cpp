#include <array>

#include "portal/operations/operations_request.hpp"

namespace hub::portal {
namespace {

// What can be asked for, by the names of the form and of `passport-hub messages list`.
constexpr std::array<const char*, 10> kNames{"state",   "type",  "person", "shop",  "campaign",
                                             "subject", "since", "until",  "after", "limit"};
constexpr std::array<const char*, 7> kStates{"pending", "leased", "sending", "sent", "failed", "unknown", "parked"};

using Search = std::vector<std::pair<std::string, std::string>>;  // what was given of kNames

Search search_from(const HttpParameters& parameters) {
    Search search;
    for (const char* name : kNames)
        if (const auto value = find_parameter(parameters, name); value && !value->empty())
            search.emplace_back(name, std::string(*value));
    return search;
}

std::string value_of(const Search& search, std::string_view name) {
    for (const auto& [given, value] : search)
        if (given == name) return value;
    return {};
}

std::string data_of(const Search& search) {
    json::Writer writer;
    writer.begin_object();
    for (const auto& [name, value] : search) writer.member(name, value);
    writer.end_object();
    return writer.take();
}

// The same search, from another message on; from the newest when `after` is empty.
std::string url_of(const Search& search, const std::string& after) {
    std::string query;
    const auto add = [&query](const std::string& name, const std::string& value) {
        query += (query.empty() ? "?" : "&") + name + "=" + percent_encode(value);
    };
    for (const auto& [name, value] : search)
        if (name != "after") add(name, value);
    if (!after.empty()) add("after", after);
    return "/messages" + query;
}

bool is_narrowed(const Search& search) {
    for (const auto& [name, value] : search)
        if (name != "limit" && name != "after") return true;
    return false;
}

void fill_form(Values page, const Search& search) {
    for (const auto& [place, name] : {std::pair{"TYPE", "type"},
                                      {"PERSON", "person"},
                                      {"SHOP", "shop"},
                                      {"CAMPAIGN", "campaign"},
                                      {"SUBJECT", "subject"},
                                      {"SINCE", "since"},
                                      {"UNTIL", "until"}})
        page.set(place, value_of(search, name));
    const auto chosen = value_of(search, "state");
    for (const char* state : kStates) {
        Values option = page.row("STATE");
        option.set("NAME", state);
        if (chosen == state) option.show("CHOSEN");
    }
    if (is_narrowed(search)) page.show("NARROWED");
}

void fill_deliveries(Values row, const json::Value& message) {
    const auto deliveries = message.find("deliveries");
    if (!deliveries || deliveries->size() == 0) return row.show("NO_ROUTE");
    for (const auto& delivery : deliveries->elements()) {
        Values entry = row.row("DELIVERY");
        entry.set("CONNECTOR", text_of(delivery, "connector"));
        entry.set("STATE", text_of(delivery, "state"));
        entry.set("CODE", text_of(delivery, "error_code"));
    }
}

void fill_list(Values page, const json::Value& list, const Search& search) {
    const auto messages = list.find("messages");
    const auto elements = messages ? messages->elements() : std::vector<json::Value>{};
    const auto matched = std::to_string(list.integer("matched").value_or(0));
    if (elements.empty()) return page.show(is_narrowed(search) ? "NO_MATCH" : "NO_MESSAGE");
    Values section = page.row("LIST");
    const bool more = list.boolean("matched_more").value_or(false);
    section.set("COUNT", std::to_string(elements.size()) + " of " + (more ? "more than " : "") + matched);
    for (const auto& message : elements) {
        Values row = section.row("MESSAGE");
        const auto id = text_of(message, "id");
        row.set("URL", "/messages/" + id);
        row.set("TYPE", text_of(message, "type"));
        row.set("SUBJECT", text_of(message, "subject"));
        set_time(row, "ACCEPTED", text_of(message, "accepted_at"));
        fill_deliveries(row, message);
    }
    const auto next = text_of(list, "next");
    const bool later = !value_of(search, "after").empty();
    if (next.empty() && !later) return;
    Values pager = section.row("PAGER");
    if (!next.empty()) pager.row("NEXT").set("URL", url_of(search, next));
    if (later) pager.row("FIRST").set("URL", url_of(search, ""));
}

HttpResponse render(const OperationsRequest& request, const Search& search, const Result<Reply>& reply) {
    PageData page("messages.tpl");
    page.layout().show("AT_MESSAGES");
    Values values = page.content();
    fill_form(values, search);
    if (reply) {
        fill_list(values, reply->document.root(), search);
        return finish_operations_page(request, page, "Messages");
    }
    const auto& error = reply.error();
    if (error.kind != ErrorKind::invalid) return failure_operations_page(request, error);
    Values problems = values.row("PROBLEMS");
    for (const auto& [field, problem] : error.fields) problems.text_row("PROBLEM", field + " " + problem);
    return finish_operations_page(request, page, "Messages: that cannot be looked for", 400);
}

}  // namespace

boost::asio::awaitable<HttpResponse> messages_page(OperationsRequest request) {
    const auto parameters = parse_urlencoded(query_of(request.page.http.target));
    if (!parameters) {
        const Error error{ErrorKind::invalid, "messages.query", "the address is not well formed"};
        co_return request.json ? json_failure(error) : failure_operations_page(request, error);
    }
    const Search search = search_from(*parameters);
    std::string data = data_of(search);
    auto reply = co_await ask_for(request.page, "message.list", std::move(data));
    if (!request.json) co_return render(request, search, reply);
    co_return reply ? json_answer(reply->text) : json_failure(reply.error());
}

}  // namespace hub::portal
