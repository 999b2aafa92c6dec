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
        add("東京都", "とうきょうと", "prefecture");
        add("大阪市北区", "おおさかしきたく", "city");
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
                                       {"genre", {{"宿泊業", {"ホテル"}}}, false},
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

}  // namespace
}  // namespace hub::local_agent
