#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "handlers/questions/question.hpp"

namespace hub::questions {

// Questions that mean much the same. The first member was asked most often.
struct QuestionCluster {
    std::vector<std::size_t> members;  // indexes of the questions
    std::int64_t times = 0;            // of all members together
};

// Puts questions together whose character bigrams are alike (Dice's coefficient of the folded texts, at least 0.5, with
// the cluster's first member): the leader algorithm, most frequent questions first. The same questions in any order
// give the same clusters, the most frequent cluster first. Only questions of the same kind come together. Takes a
// second for 20,000 questions.
std::vector<QuestionCluster> cluster_questions(const std::vector<Question>& questions);

}  // namespace hub::questions
