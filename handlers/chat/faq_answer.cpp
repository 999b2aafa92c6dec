#include "handlers/chat/faq_answer.hpp"

#include <algorithm>
#include <array>

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

// What the agent's topics are about. An article is of a topic when staff gave it that genre; otherwise it is the one of
// the broader genre that speaks of these words, or of any genre.
struct Topic {
    std::string_view name;
    std::string_view genre;
    std::string_view words;
};
constexpr std::array<Topic, 12> kTopics{{
    {"join", "join", "パスポートの申し込み 登録の方法"},
    {"use", "use", "パスポートの使い方 お店で見せる 提示"},
    {"lost", "card", "紛失 なくした 再発行"},
    {"change", "card", "登録内容の変更 引っ越し 住所 氏名"},
    {"expiry", "use", "有効期限 何歳まで 対象年齢"},
    {"family", "use", "家族 祖父母 夫婦 だれが使える"},
    {"shops", "shop", "使えるお店 協賛店の探し方"},
    {"register_shop", "shop", "協賛店になる 登録 お店の申し込み"},
    {"other_prefecture", "use", "他県 全国 ほかの都道府県で使う"},
    {"marriage", "marriage", "結婚応援 縁ジョイパス 新婚"},
    {"cost", "join", "費用 料金 無料 お金"},
    {"app", "use", "アプリ スマートフォン 画面 インストール"},
}};

const Topic* find_topic(std::string_view name) {
    const auto found =
        std::find_if(kTopics.begin(), kTopics.end(), [&](const Topic& topic) { return topic.name == name; });
    return found == kTopics.end() ? nullptr : &*found;
}

const catalog::ArticleRow* best(const std::vector<catalog::FoundArticle>& found) {
    return found.empty() ? nullptr : found.front().article;
}

const catalog::ArticleRow* article_of(const catalog::Snapshot& snapshot, const FulfilmentRequest& request) {
    const auto& articles = snapshot.articles();
    const auto& asked = request.subject.empty() ? request.query_text : request.subject;
    if (const auto* topic = find_topic(request.topic)) {
        // Of several with the topic's own genre the one that fits the question.
        if (topic->genre != topic->name)
            if (const auto own = articles.of_genre(topic->name, 1); !own.empty()) return own.front();
        const auto words = std::string(topic->words) + " " + asked;
        if (const auto* article = best(articles.about(words, 1, 0, topic->genre))) return article;
        if (const auto* article = best(articles.about(words, 1, kLeastScore))) return article;
    }
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
    const auto told = first_sentences(body, kMostSentences, kLongestAnswer);
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
