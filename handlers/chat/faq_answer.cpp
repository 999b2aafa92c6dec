#include "handlers/chat/faq_answer.hpp"

#include "handlers/catalog/folding.hpp"
#include "handlers/chat/phrases.hpp"

namespace hub::chat {
namespace {

constexpr double kLeastScore = 0.22;  // of a question in free words
constexpr double kCertainScore = 0.4;
constexpr std::size_t kMostSentences = 3;
constexpr std::size_t kLongestAnswer = 200;  // code points
constexpr std::size_t kLongestCard = 400;
constexpr std::size_t kMostRelated = 3;

const catalog::ArticleRow* best(const std::vector<catalog::FoundArticle>& found) {
    return found.empty() ? nullptr : found.front().article;
}

const catalog::ArticleRow* article_of(const catalog::Snapshot& snapshot, const FulfilmentRequest& request) {
    const auto& articles = snapshot.articles();
    const auto& asked = request.subject.empty() ? request.query_text : request.subject;
    if (const auto* article = articles.of_topic(request.topic)) return article;
    if (const auto* article = best(articles.about(asked, 1, kLeastScore))) return article;
    return request.subject.empty() ? nullptr : best(articles.about(request.query_text, 1, kLeastScore));
}

void offer_related(FulfilmentReply& reply, const catalog::Snapshot& snapshot, const catalog::ArticleRow& article,
                   const std::string& asked) {
    for (const auto& other : snapshot.articles().about(asked + " " + article.title, kMostRelated + 1, 0))
        if (other.article != &article && reply.suggestions.size() < kMostRelated)
            reply.suggestions.push_back(other.article->title);
    reply.suggestions.emplace_back("事務局に問い合わせたい");
    reply.offer(reply.suggestions);
}

}  // namespace

const catalog::ArticleRow* article_about(const catalog::Snapshot& snapshot, std::string_view question) {
    return best(snapshot.articles().about(question, 1, kCertainScore));
}

void tell_article(FulfilmentReply& reply, const catalog::ArticleRow& article) {
    const auto& body = article.body.empty() ? article.title : article.body;
    // The first paragraph is the answer in short.
    const auto told = first_sentences(body.substr(0, body.find("\n\n")), kMostSentences, kLongestAnswer);
    reply.say(told);
    const bool more = catalog::count_code_points(told) + 1 < catalog::count_code_points(body);
    if (more) reply.card(article.title, first_sentences(body, kLongestCard, kLongestCard), article.url);
    else if (!article.url.empty()) reply.link(article.title, article.url);
}

FulfilmentReply faq_answer(const catalog::Snapshot& snapshot, const FulfilmentRequest& request) {
    FulfilmentReply reply;
    const auto* article = article_of(snapshot, request);
    if (article == nullptr) {
        reply.say(
            "お答えできる記事が見つかりませんでした。事務局にお問い合わせいただくか、ちがう言葉でお尋ねください。");
        reply.suggestions = {"事務局に問い合わせたい", "パスポートの申し込み方法は？"};
        reply.offer(reply.suggestions);
        return reply;
    }
    tell_article(reply, *article);
    offer_related(reply, snapshot, *article, request.query_text);
    return reply;
}

}  // namespace hub::chat
