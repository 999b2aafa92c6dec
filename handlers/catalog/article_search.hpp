#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"

namespace hub::catalog {

struct FoundArticle {
    const ArticleRow* article;
    double score;  // 0 (no word of the question) to 1 (all of them, in the title)
};

// Articles by topic and by what a question is about. A question is a sentence, not a list of words: articles are
// ranked by how much of it they speak of (pairs of characters; rare ones weigh more, kana, which is mostly grammar,
// less; the title more than the body). Keeps a reference to the rows (ascending by faminavi_id), which must outlive
// it. Immutable.
class ArticleSearch {
public:
    explicit ArticleSearch(const std::vector<ArticleRow>& articles);

    // The articles about a question, best first, none below `least`.
    std::vector<FoundArticle> about(std::string_view question, std::size_t count, double least) const;

    // The article the chat answers a topic from; null when there is none.
    const ArticleRow* of_topic(std::string_view topic) const;

private:
    struct Occurrence {
        std::uint32_t article;
        float weight;  // by where it stands and how often
    };
    void add(std::uint32_t article);
    double rarity(std::size_t articles) const;

    const std::vector<ArticleRow>& articles_;
    std::unordered_map<std::uint64_t, std::vector<Occurrence>> occurrences_;  // by pair of characters
};

}  // namespace hub::catalog
