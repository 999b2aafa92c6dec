#pragma once

#include <string>
#include <vector>

#include "router/core/json.hpp"

namespace pqxx {
class transaction_base;
}

// What caused a message and what it caused: the messages of one correlation as a tree.
namespace hub::queues {

struct RelatedMessage {
    std::string id;
    std::string type;
    std::string subject;
    std::string accepted_at;  // RFC 3339, UTC
    std::string caused_by;    // id of another message; empty: of none
    std::string states;       // of its deliveries: "mail sent, push parked x3"; empty: no route takes it
    int depth = 0;            // below the one that began it all
};

struct Relations {
    std::vector<RelatedMessage> messages{};  // in the order of the tree, this one among them; empty when it is alone
    bool more = false;                       // there are more than are listed
    std::string missing_cause{};             // what caused it is not kept: answered directly, or removed by age
};

// Orders messages so that each follows what caused it, siblings by time, and sets their depths. One whose cause is not
// among them begins a tree of its own, as does one in a circle of causes.
std::vector<RelatedMessage> in_tree_order(std::vector<RelatedMessage> messages);

// The relations of a message with these extensions (a JSON object); at most 200 messages. Throws what libpqxx throws.
Relations relations_of(pqxx::transaction_base& transaction, const std::string& id, const std::string& extensions);

void write_relations(json::Writer& writer, const Relations& relations);
// Lines for a terminal, indented by depth; `id` is marked as the one that is looked at.
std::string to_tree(const Relations& relations, const std::string& id);

}  // namespace hub::queues
