// Dialogues over several turns: what is carried on, and what answers say.
#include "handlers/chat/conversation.hpp"
#include "tests/unit/chat/dialogue_fixture.hpp"

namespace hub::chat {
namespace {

TEST_F(DialogueTest, shows_others_page_by_page_until_there_are_no_more_and_then_looks_farther) {
    EXPECT_EQ(shops(ask("benefit.nearby", R"("place":"見本駅")")), (Ids{1, 2, 3, 4, 5}));
    const auto second = ask("benefit.refine", R"("more":"more")");
    EXPECT_EQ(shops(second), (Ids{6, 7, 8, 9, 10}));
    EXPECT_TELLS(second, "近い順に6件目から10件目");
    EXPECT_EQ(shops(ask("benefit.refine", R"("more":"more")")), (Ids{11, 12}));
    const auto farther = ask("benefit.refine", R"("more":"more")");
    EXPECT_EQ(shops(farther), Ids{20});
    EXPECT_TELLS(farther, "2km以内はこれで全部なので、5km以内までひろげてさがしました。");
    const auto none = ask("benefit.refine", R"("more":"more")");
    EXPECT_TRUE(shops(none).empty());
    EXPECT_TELLS(none, "もうありません");
}

TEST_F(DialogueTest, looks_nearer_and_farther_than_before) {
    ask("benefit.nearby", R"("place":"見本駅")");
    const auto nearer = ask("benefit.refine", R"("nearer":"nearer")");
    EXPECT_TELLS(nearer, "（1km以内）に、使えるお店が6件");
    EXPECT_TELLS(ask("benefit.refine", R"("nearer":"nearer")"), "（500m以内）に、使えるお店が3件");
    ask("benefit.refine", R"("nearer":"farther")");
    ask("benefit.refine", R"("nearer":"farther")");
    const auto farther = ask("benefit.refine", R"("nearer":"farther")");
    EXPECT_EQ(shops(farther), Ids{20});
    EXPECT_TELLS(farther, "2km以内のほかに1件");
}

TEST_F(DialogueTest, keeps_what_is_nearest_when_nothing_is_nearer) {
    ask("benefit.nearby", R"("place":"見本駅","tokuten":"おむつ替え")");
    ask("benefit.refine", R"("nearer":"nearer")");
    ask("benefit.refine", R"("nearer":"nearer")");
    const auto reply = ask("benefit.refine", R"("nearer":"nearer")");
    EXPECT_TELLS(reply, "300m以内にはありませんでした");
    EXPECT_EQ(shops(reply), Ids{3});
}

TEST_F(DialogueTest, carries_wishes_to_another_place) {
    ask("benefit.nearby", R"("place":"空地駅","genre":"小売業")");
    EXPECT_EQ(shops(ask("benefit.refine", R"("place":"見本駅")")), (Ids{2, 4, 6, 8, 10}));
}

TEST_F(DialogueTest, tells_about_the_second_one_until_when_it_is_open) {
    ask("benefit.nearby", R"("place":"見本駅")");
    const auto reply = ask("shop.detail", R"("ordinal":"2","aspect":["営業時間"])");
    EXPECT_TELLS(reply, "見本の店2の営業時間は「10:00～18:00　定休日：水曜日」");
    EXPECT_EQ(shops(reply), Ids{2});
    EXPECT_TELLS(ask("shop.detail", R"("ordinal":"-1","aspect":["電話番号"])"),
                 "見本の店5の電話番号は「06-0000-0015」です。");
    EXPECT_TELLS(ask("shop.detail", R"("aspect":["電話番号","定休日"])"), "見本の店5の電話番号")
        << "without a number the one spoken of last is meant";
}

TEST_F(DialogueTest, says_what_it_does_not_know_and_whom_to_ask) {
    const auto reply = ask("shop.detail", R"("shop":"見本の店1","aspect":["定休日","駐車場","URL","特典"])");
    EXPECT_TELLS(reply, "見本の店1の定休日は登録されていません（お問い合わせは06-0000-0011）。");
    EXPECT_TELLS(reply, "駐車場は「駐車場が3台あります」です。");
    EXPECT_EQ(reply.root().at_pointer("/messages/1/url")->as_string(), "https://a.example.jp/");
}

TEST_F(DialogueTest, shows_the_way_to_what_was_shown) {
    ask("benefit.nearby", R"("place":"見本駅")");
    const auto reply = ask("shop.detail", R"("there":"there","aspect":"行き方")");
    EXPECT_TELLS(reply, "見本の店1の住所は");
    EXPECT_NE(reply.root().at_pointer("/messages/1/url")->as_string()->find("google.com/maps/dir"),
              std::string_view::npos);
}

TEST_F(DialogueTest, asks_which_when_there_are_not_so_many) {
    ask("benefit.nearby", R"("place":"見本駅")");
    EXPECT_TELLS(ask("shop.detail", R"("ordinal":"9")"), "先ほどご案内したのは5件です");
}

TEST_F(DialogueTest, finds_the_park_nearest_to_what_was_shown) {
    ask("benefit.nearby", R"("place":"見本駅")");
    ask("shop.detail", R"("ordinal":"5","aspect":"電話番号")");
    query_text = "そこから一番近い公園";
    const auto reply = ask("facility.nearby", R"("there":"there","facility":"公園")");
    EXPECT_TELLS(reply, "見本の店5からいちばん近い公園は「見本北公園」");
    EXPECT_EQ(facilities(reply), Ids{2});
    EXPECT_EQ(reply.root().at_pointer("/facilities/0/kind")->as_string(), "公園");
}

TEST_F(DialogueTest, finds_the_facility_near_the_second_shop) {
    ask("benefit.nearby", R"("place":"見本駅")");
    const auto reply = ask("facility.nearby", R"("there":"there","ordinal":"2","facility":["図書館"])");
    EXPECT_TELLS(reply, "見本の店2の近く");
    EXPECT_DOUBLE_EQ(*reply.root().at_pointer("/places/0/lat")->as_number(), north_of(kStation, 300).lat);
}

TEST_F(DialogueTest, asks_where_when_nothing_was_shown_yet) {
    EXPECT_TELLS(ask("facility.nearby", R"("there":"there","facility":"公園")"), "どのあたりの施設");
}

TEST_F(DialogueTest, finds_facilities_with_distance_and_offers_other_kinds) {
    const auto reply = ask("facility.nearby", R"("place":"見本駅","facility":"公園")");
    EXPECT_TELLS(
        reply,
        "見本駅の近く（2km以内）に、公園が2件あります。いちばん近いのは「見本中央公園」（約10m・徒歩約1分）です。");
    EXPECT_EQ(facilities(reply), (Ids{1, 2}));
    EXPECT_EQ(reply.root().at_pointer("/facilities/1/walk_minutes")->as_integer(), 17);
    EXPECT_EQ(reply.root().at_pointer("/messages/1/options/0/text")->as_string(), "見本駅の近くの図書館は？");
}

TEST_F(DialogueTest, finds_a_place_to_change_nappies_in_facilities_and_shops) {
    const auto reply = ask("facility.nearby", R"("place":"見本駅","tokuten":["おむつ替え"])");
    EXPECT_EQ(facilities(reply), (Ids{3, 2}));
    EXPECT_EQ(shops(reply), (Ids{3, 6, 9}));
    EXPECT_TELLS(reply, "おむつ替えのあるお店も、2km以内に4件あります。");
}

TEST_F(DialogueTest, offers_facilities_where_no_shop_has_what_was_asked_for) {
    const auto reply = ask("benefit.nearby", R"("place":"見本駅","tokuten":["授乳室"])");
    EXPECT_EQ(facilities(reply), Ids{3});
    const auto none = ask("benefit.nearby", R"("place":"空地駅","tokuten":["授乳室"])");
    EXPECT_TELLS(none, "お店が見つかりませんでした");
}

TEST_F(DialogueTest, widens_the_search_for_facilities_and_says_when_there_are_none) {
    const auto none = ask("facility.nearby", R"("place":"空地駅","facility":"公園")");
    EXPECT_TELLS(none, "空地駅から20km以内には、公園が見つかりませんでした。");
    const auto where = ask("facility.nearby");
    EXPECT_TELLS(where, "どんな施設をおさがしですか");
}

TEST_F(DialogueTest, finds_facilities_farther_away) {
    ask("facility.nearby", R"("place":"見本駅","facility":"公園")");
    const auto reply = ask("benefit.refine", R"("nearer":"nearer")");
    EXPECT_EQ(facilities(reply), Ids{1});
    EXPECT_TELLS(reply, "（1km以内）に、公園が1件");
}

TEST_F(DialogueTest, goes_on_looking_for_facilities_by_what_they_offer) {
    ask("facility.nearby", R"("place":"見本駅","tokuten":["授乳室"])");
    const auto nearer = ask("benefit.refine", R"("nearer":"nearer")");
    EXPECT_EQ(facilities(nearer), Ids{3});
    EXPECT_TELLS(nearer, "（1km以内）に、授乳室のある施設が1件");
    ask("facility.nearby", R"("place":"空地駅","facility":"公園")");
    EXPECT_EQ(facilities(ask("benefit.refine", R"("place":"見本駅")")), (Ids{1, 2})) << "also after nothing was found";
}

TEST_F(DialogueTest, asks_which_of_two_places_of_one_name) {
    const auto reply = ask("benefit.nearby", R"("place":"野田","genre":"飲食業")");
    EXPECT_TELLS(reply, "野田は2つあります。どちらでしょうか。");
    EXPECT_EQ(reply.root().at_pointer("/suggestions/0")->as_string(), "野田駅（堺市北区）の近くの飲食業");
    EXPECT_EQ(reply.root().at_pointer("/suggestions/1")->as_string(), "野田駅（大阪市福島区）の近くの飲食業");
    EXPECT_TELLS(ask("benefit.nearby", R"("place":"野田駅（堺市北区）")"), "野田駅");
}

TEST_F(DialogueTest, finds_events_of_a_day_near_a_place) {
    const auto reply = ask("event.find", R"("place":"見本駅","date":"2026-12-05T12:00:00+09:00")");
    EXPECT_EQ(events(reply), (Ids{1, 2}));
    EXPECT_TELLS(reply, "12月5日（土）に、見本駅の近くでイベントが2件あります。");
    EXPECT_TELLS(reply, "「親子もちつき大会」（12月5日（土）から12月6日（日）、見本会館、約10m・徒歩約1分）");
    EXPECT_EQ(reply.root().at_pointer("/events/0/first_day")->as_string(), "2026-12-05");
}

TEST_F(DialogueTest, finds_events_of_a_period_that_are_free) {
    const auto reply = ask("event.find", R"("date_period":{"startDate":"2026-12-01T00:00:00+09:00",)"
                                         R"("endDate":"2026-12-31T00:00:00+09:00"},"free":"無料")");
    EXPECT_EQ(events(reply), Ids{1});
    EXPECT_TELLS(reply, "12月3日（木）から12月31日（木）に、無料のイベントが1件あります。");
}

TEST_F(DialogueTest, finds_events_of_a_municipality) {
    EXPECT_EQ(events(ask("event.find", R"("place":"大阪市北区","date":"2026-12-06")")), (Ids{2, 1}));
}

TEST_F(DialogueTest, looks_at_other_days_when_nothing_is_on_and_says_so) {
    const auto reply = ask("event.find", R"("date":"2026-12-04","free":"無料","place":"見本駅")");
    EXPECT_EQ(events(reply), Ids{1});
    EXPECT_TELLS(reply, "12月4日（金）の見本駅の近くには見つからなかったので、");
    EXPECT_TELLS(reply, "ひろげてさがしました。");
    EXPECT_TELLS(ask("event.find", R"("place":"空地駅")"), "見つかりませんでした");
}

TEST_F(DialogueTest, tells_about_an_event_that_was_shown) {
    ask("event.find", R"("date":"2026-12-05")");
    const auto reply = ask("shop.detail", R"("ordinal":"1")");
    EXPECT_EQ(events(reply).size(), 1U);
    EXPECT_EQ(reply.root().at_pointer("/messages/1/items/1/text")->as_string(), "会場：見本会館");
}

TEST_F(DialogueTest, answers_from_the_article_of_the_topic) {
    query_text = "カードなくしました";
    const auto reply = ask("faq.answer", R"("topic":"lost")");
    EXPECT_TELLS(reply, "会員ページから再発行の手続きをしてください。");
    EXPECT_EQ(reply.root().at_pointer("/messages/1/url")->as_string(), "https://a.example.jp/lost");
    EXPECT_TELLS(ask("faq.answer", R"("topic":"join")"), "スマートフォンから申し込めます。");
}

TEST_F(DialogueTest, answers_from_the_article_a_question_is_about) {
    query_text = "離乳食っていつから？";
    EXPECT_TELLS(ask("faq.answer", R"("subject":"離乳食")"), "ごろから");
    query_text = "宇宙旅行";
    const auto none = ask("faq.answer", R"("subject":"宇宙旅行")");
    EXPECT_TELLS(none, "お答えできる記事が見つかりませんでした。");
    EXPECT_EQ(none.root().at_pointer("/suggestions/0")->as_string(), "事務局に問い合わせたい");
}

TEST_F(DialogueTest, takes_the_office_for_no_shop) {
    EXPECT_EQ(ask("shop.detail", R"("shop":"事務局","aspect":["電話番号"])")
                  .root()
                  .at_pointer("/messages/0/text")
                  ->as_string(),
              ask("office.handover").root().at_pointer("/messages/0/text")->as_string());
}

TEST_F(DialogueTest, hands_over_to_the_office) {
    const auto reply = ask("office.handover");
    EXPECT_TELLS(reply, "見本事務局がうけたまわります。お電話は06-0000-0000です。受付時間は平日9:00～17:30です。");
}

TEST_F(DialogueTest, makes_two_suggestions_of_what_it_did_not_understand) {
    query_text = "見本駅ほげほげ";
    const auto place = ask("input.unknown");
    EXPECT_EQ(place.root().find("suggestions")->size(), 2U);
    EXPECT_EQ(place.root().at_pointer("/suggestions/0")->as_string(), "見本駅の近くで使えるお店は？");
    query_text = "カードをなくした";
    EXPECT_TELLS(ask("input.unknown"), "再発行の手続き");
    query_text = "あああ";
    EXPECT_EQ(ask("input.unknown").root().find("suggestions")->size(), 2U);
}

TEST_F(DialogueTest, remembers_within_what_fits_into_a_token) {
    std::string words;
    for (int word = 0; word < 9; ++word) {
        words += words.empty() ? "\"" : ",\"";
        for (int letter = 0; letter < 300; ++letter) words += "無";
        words += std::to_string(word) + "\"";
    }
    std::string place;
    for (int letter = 0; letter < 300; ++letter) place += "長";
    router.will_answer(R"({"places":[{"name":")" + place + R"(","lat":34.7,"lng":135.5}]})");
    ask("facility.nearby", R"("place":")" + place + R"(","facility":[)" + words + R"(],"tokuten":[)" + words + "]");
    const auto sealer = *ConversationSealer::from_hex(std::string(64, '1'));
    const auto all = json::Document::parse(R"({"contexts":)" + contexts + "}");
    const Conversation conversation{std::string(36, 's'), read_contexts(all->root().find("contexts"))};
    ASSERT_EQ(conversation.contexts.size(), 2U);
    const auto token = sealer.seal(conversation, clock.wall());
    EXPECT_LE(token.size(), ConversationSealer::kLongestToken);
    EXPECT_EQ(sealer.open(token, clock.wall())->contexts.size(), 2U) << "nothing had to be left out";
}

TEST_F(DialogueTest, asks_maps_only_for_places_that_nobody_here_knows) {
    for (const auto* known : {"見本駅", "見本図書館", "見本の店3", "野田", "大阪市北区"})
        for (const auto* action : {"benefit.nearby", "facility.nearby", "event.find"})
            ask(action, R"("facility":"公園","place":")" + std::string(known) + "\"");
    ask("facility.nearby", R"("facility":"公園","there":"there")");
    ask("faq.answer", R"("subject":"離乳食")");
    EXPECT_TRUE(router.asked.empty());
    ask("event.find", R"("place":"見本タワー")");
    ASSERT_EQ(router.asked.size(), 1U);
    EXPECT_EQ(router.asked[0].type, "place.lookup");
    EXPECT_EQ(router.asked[0].data_text(), R"({"text":"見本タワー"})");
}

TEST_F(DialogueTest, survives_contexts_that_somebody_else_wrote) {
    contexts = R"([{"name":"nearby","lifespan":5,"parameters":{"lat":"x","shown":"shops","shown_ids":[1,"2",null],)"
               R"("focus":99,"skip":-5,"radius_m":1e9}}])";
    EXPECT_TELLS(ask("shop.detail", R"("there":"there","aspect":"電話番号")"), "見本の店1");
}

}  // namespace
}  // namespace hub::chat
