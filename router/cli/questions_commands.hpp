#pragma once

#include "router/cli/commands.hpp"

// passport-hub questions: what the chat could not answer, and the answers staff draft for it.
namespace hub::cli {

struct QuestionsOptions {
    std::string kind;           // list: unanswered, disagreed; empty: both
    std::string since;          // list: 2026-11-01
    std::int64_t draft_id = 0;  // try, approve
    std::string intent;         // draft
    std::string answer;
    std::vector<std::string> phrases;
    std::string by = "operator";
    std::string test_set;   // try: a file; empty: the noted questions alone
    std::string directory;  // export: an agent's export; empty: the hub's own
};

int list_questions(const CommonOptions& common, const QuestionsOptions& options);
int list_drafts(const CommonOptions& common, const QuestionsOptions& options);
int draft_answer(const CommonOptions& common, const QuestionsOptions& options);
int try_answer(const CommonOptions& common, const QuestionsOptions& options);
int approve_answer(const CommonOptions& common, const QuestionsOptions& options);
int export_answers(const CommonOptions& common, const QuestionsOptions& options);

}  // namespace hub::cli
