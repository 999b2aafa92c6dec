#include "queues/message_relations.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <pqxx/pqxx>

#include "queues/time_column.hpp"
#include "router/core/ids.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kMost = 200;

using ByCause = std::unordered_map<std::string, std::vector<const RelatedMessage*>>;

// Depth first without recursion: chains may be as long as the list.
void add_tree(const RelatedMessage& root, const ByCause& by_cause, std::unordered_set<std::string>& placed,
              std::vector<RelatedMessage>& ordered) {
    std::vector<std::pair<const RelatedMessage*, int>> waiting{{&root, 0}};
    while (!waiting.empty()) {
        const auto [message, depth] = waiting.back();
        waiting.pop_back();
        if (!placed.insert(message->id).second) continue;
        ordered.push_back(*message);
        ordered.back().depth = depth;
        const auto caused = by_cause.find(message->id);
        if (caused == by_cause.end()) continue;
        for (auto next = caused->second.rbegin(); next != caused->second.rend(); ++next)
            waiting.emplace_back(*next, depth + 1);
    }
}

std::string extension(const json::Document& extensions, std::string_view name) {
    return std::string(extensions.root().string(name).value_or(""));
}

RelatedMessage related_from(const pqxx::row& row) {
    RelatedMessage message;
    message.id = row["id"].as<std::string>();
    message.type = row["type"].as<std::string>();
    message.subject = row["subject"].as<std::string>();
    message.accepted_at = row["at"].as<std::string>();
    message.caused_by = row["caused_by"].as<std::string>("");
    message.states = row["states"].as<std::string>("");
    return message;
}

pqxx::result family(pqxx::transaction_base& transaction, const std::string& id, const std::string& correlation,
                    const std::string& cause) {
    const auto uuid_or_nothing = [](const std::string& text) { return is_uuid(text) ? text : std::string(); };
    return transaction.exec_params(
        "WITH named AS (SELECT id, type, subject, accepted_at, extensions FROM hub.message WHERE id IN "
        "($1::uuid, nullif($2::text, '')::uuid, nullif($3::text, '')::uuid)), "
        "correlated AS (SELECT id, type, subject, accepted_at, extensions FROM hub.message "
        "WHERE extensions ->> 'correlationid' = $4 ORDER BY accepted_at, id LIMIT $5), "
        "family AS (SELECT * FROM named UNION SELECT * FROM correlated) "
        "SELECT id, type, subject, extensions ->> 'causationid' AS caused_by, " +
            rfc3339_column("accepted_at") +
            " AS at, "
            "(SELECT string_agg(connector || ' ' || state || CASE WHEN n > 1 THEN ' x' || n ELSE '' END, ', ') FROM "
            "(SELECT connector, state, count(*) AS n FROM hub.delivery_instruction JOIN hub.delivery USING (id) "
            "WHERE message_id = family.id "
            "GROUP BY connector, state ORDER BY connector, state) AS s) AS states "
            "FROM family ORDER BY accepted_at, id",
        id, uuid_or_nothing(correlation), uuid_or_nothing(cause), correlation, kMost + 1);
}

}  // namespace

std::vector<RelatedMessage> in_tree_order(std::vector<RelatedMessage> messages) {
    std::sort(messages.begin(), messages.end(), [](const RelatedMessage& left, const RelatedMessage& right) {
        return std::tie(left.accepted_at, left.id) < std::tie(right.accepted_at, right.id);
    });
    std::unordered_set<std::string> known, placed;
    for (const auto& message : messages) known.insert(message.id);
    ByCause by_cause;
    for (const auto& message : messages) by_cause[message.caused_by].push_back(&message);
    std::vector<RelatedMessage> ordered;
    for (const auto& message : messages)
        if (!known.contains(message.caused_by)) add_tree(message, by_cause, placed, ordered);
    for (const auto& message : messages) add_tree(message, by_cause, placed, ordered);
    return ordered;
}

Relations relations_of(pqxx::transaction_base& transaction, const std::string& id, const std::string& extensions) {
    Relations relations;
    const auto document = json::Document::parse(extensions);
    if (!document) return relations;
    const auto cause = extension(*document, "causationid");
    const auto correlation = extension(*document, "correlationid");
    std::vector<RelatedMessage> messages;
    bool cause_is_there = false;
    // What it began itself has its own id as correlation.
    for (const auto& row : family(transaction, id, correlation.empty() ? id : correlation, cause)) {
        messages.push_back(related_from(row));
        cause_is_there = cause_is_there || messages.back().id == cause;
    }
    if (!cause.empty() && !cause_is_there) relations.missing_cause = cause;
    relations.more = messages.size() > kMost;
    if (messages.size() > 1) relations.messages = in_tree_order(std::move(messages));
    return relations;
}

void write_relations(json::Writer& writer, const Relations& relations) {
    writer.begin_object();
    if (!relations.missing_cause.empty()) writer.member("missing_cause", relations.missing_cause);
    if (relations.more) writer.member("more", true);
    writer.key("messages");
    writer.begin_array();
    for (const auto& message : relations.messages) {
        writer.begin_object();
        writer.member("id", message.id);
        writer.member("depth", message.depth);
        writer.member("type", message.type);
        if (!message.subject.empty()) writer.member("subject", message.subject);
        writer.member("accepted_at", message.accepted_at);
        if (!message.caused_by.empty()) writer.member("caused_by", message.caused_by);
        writer.member("states", message.states);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
}

std::string to_tree(const Relations& relations, const std::string& id) {
    std::string text;
    if (!relations.missing_cause.empty())
        text +=
            "  caused by " + relations.missing_cause + ", which is not kept (answered directly, or removed by age)\n";
    if (relations.messages.empty()) return text;
    text += "  what caused what:\n";
    for (const auto& message : relations.messages)
        text += "    " + std::string(2 * static_cast<std::size_t>(std::min(message.depth, 20)), ' ') +
                message.accepted_at + "  " + message.id + "  " + message.type + "  " + message.subject + "  " +
                (message.states.empty() ? "no route takes it" : message.states) +
                (message.id == id ? "  <- this one" : "") + "\n";
    if (relations.more) text += "    and more\n";
    return text;
}

}  // namespace hub::queues
