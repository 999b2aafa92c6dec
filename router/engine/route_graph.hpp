#pragma once

#include <string>
#include <vector>

#include "router/engine/route_table.hpp"

// The route table for people and programs: what `passport-hub routes` prints.
namespace hub::engine {

// One route in words.
struct RouteLine {
    std::string id;
    std::string from;
    std::string type;
    bool queued = false;
    std::string path;   // "translator shops.approval_mail ==> connector mail"
    std::string rules;  // "interactive; 120 s per attempt; ..."
};
std::vector<RouteLine> to_lines(const RouteTable& table);

// One line per route: who sends what, through what, to where, under which rules. For a terminal.
std::string to_text(const RouteTable& table);

// A flowchart in the Mermaid language, for pages and documents.
std::string to_mermaid(const RouteTable& table);

// {"routes": [...]} with every setting written out, defaults included.
std::string to_json(const RouteTable& table);

}  // namespace hub::engine
