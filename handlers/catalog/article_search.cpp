#include "handlers/catalog/article_search.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "handlers/catalog/folding.hpp"

namespace hub::catalog {
namespace {

constexpr double kInTitle = 1.0;
constexpr double kInBody = 0.6;  // at most, however often
constexpr double kOnceInBody = 0.45;
constexpr double kKanaOnly = 0.15;  // ます, から, です: in every sentence
constexpr std::size_t kLongestQuestion = 256;

std::uint64_t pair_of(char32_t first, char32_t second) { return (std::uint64_t{first} << 32) | second; }

bool is_word_letter(char32_t letter) {
    constexpr std::u32string_view kMarks = U" 、。，．・？！?!「」『』（）()：:；;…\n";
    return kMarks.find(letter) == std::u32string_view::npos;
}

// How much a pair says about the subject, whatever the articles are.
double meaning(std::uint64_t pair) {
    const auto first = static_cast<char32_t>(pair >> 32);
    const auto second = static_cast<char32_t>(pair & 0xFFFFFFFFU);
    return is_kana(first) && is_kana(second) ? kKanaOnly : 1.0;
}

template <typename Visit>
void for_each_pair(const std::u32string& letters, Visit visit) {
    for (std::size_t at = 0; at + 1 < letters.size(); ++at)
        if (is_word_letter(letters[at]) && is_word_letter(letters[at + 1]))
            visit(pair_of(letters[at], letters[at + 1]));
}

}  // namespace

ArticleSearch::ArticleSearch(const std::vector<ArticleRow>& articles) : articles_(articles) {
    for (std::uint32_t article = 0; article < articles_.size(); ++article) add(article);
}

void ArticleSearch::add(std::uint32_t article) {
    std::map<std::uint64_t, double> weights;
    for_each_pair(fold(articles_[article].body), [&](std::uint64_t pair) {
        auto& weight = weights[pair];
        weight = weight == 0 ? kOnceInBody : kInBody;
    });
    for_each_pair(fold(articles_[article].title), [&](std::uint64_t pair) { weights[pair] = kInTitle; });
    for (const auto& [pair, weight] : weights) occurrences_[pair].push_back({article, static_cast<float>(weight)});
}

double ArticleSearch::rarity(std::size_t having) const {
    return std::log(1.0 + static_cast<double>(articles_.size() + 1) / static_cast<double>(having + 1));
}

std::vector<FoundArticle> ArticleSearch::about(std::string_view question, std::size_t count, double least) const {
    std::set<std::uint64_t> pairs;
    for_each_pair(fold(shortened(question, kLongestQuestion)), [&](std::uint64_t pair) { pairs.insert(pair); });
    std::vector<double> scores(articles_.size());
    double possible = 0;
    for (const auto pair : pairs) {
        const auto found = occurrences_.find(pair);
        const auto having = found == occurrences_.end() ? 0 : found->second.size();
        const double worth = meaning(pair) * rarity(having);
        possible += worth;
        if (having == 0) continue;
        for (const auto& occurrence : found->second) scores[occurrence.article] += worth * occurrence.weight;
    }
    std::vector<FoundArticle> ranked;
    for (std::size_t article = 0; article < articles_.size(); ++article) {
        const double score = possible == 0 ? 0 : scores[article] / possible;
        if (score <= 0 || score < least) continue;
        ranked.push_back({&articles_[article], score});
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const FoundArticle& one, const FoundArticle& other) { return one.score > other.score; });
    if (ranked.size() > count) ranked.resize(count);
    return ranked;
}

const ArticleRow* ArticleSearch::of_topic(std::string_view topic) const {
    const auto found = std::find_if(articles_.begin(), articles_.end(), [topic](const ArticleRow& article) {
        return !topic.empty() && article.topic == topic;
    });
    return found != articles_.end() ? &*found : nullptr;
}

}  // namespace hub::catalog
