#pragma once

#include "handlers/questions/question_store.hpp"

namespace hub::passport_db {

// hub::questions::QuestionStore on hub.chat_question and hub.answer_draft. At most kMostQuestions different questions
// are kept; while there are as many, only those already known are counted.
class QuestionStore final : public questions::QuestionStore {
public:
    static constexpr int kMostQuestions = 50'000;

    void note(UnitOfWork& unit_of_work, const std::vector<questions::Question>& questions) override;
    std::vector<questions::Question> questions(UnitOfWork& unit_of_work, const std::string& kind,
                                               const std::string& since, std::size_t most) override;
    std::vector<questions::AnswerDraft> drafts(UnitOfWork& unit_of_work) override;
    std::optional<questions::AnswerDraft> draft(UnitOfWork& unit_of_work, std::int64_t draft_id) override;
    Result<std::int64_t> write_draft(UnitOfWork& unit_of_work, const questions::AnswerDraft& draft) override;
    Result<void> approve(UnitOfWork& unit_of_work, std::int64_t draft_id, const std::string& approver) override;
};

}  // namespace hub::passport_db
