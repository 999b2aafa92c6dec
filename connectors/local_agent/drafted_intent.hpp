#pragma once

#include <string>

#include "connectors/local_agent/agent_definition.hpp"
#include "handlers/questions/question.hpp"
#include "router/core/result.hpp"

// An answer that staff drafted, as an intent of the agent: examples of questions and one text.
namespace hub::local_agent {

// What of a draft is wrong for an agent, each field named: an intent's name is of small letters, digits and
// underscores, in parts joined by dots, and no name of an export's other files; 1 to 200 phrases of 1 to 256
// characters; an answer of 1 to 300 characters (Dialogflow ES, "Quotas and limits").
Result<void> check_draft(const questions::AnswerDraft& draft);

// Conflict "answer_draft.name_taken" when the agent has an intent of this name that does not come from a draft: it
// would be replaced.
Result<void> check_name(const questions::AnswerDraft& draft, const AgentDefinition& agent);

Intent to_intent(const questions::AnswerDraft& draft);

// The two files of an export: intents/NAME.json and intents/NAME_usersays_LANGUAGE.json. Their ids follow from name and
// phrases, so that the same draft gives the same bytes.
struct IntentFiles {
    std::string intent;
    std::string phrases;
};
IntentFiles to_files(const questions::AnswerDraft& draft, const std::string& language);

}  // namespace hub::local_agent
