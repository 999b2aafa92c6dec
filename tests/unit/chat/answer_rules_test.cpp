// What holds for every answer, whatever is asked: at most four sentences, a way on, and a bounded size.
#include <random>

#include "tests/unit/chat/dialogue_fixture.hpp"

namespace hub::chat {
namespace {

// Makes requests of everything an agent can send, sensible or not.
class RequestMaker {
public:
    explicit RequestMaker(unsigned seed) : random_(seed) {}

    std::string action() {
        return one({"benefit.nearby", "benefit.refine", "facility.nearby", "shop.detail", "event.find", "faq.answer",
                    "office.handover", "input.unknown"});
    }
    std::string parameters() {
        std::string text;
        const auto add = [&](const char* name, std::initializer_list<const char*> values) {
            if (random_() % 3 != 0) return;
            text += (text.empty() ? "\"" : ",\"") + std::string(name) + "\":" + one(values);
        };
        add("place",
            {R"("見本駅")", R"("野田")", R"("空地駅")", R"("大阪市北区")", R"("どこでもない")", R"("")", "[]"});
        add("here", {R"("here")", R"("")"});
        add("there", {R"("there")", "null"});
        add("genre", {R"("飲食業")", R"("小売業")", R"("その他")", R"("無い業種")"});
        add("tokuten", {R"(["おむつ替え"])", R"(["授乳室","割引"])", R"("割引")", "[]"});
        add("open_now", {R"("open_now")", R"("")"});
        add("age", {R"("1歳")", R"("6か月")", R"("大人")"});
        add("nearer", {R"("nearer")", R"("farther")"});
        add("more", {R"("more")"});
        add("facility", {R"("公園")", R"(["図書館","公園"])", R"("保育所")", R"("無い施設")"});
        add("shop", {R"("見本の店1")", R"("見本")", R"("見本図書館")", R"("ほげ")"});
        add("ordinal", {R"("1")", R"("2")", R"("-1")", R"("99")", R"("x")", "3"});
        add("aspect", {R"("営業時間")", R"(["定休日","電話番号","住所","特典","URL"])", R"("行き方")", R"("駐車場")"});
        add("date", {R"("2026-12-05T12:00:00+09:00")", R"("2026-08-01")", R"("いつか")"});
        add("date_period", {R"({"startDate":"2026-12-01","endDate":"2026-12-31"})", R"({"startDate":"x"})"});
        add("free", {R"("free")"});
        add("topic", {R"("join")", R"("lost")", R"("expiry")", R"("無い話題")"});
        add("subject", {R"("離乳食")", R"("宇宙")"});
        return text;
    }
    std::string query_text() {
        return one({"見本駅の近く", "そこから一番近い公園", "あああ", "カードをなくした", "離乳食はいつから？", "",
                    "見本の店"});
    }
    std::string position() { return random_() % 2 == 0 ? R"(,"position":{"lat":34.7,"lng":135.5})" : ""; }
    bool new_dialogue() { return random_() % 6 == 0; }

private:
    std::string one(std::initializer_list<const char*> values) {
        return *(values.begin() + static_cast<std::ptrdiff_t>(random_() % values.size()));
    }
    std::mt19937 random_;
};

bool has_a_way_on(const json::Document& reply) {
    if (reply.root().find("suggestions")->size() > 0) return true;
    for (const auto& message : reply.root().find("messages")->elements()) {
        const auto type = message.string("type");
        if (type == "chips" || type == "link") return true;
        const auto text = message.string("text").value_or("");
        if (text.ends_with("か。") || text.ends_with("？")) return true;
    }
    return false;
}

TEST_F(DialogueTest, answers_have_at_most_four_sentences_and_never_are_a_dead_end) {
    RequestMaker maker(20261203);
    std::size_t with_shops = 0;
    std::size_t with_facilities = 0;
    std::size_t with_events = 0;
    for (int turn = 0; turn < 6'000; ++turn) {
        if (maker.new_dialogue()) contexts = "[]";
        query_text = maker.query_text();
        const auto action = maker.action();
        const auto parameters = maker.parameters();
        const auto reply = ask(action, parameters, maker.position());
        const auto what = action + " {" + parameters + "} -> " + text(reply);
        ASSERT_GE(reply.root().find("messages")->size(), 1U) << what;
        ASSERT_FALSE(text(reply).empty()) << what;
        ASSERT_LE(count_sentences(text(reply)), 4U) << what;
        ASSERT_TRUE(has_a_way_on(reply)) << what;
        ASSERT_LE(reply.root().to_json().size(), 32U * 1024) << what;
        ASSERT_LE(contexts.size(), 3'000U) << what;
        ASSERT_LE(shops(reply).size() + facilities(reply).size() + events(reply).size(), 10U) << what;
        with_shops += shops(reply).empty() ? 0 : 1;
        with_facilities += facilities(reply).empty() ? 0 : 1;
        with_events += events(reply).empty() ? 0 : 1;
    }
    EXPECT_GT(with_shops, 500U);
    EXPECT_GT(with_facilities, 300U);
    EXPECT_GT(with_events, 200U);
}

}  // namespace
}  // namespace hub::chat
