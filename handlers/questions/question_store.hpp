#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/questions/question.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::questions {

// Where noted questions and drafted answers are kept. Blocking; within the caller's transaction.
class QuestionStore {
public:
    virtual ~QuestionStore() = default;

    // Counts each question (its words, kind and intents) once more per `times`; new ones are added while there is room.
    virtual void note(UnitOfWork& unit_of_work, const std::vector<Question>& questions) = 0;
    // Of a kind (empty: of all), asked on or after a day, most frequent first.
    virtual std::vector<Question> questions(UnitOfWork& unit_of_work, const std::string& kind, const std::string& since,
                                            std::size_t most) = 0;

    // All drafts, by intent.
    virtual std::vector<AnswerDraft> drafts(UnitOfWork& unit_of_work) = 0;
    virtual std::optional<AnswerDraft> draft(UnitOfWork& unit_of_work, std::int64_t draft_id) = 0;
    // Writes a draft as its `drafted_by`, over an earlier one of the same intent, whose approval and id it takes back;
    // returns its id. Errors: forbidden when that person may not.
    virtual Result<std::int64_t> write_draft(UnitOfWork& unit_of_work, const AnswerDraft& draft) = 0;
    // Errors: forbidden; not_found.
    virtual Result<void> approve(UnitOfWork& unit_of_work, std::int64_t draft_id, const std::string& approver) = 0;
};

}  // namespace hub::questions
