#include "handlers/chat/unknown_answer.hpp"

#include "handlers/catalog/folding.hpp"
#include "handlers/chat/faq_answer.hpp"
#include "handlers/chat/place_answer.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kSuggestions = 2;
constexpr std::size_t kShortestName = 2;  // code points
constexpr std::size_t kLongestName = 30;

std::vector<std::string> suggestions_for(const catalog::Snapshot& snapshot, const FulfilmentRequest& request) {
    std::vector<std::string> found;
    const auto add = [&found](std::string text) {
        if (found.size() < kSuggestions) found.push_back(std::move(text));
    };
    const auto& said = request.query_text;
    const auto length = catalog::count_code_points(said);
    if (length >= kShortestName && length <= kLongestName)
        for (const auto* shop : snapshot.shops_named(said, 1)) add(shop->name + "の詳細を教えて");
    if (const auto place = snapshot.gazetteer().longest_in(said)) {
        const auto name = snapshot.gazetteer().display_name(*place->places.front());
        add(question_about(name, Wishes{}));
        add(name + "の近くの公園は？");
    }
    if (request.remembered && request.remembered->place) add("もっと近くは？");
    add("近くで使えるお店は？");
    add("パスポートの使い方は？");
    return found;
}

}  // namespace

FulfilmentReply unknown_answer(const catalog::Snapshot& snapshot, const FulfilmentRequest& request) {
    FulfilmentReply reply;
    if (const auto* article = article_about(snapshot, request.query_text)) tell_article(reply, *article);
    else reply.say("申し訳ありません、うまく聞き取れませんでした。たとえば、このようにお尋ねください。");
    reply.suggestions = suggestions_for(snapshot, request);
    reply.offer(reply.suggestions);
    return reply;
}

}  // namespace hub::chat
