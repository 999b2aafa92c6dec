#include "handlers/questions/question_clusters.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <unordered_map>

#include "handlers/catalog/folding.hpp"

namespace hub::questions {
namespace {

constexpr double kAlike = 0.5;

using Bigram = std::uint64_t;

// The distinct bigrams of a text, blanks and punctuation aside, with its ends as letters.
std::vector<Bigram> bigrams_of(const std::string& text) {
    std::u32string letters(1, U'^');
    for (const char32_t letter : catalog::fold_name(text))
        if (std::u32string_view(U"、。,.!?・「」()ー~…").find(letter) == std::u32string_view::npos) letters += letter;
    letters += U'$';
    std::vector<Bigram> bigrams;
    for (std::size_t at = 1; at < letters.size(); ++at)
        bigrams.push_back(static_cast<Bigram>(letters[at - 1]) << 32 | letters[at]);
    std::sort(bigrams.begin(), bigrams.end());
    bigrams.erase(std::unique(bigrams.begin(), bigrams.end()), bigrams.end());
    return bigrams;
}

std::vector<std::size_t> by_frequency(const std::vector<Question>& questions) {
    std::vector<std::size_t> order(questions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&questions](std::size_t one, std::size_t other) {
        const auto& first = questions[one];
        const auto& second = questions[other];
        return std::tie(second.times, first.kind, first.text, first.question_id) <
               std::tie(first.times, second.kind, second.text, second.question_id);
    });
    return order;
}

// The first members of all clusters of one kind, found by the bigrams they share with a question.
class Leaders {
public:
    // The cluster whose first member is most like this; the earlier one of two. Nothing when none is alike.
    const std::size_t* most_alike(const std::vector<Bigram>& bigrams) {
        std::map<std::size_t, std::size_t> shared;  // by leader
        for (const auto bigram : bigrams)
            if (const auto found = leaders_with_.find(bigram); found != leaders_with_.end())
                for (const auto leader : found->second) ++shared[leader];
        const std::size_t* best = nullptr;
        double best_likeness = 0;
        for (const auto& [leader, count] : shared) {
            const double likeness =
                2.0 * static_cast<double>(count) / static_cast<double>(bigrams.size() + leaders_[leader].bigrams);
            if (likeness < kAlike || likeness <= best_likeness) continue;
            best = &leaders_[leader].cluster;
            best_likeness = likeness;
        }
        return best;
    }

    void add(std::size_t cluster, const std::vector<Bigram>& bigrams) {
        for (const auto bigram : bigrams) leaders_with_[bigram].push_back(leaders_.size());
        leaders_.push_back({cluster, bigrams.size()});
    }

private:
    struct Leader {
        std::size_t cluster;
        std::size_t bigrams;
    };
    std::vector<Leader> leaders_;
    std::unordered_map<Bigram, std::vector<std::size_t>> leaders_with_;
};

}  // namespace

std::vector<QuestionCluster> cluster_questions(const std::vector<Question>& questions) {
    std::vector<QuestionCluster> clusters;
    std::map<std::string, Leaders> leaders;  // by kind
    for (const auto index : by_frequency(questions)) {
        const auto& question = questions[index];
        const auto bigrams = bigrams_of(question.text);
        auto& of_kind = leaders[question.kind];
        const auto* cluster = of_kind.most_alike(bigrams);
        if (cluster == nullptr) {
            of_kind.add(clusters.size(), bigrams);
            clusters.push_back({{index}, question.times});
        } else {
            clusters[*cluster].members.push_back(index);
            clusters[*cluster].times += question.times;
        }
    }
    std::stable_sort(clusters.begin(), clusters.end(),
                     [](const QuestionCluster& one, const QuestionCluster& other) { return one.times > other.times; });
    return clusters;
}

}  // namespace hub::questions
