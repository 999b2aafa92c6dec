#pragma once

#include "router/core/kept_answers.hpp"

namespace hub::passport_db {

// Rows of hub.kept_answer. Of keys and requests only digests are stored: they may name people.
class KeptAnswerStore final : public KeptAnswers {
public:
    Result<std::optional<HttpResponse>> claim(UnitOfWork& unit_of_work, const KeyedRequest& request) override;
    Result<void> keep(UnitOfWork& unit_of_work, const KeyedRequest& request, const HttpResponse* answer) override;
};

}  // namespace hub::passport_db
