// Which letters are taken for places: with real names and everyday words around them.
#include <gtest/gtest.h>

#include "connectors/local_agent/catalog_values.hpp"
#include "connectors/local_agent/mention_reader.hpp"

namespace hub::local_agent {
namespace {

class PlaceReading : public ::testing::Test {
protected:
    PlaceReading() : table(entities), vocabulary(table, entities, {place_values(rows())}) {}

    static std::vector<catalog::PlaceRow> rows() {
        std::vector<catalog::PlaceRow> all;
        const auto add = [&](const char* name, const char* reading, const char* kind) {
            all.push_back({static_cast<std::int64_t>(all.size()), name, reading, kind, "", {34.7, 135.5}, 1});
        };
        add("梅田", "うめだ", "station");
        add("焼津", "やいづ", "station");
        add("大阪", "おおさか", "station");
        add("なんば", "なんば", "station");
        add("公園", "こうえん", "station");
        add("中央", "ちゅうおう", "station");
        add("成増", "なります", "station");
        add("生野", "いくの", "station");
        add("津", "つ", "station");
        add("堺市", "さかいし", "city");
        add("東京都", "とうきょうと", "city");
        add("森", "もり", "town");
        add("金物町", "", "town");
        add("大阪市北区", "おおさかしきたく", "city");
        add("枚方公園", "ひらかたこうえん", "station");
        all.back().aliases = {"ひらパー", "ミナミ"};
        return all;
    }

    std::string places(const std::string& text) const {
        std::string all;
        const Utterance utterance(text);
        for (const auto& mention : MentionReader(table, vocabulary, everyday).read(utterance, day).mentions)
            if (mention.entity == table.place())
                all += (all.empty() ? "" : " ") + utterance.written(mention.begin, mention.end);
        return all;
    }

    const std::chrono::sys_days day{std::chrono::year(2026) / 11 / 22};
    const std::vector<Entity> entities{{"place", {}, true},
                                       {"facility", {{"公園", {"公園"}}}, false},
                                       {"genre", {{"宿泊業", {"ホテル"}}, {"小売業", {"くつ"}}}, false},
                                       {"here", {{"ここ", {"近く", "この近く"}}}, false}};
    const EntityTable table;
    const Vocabulary vocabulary;
    const EverydayWords everyday;
};

TEST_F(PlaceReading, a_name_before_a_particle_is_meant) {
    EXPECT_EQ(places("梅田でランチ"), "梅田");
    EXPECT_EQ(places("明日梅田に行く"), "梅田");
    EXPECT_EQ(places("梅田駅前のカフェ"), "梅田駅");
    EXPECT_EQ(places("やいづえきの近く"), "やいづえき");
    EXPECT_EQ(places("大阪旅行を計画中"), "大阪");
}

TEST_F(PlaceReading, a_name_inside_another_name_is_not) {
    EXPECT_EQ(places("大阪城に行きたい"), "");
    EXPECT_EQ(places("東京タワーはどこ"), "");
    EXPECT_EQ(places("西梅田という店"), "");
    EXPECT_EQ(places("大阪市役所に電話"), "");
}

TEST_F(PlaceReading, everyday_words_are_no_places) {
    EXPECT_EQ(places("公園で遊ぶ"), "");
    EXPECT_EQ(places("中央に置く"), "");
    EXPECT_EQ(places("7時になります"), "");
    EXPECT_EQ(places("旅行にいくので"), "");
    EXPECT_EQ(places("つの字"), "");
}

TEST_F(PlaceReading, unless_they_are_called_a_station) { EXPECT_EQ(places("中央駅の近く"), "中央駅"); }

TEST_F(PlaceReading, readings_count_where_they_are_set_off) {
    EXPECT_EQ(places("うめだでランチ"), "うめだ");
    EXPECT_EQ(places("ウメダのカフェ"), "ウメダ");
    EXPECT_EQ(places("ﾅﾝﾊﾞのカフェ"), "ﾅﾝﾊﾞ");
}

TEST_F(PlaceReading, cities_are_called_without_their_suffix_and_wards_without_their_city) {
    EXPECT_EQ(places("堺で遊べるところ"), "堺");
    EXPECT_EQ(places("東京のお店"), "東京");
    EXPECT_EQ(places("北区のカフェ"), "北区");
}

TEST_F(PlaceReading, a_place_that_is_ruled_out_is_not_meant) {
    EXPECT_EQ(places("北区以外でお願いします"), "");
    EXPECT_EQ(places("梅田駅の近くでなくてもいいです"), "");
    EXPECT_EQ(places("梅田じゃなくてもいい"), "");
}

TEST_F(PlaceReading, a_name_no_list_has_is_read_by_what_follows_it) {
    EXPECT_EQ(places("グランフロント大阪の近く"), "グランフロント大阪");
    EXPECT_EQ(places("土曜日に友達とグランフロント大阪周辺で"), "グランフロント大阪");
    EXPECT_EQ(places("大阪城公園の近く"), "大阪城公園");
    EXPECT_EQ(places("ホテル日航の近くで"), "ホテル日航");
    EXPECT_EQ(places("新未来駅の近く"), "新未来駅");
    EXPECT_EQ(places("最寄り駅はどこですか"), "");
    EXPECT_EQ(places("この近くの公園の近く"), "");
}

TEST_F(PlaceReading, near_a_place_is_not_near_me) {
    const Utterance utterance("梅田の近くのカフェ");
    for (const auto& mention : MentionReader(table, vocabulary, everyday).read(utterance, day).mentions)
        EXPECT_NE(mention.entity, table.here());
}

TEST_F(PlaceReading, a_reading_that_stands_alone_is_meant) {
    EXPECT_EQ(places("うめだ ランチ"), "うめだ");
    EXPECT_EQ(places("カフェいきたい！やいづ！"), "やいづ");
    EXPECT_EQ(places("やいづやけど"), "やいづ");
}

TEST_F(PlaceReading, a_sentence_drawn_long_ends_before_a_name) {
    EXPECT_EQ(places("公園おしえて〜堺市のへん"), "堺市");
}

TEST_F(PlaceReading, a_nickname_is_a_name) { EXPECT_EQ(places("ひらパーの帰り"), "ひらパー"); }

TEST_F(PlaceReading, parts_of_osaka_are_meant_in_katakana) {
    EXPECT_EQ(places("ミナミでごはん"), "ミナミ");
    EXPECT_EQ(places("みなみでごはん"), "");
}

TEST_F(PlaceReading, seven_digits_are_a_place_where_they_are_a_postal_code) {
    EXPECT_EQ(places("〒530-0001の店"), "530-0001");
    EXPECT_EQ(places("５３００００１の近く"), "５３００００１");
    EXPECT_EQ(places("5300001"), "");
    EXPECT_EQ(places("06-530-0001"), "");
    EXPECT_EQ(places("530-00012"), "");
}

TEST_F(PlaceReading, a_town_is_known_by_its_whole_name_and_not_by_a_word) {
    EXPECT_EQ(places("森で遊べるところ"), "");
    EXPECT_EQ(places("金物のお店"), "");
    EXPECT_EQ(places("金物町の近く"), "金物町");
}

TEST_F(PlaceReading, near_is_near_what_was_named_before_it) {
    const auto mentions_here = [this](const std::string& text) {
        const Utterance utterance(text);
        const auto mentions = MentionReader(table, vocabulary, everyday).read(utterance, day).mentions;
        return std::any_of(mentions.begin(), mentions.end(),
                           [this](const Mention& one) { return one.entity == table.here(); });
    };
    EXPECT_FALSE(mentions_here("梅田に行くから、近くでランチ"));
    EXPECT_TRUE(mentions_here("近くでランチ"));
    EXPECT_TRUE(mentions_here("梅田やなくて、この近くでランチ"));
}

TEST_F(PlaceReading, two_letters_of_hiragana_are_a_word_where_one_begins) {
    const auto genres = [this](const std::string& text) {
        const Utterance utterance(text);
        const auto mentions = MentionReader(table, vocabulary, everyday).read(utterance, day).mentions;
        return std::count_if(mentions.begin(), mentions.end(),
                             [this](const Mention& one) { return table.name(one.entity) == "genre"; });
    };
    EXPECT_EQ(genres("くつ 子ども用"), 1);
    EXPECT_EQ(genres("子どものくつ"), 1);
    EXPECT_EQ(genres("行くついでに"), 0);
}

}  // namespace
}  // namespace hub::local_agent
