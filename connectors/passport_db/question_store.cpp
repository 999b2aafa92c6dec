#include "connectors/passport_db/question_store.hpp"

#include <pqxx/pqxx>

#include "router/core/json.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {
namespace {

using questions::AnswerDraft;
using questions::Question;

// The order keeps two workers that note the same questions from waiting for each other in a circle.
constexpr auto kNote = R"(
    INSERT INTO hub.chat_question AS q (kind, question, intent, other_intent, times, first_asked_on, last_asked_on)
    SELECT n.kind, n.question, n.intent, n.other_intent, n.times, n.first_asked_on, n.last_asked_on
    FROM jsonb_to_recordset($1::jsonb) AS n (kind text, question text, intent text, other_intent text, times bigint,
                                             first_asked_on date, last_asked_on date)
    WHERE (SELECT count(*) FROM hub.chat_question) < $2
        OR EXISTS (SELECT FROM hub.chat_question AS known WHERE known.kind = n.kind AND known.question = n.question
                   AND known.intent = n.intent AND known.other_intent = n.other_intent)
    ORDER BY n.kind, n.question, n.intent, n.other_intent
    ON CONFLICT (kind, question, intent, other_intent) DO UPDATE
        SET times = q.times + excluded.times, last_asked_on = greatest(q.last_asked_on, excluded.last_asked_on))";

constexpr auto kQuestions = R"(
    SELECT question_id, kind, question, intent, other_intent, times, first_asked_on, last_asked_on
    FROM hub.chat_question
    WHERE ($1 = '' OR kind = $1) AND last_asked_on >= coalesce(nullif($2, '')::date, '-infinity')
    ORDER BY times DESC, question_id
    LIMIT $3)";

constexpr auto kDrafts = R"(
    SELECT draft_id, intent, answer, phrases, drafted_by, coalesce(approved_by, '') AS approved_by
    FROM hub.answer_draft WHERE $1 = 0 OR draft_id = $1 ORDER BY intent)";

std::string to_json(const std::vector<Question>& questions) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& question : questions) {
        writer.begin_object();
        writer.member("kind", question.kind);
        writer.member("question", question.text);
        writer.member("intent", question.intent);
        writer.member("other_intent", question.other_intent);
        writer.member("times", question.times);
        writer.member("first_asked_on", question.first_asked_on);
        writer.member("last_asked_on", question.last_asked_on);
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

std::string to_json(const std::vector<std::string>& texts) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& text : texts) writer.value(text);
    writer.end_array();
    return writer.take();
}

Question question_of(const pqxx::row& row) {
    return {row[0].as<std::int64_t>(), row[1].as<std::string>(),  row[2].as<std::string>(), row[3].as<std::string>(),
            row[4].as<std::string>(),  row[5].as<std::int64_t>(), row[6].as<std::string>(), row[7].as<std::string>()};
}

AnswerDraft draft_of(const pqxx::row& row) {
    AnswerDraft draft;
    draft.draft_id = row[0].as<std::int64_t>();
    draft.intent = row[1].as<std::string>();
    draft.answer = row[2].as<std::string>();
    const auto phrases = json::Document::parse(row[3].as<std::string>());
    if (phrases)
        for (const auto& phrase : phrases->root().elements())
            if (const auto text = phrase.as_string()) draft.phrases.emplace_back(*text);
    draft.drafted_by = row[4].as<std::string>();
    draft.approved_by = row[5].as<std::string>();
    return draft;
}

Error not_allowed(const std::string& person, const char* what) {
    return {ErrorKind::forbidden, "answer_draft.not_allowed", person + " may not " + what + " answers"};
}

}  // namespace

void QuestionStore::note(UnitOfWork& unit_of_work, const std::vector<Question>& questions) {
    runtime::native(unit_of_work).exec_params0(kNote, to_json(questions), kMostQuestions);
}

std::vector<Question> QuestionStore::questions(UnitOfWork& unit_of_work, const std::string& kind,
                                               const std::string& since, std::size_t most) {
    std::vector<Question> questions;
    for (const auto& row :
         runtime::native(unit_of_work).exec_params(kQuestions, kind, since, static_cast<std::int64_t>(most)))
        questions.push_back(question_of(row));
    return questions;
}

std::vector<AnswerDraft> QuestionStore::drafts(UnitOfWork& unit_of_work) {
    std::vector<AnswerDraft> drafts;
    for (const auto& row : runtime::native(unit_of_work).exec_params(kDrafts, 0)) drafts.push_back(draft_of(row));
    return drafts;
}

std::optional<AnswerDraft> QuestionStore::draft(UnitOfWork& unit_of_work, std::int64_t draft_id) {
    const auto rows = runtime::native(unit_of_work).exec_params(kDrafts, draft_id);
    if (draft_id == 0 || rows.empty()) return std::nullopt;
    return draft_of(rows[0]);
}

Result<std::int64_t> QuestionStore::write_draft(UnitOfWork& unit_of_work, const AnswerDraft& draft) {
    try {
        return runtime::native(unit_of_work)
            .exec_params1("SELECT hub.draft_answer($1, $2, $3, $4::jsonb)", draft.drafted_by, draft.intent,
                          draft.answer, to_json(draft.phrases))[0]
            .as<std::int64_t>();
    } catch (const pqxx::insufficient_privilege&) {
        return not_allowed(draft.drafted_by, "draft");
    }
}

Result<void> QuestionStore::approve(UnitOfWork& unit_of_work, std::int64_t draft_id, const std::string& approver) {
    try {
        runtime::native(unit_of_work).exec_params1("SELECT hub.approve_answer($1, $2)", approver, draft_id);
        return Result<void>::success();
    } catch (const pqxx::insufficient_privilege&) {
        return not_allowed(approver, "approve");
    } catch (const pqxx::sql_error& error) {
        if (error.sqlstate() != "P0002") throw;
        return Error{ErrorKind::not_found, "answer_draft.not_found",
                     "there is no draft " + std::to_string(draft_id) + "; passport-hub questions drafts lists them"};
    }
}

}  // namespace hub::passport_db
