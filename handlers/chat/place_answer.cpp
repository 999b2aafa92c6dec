#include "handlers/chat/place_answer.hpp"

namespace hub::chat {
namespace {

void propose(FulfilmentReply& reply, const std::vector<std::string>& places, const Asking& asking) {
    for (const auto& place : places) reply.suggestions.push_back(question_about(place, asking));
    reply.offer(reply.suggestions);
}

const char* what(const Asking& asking) {
    if (asking.events) return "イベント";
    return asking.facilities.empty() ? "お店" : "施設";
}

}  // namespace

std::string question_about(const std::string& place, const Wishes& wishes) {
    if (wishes.open_now && wishes.genre.empty() && wishes.tokuten.empty()) return place + "の近くで今やってる店は？";
    if (wishes.empty()) return place + "の近くで使えるお店は？";
    if (wishes.tokuten.empty()) return place + "の近くの" + wishes.genre;
    if (wishes.genre.empty()) return place + "の近くで" + wishes.tokuten.front() + "のあるお店";
    return place + "の近くの" + wishes.genre + "で" + wishes.tokuten.front() + "のある店";
}

std::string question_about(const std::string& place, const Asking& asking) {
    if (asking.events) return place + "の近くのイベントは？";
    if (!asking.facilities.empty()) return place + "の近くの" + asking.facilities.front() + "は？";
    return question_about(place, asking.wishes);
}

std::optional<catalog::Position> walk_from(const ChatPlace& place) {
    if (place.source == "visitor") return std::nullopt;
    return place.position;
}

FulfilmentReply which_of_places_answer(const Whereabouts& whereabouts, const Asking& asking) {
    FulfilmentReply reply;
    reply.say(whereabouts.asked + "は" + std::to_string(whereabouts.choices.size()) + "つあります。どちらでしょうか。");
    propose(reply, whereabouts.choices, asking);
    return reply;
}

FulfilmentReply unknown_place_answer(const catalog::Snapshot& snapshot, const std::string& asked,
                                     const Asking& asking) {
    FulfilmentReply reply;
    const auto names = similar_places(snapshot.gazetteer(), asked);
    std::string text = quoted(asked) + "という場所は見つかりませんでした。";
    text += names.empty() ? "駅や市区町村の名前でお試しください。" : "もしかして、" + listed(names) + "でしょうか。";
    reply.say(text);
    propose(reply, names, asking);
    if (names.empty()) reply.link("お店の一覧からさがす", "/shops");
    return reply;
}

FulfilmentReply maps_away_answer(const catalog::Snapshot& snapshot, const std::string& asked, const Asking& asking) {
    FulfilmentReply reply;
    const auto names = similar_places(snapshot.gazetteer(), asked);
    std::string text = "現在、地図での場所検索ができません。" + quoted(asked) +
                       "の場所は調べられませんでしたが、駅や市区町村の名前でしたらお調べできます。";
    if (!names.empty()) text += "近い名前に" + listed(names) + "があります。";
    reply.say(text);
    propose(reply, names, asking);
    reply.link("お店の一覧からさがす", "/shops");
    return reply;
}

FulfilmentReply which_place_answer(Whereabouts::Kind kind, const Asking& asking) {
    FulfilmentReply reply;
    if (kind == Whereabouts::Kind::position_missing)
        reply.say(
            "いまいる場所が分かりませんでした。位置情報の利用を許可するか、"
            "「梅田駅の近く」のように駅や市区町村の名前を入れてお尋ねください。");
    else
        reply.say("どのあたりの" + std::string(what(asking)) +
                  "をおさがしですか。「梅田駅の近く」のように、駅や市区町村の名前を入れてお尋ねください。");
    reply.link("お店の一覧からさがす", "/shops");
    return reply;
}

}  // namespace hub::chat
