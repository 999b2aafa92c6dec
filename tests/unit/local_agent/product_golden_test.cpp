// A few dozen questions of parents and what the product's agent makes of them, parameters included.
#include <gtest/gtest.h>

#include "connectors/local_agent/agent.hpp"
#include "connectors/local_agent/export_reader.hpp"

namespace hub::local_agent {
namespace {

struct Golden {
    const char* text;
    const char* intent;
    std::vector<std::string> parameters{};  // members the parameters must have
    bool after_a_search = false;
};

void PrintTo(const Golden& golden, std::ostream* out) { *out << golden.text; }

const Agent& product_agent() {
    static const Agent* const agent =
        new Agent(*read_export(std::string(HUB_SOURCE_DIRECTORY) + "/config/dialogflow_agent"));
    return *agent;
}

class ProductGolden : public ::testing::TestWithParam<Golden> {};

TEST_P(ProductGolden, is_understood) {
    const auto& golden = GetParam();
    std::vector<chat::AgentContext> contexts;
    if (golden.after_a_search) contexts.push_back({"nearby", 5, "{}"});
    const auto turn =
        product_agent().answer(golden.text, contexts, std::chrono::sys_days(std::chrono::year(2026) / 11 / 20));
    EXPECT_EQ(turn.intent, golden.intent) << turn.score << " " << turn.explanation.reason;
    for (const auto& member : golden.parameters)
        EXPECT_NE(turn.parameters.find(member), std::string::npos) << member << " in " << turn.parameters;
}

INSTANTIATE_TEST_SUITE_P(
    Searches, ProductGolden,
    ::testing::Values(
        Golden{"うめだえきの近くでらんち", "benefit.nearby", {R"("place":"うめだえき")", R"("genre":"飲食業")"}},
        Golden{"堺で1歳の子と入れるカフェあらへん？", "benefit.nearby", {R"("place":"堺")", R"("age":"1歳")"}},
        Golden{"今やってる焼肉屋さん、京橋で", "benefit.nearby", {R"("open_now":"営業中")", R"("place":"京橋")"}},
        Golden{"この近くで割引のあるお店☕️",
               "benefit.nearby",
               {R"("here":"ここ")", R"("tokuten":["割引"])"}},
        Golden{"もっと近く", "benefit.nearby.refine", {R"("nearer":"nearer")"}, true},
        Golden{"ほかには？", "benefit.nearby.refine", {R"("more":"more")"}, true},
        Golden{"じゃあ美容院は？", "benefit.nearby.refine", {R"("genre":"サービス業")"}, true},
        Golden{"近くの公園", "facility.nearby", {R"("facility":"公園")", R"("here":"ここ")"}},
        Golden{"そこから一番近い図書館", "facility.nearby", {R"("facility":"図書館")", R"("there":"そこ")"}, true},
        Golden{"豊中市の保育園を教えて", "facility.nearby", {R"("facility":"保育所")", R"("place":"豊中市")"}},
        Golden{"授乳室はどこにありますか", "facility.nearby", {R"("tokuten":["授乳室"])"}},
        Golden{"2番目の店は何時まで？", "shop.detail", {R"("ordinal":"2")", R"("aspect":["営業時間"])"}, true},
        Golden{"最後の店の住所", "shop.detail", {R"("ordinal":"-1")", R"("aspect":["住所"])"}, true},
        Golden{"そこの電話番号は？", "shop.detail", {R"("there":"そこ")", R"("aspect":["電話番号"])"}, true},
        Golden{"見本うどん食堂の定休日は？", "shop.detail", {R"("aspect":["定休日"])"}},
        Golden{"7月10日に堺市でやってるイベント",
               "event.find",
               {R"("date":"2027-07-10T12:00:00+09:00")", R"("place":"堺市")"}},
        Golden{"今週末の無料のイベント",
               "event.find",
               {R"("date_period":{"startDate":"2026-11-21T12:00:00+09:00")", R"("free":"無料")"}}));

INSTANTIATE_TEST_SUITE_P(
    Questions, ProductGolden,
    ::testing::Values(Golden{"カードどないして作るん", "passport.join", {R"("topic":"join")"}},
                      Golden{"お店でどう見せたらええの", "passport.use", {R"("topic":"use")"}},
                      Golden{"カードなくしてもうた", "passport.lost", {R"("topic":"lost")"}},
                      Golden{"引っ越したので住所を変えたい", "passport.change", {R"("topic":"change")"}},
                      Golden{"有効期限はいつまで", "passport.expiry", {R"("topic":"expiry")"}},
                      Golden{"じいちゃんばあちゃんも使える？", "passport.family", {R"("topic":"family")"}},
                      Golden{"協賛店になりたい", "passport.register_shop", {R"("topic":"register_shop")"}},
                      Golden{"兵庫県でも使える？", "passport.other_prefecture", {R"("topic":"other_prefecture")"}},
                      Golden{"お金はかかりますか", "passport.cost", {R"("topic":"cost")"}},
                      Golden{"離乳食の進め方", "faq.search"}, Golden{"人と話したい", "office.handover"},
                      Golden{"もういい", "conversation.cancel"}, Golden{"おおきに", "smalltalk.thanks"},
                      Golden{"特にないです", "smalltalk.thanks", {}, true},
                      Golden{"大丈夫です", "smalltalk.thanks", {}, true}, Golden{"何ができるの？", "smalltalk.help"},
                      Golden{"ありがとう。あと、近くの公園も教えて", "facility.nearby", {R"("facility":"公園")"}, true},
                      Golden{"明日の天気は？", "Default Fallback Intent"}));

}  // namespace
}  // namespace hub::local_agent
