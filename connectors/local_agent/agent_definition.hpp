#pragma once

#include <string>
#include <string_view>
#include <vector>

// A Dialogflow ES agent as its export describes it, reduced to what the local agent uses.
namespace hub::local_agent {

inline constexpr std::string_view kAnyEntity = "@sys.any";

struct EntityEntry {
    std::string value;                  // display name
    std::vector<std::string> synonyms;  // the value itself included where the export lists it
};

struct Entity {
    std::string name;  // without @
    std::vector<EntityEntry> entries;
    bool is_open = false;  // what is not listed may be a value too (automated expansion)
};

struct PhrasePart {
    std::string text;
    std::string entity{};  // "@genre", "@sys.any"; empty: plain text
    std::string alias{};   // the parameter it fills
};
using Phrase = std::vector<PhrasePart>;

struct Parameter {
    std::string name;
    std::string entity;         // with @; empty: filled by `value` alone
    std::string value;          // $name, $name.original, #context.name, or a constant
    std::string default_value;
    std::vector<std::string> prompts;  // asked when the parameter is required and missing, one after the other
    bool required = false;
    bool is_list = false;
};

struct OutputContext {
    std::string name;  // lower case
    int lifespan = 0;
};

// One element of an intent's reply: either variants of a text or messages that are ready as they are.
struct Reply {
    std::vector<std::string> variants{};
    std::vector<std::string> ready{};  // JSON objects of the chat's message types
};

struct Intent {
    std::string id;
    std::string name;
    std::string action;
    std::vector<std::string> input_contexts;  // lower case; all must be active
    std::vector<OutputContext> output_contexts;
    std::vector<Parameter> parameters;
    std::vector<Reply> replies;
    std::vector<Phrase> phrases;
    int priority = 0;
    bool is_fallback = false;
    bool webhook_used = false;
    bool resets_contexts = false;
};

struct AgentDefinition {
    std::string language;
    double least_score = 0.3;  // mlMinConfidence
    std::vector<Entity> entities;
    std::vector<Intent> intents;
};

}  // namespace hub::local_agent
