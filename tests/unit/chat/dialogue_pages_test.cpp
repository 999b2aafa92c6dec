// Pages of what was found: where each begins, what can be asked about, and how its first one is called.
#include "tests/unit/chat/dialogue_fixture.hpp"

namespace hub::chat {
namespace {

using namespace std::chrono_literals;

// A town so dense that the circle around its station holds more than one looks at.
class DenseTownTest : public DialogueTest {
protected:
    static constexpr int kMany = 600;  // within 2 km

    DenseTownTest() {
        for (int id = 1; id <= kMany; ++id) {
            data.shops.push_back(test::sample_shop(id, "店" + std::to_string(id), north_of(kStation, id * 3.0)));
            data.shops.back().opening_hours = "18:00～23:00";
            data.facilities.push_back(park(id, id * 3.0));
        }
        for (int id = kMany + 1; id <= kMany + 7; ++id) {
            data.shops.push_back(
                test::sample_shop(id, "店" + std::to_string(id), north_of(kStation, 1'000.0 + id * 3)));
            data.facilities.push_back(park(id, 1'000.0 + id * 3));
        }
        data.places = {{1, "見本", "みほん", "station", "見本市", kStation, 5}};
    }
    static catalog::FacilityRow park(std::int64_t id, double metres) {
        catalog::FacilityRow row;
        row.facility_id = id;
        row.kind = "park";
        row.name = "公園" + std::to_string(id);
        row.position = north_of(kStation, metres);
        return row;
    }
    void open_town() { holder.replace(catalog::Snapshot::build(std::move(data))); }

    catalog::CatalogData data = test::sample_codes();
};

TEST_F(DenseTownTest, shows_the_shops_farther_away_however_many_are_near) {
    open_town();
    EXPECT_TELLS(ask("benefit.nearby", R"("place":"見本駅")"), "使えるお店が600件");
    const auto farther = ask("benefit.refine", R"("nearer":"farther")");
    EXPECT_EQ(shops(farther), (Ids{601, 602, 603, 604, 605}));
    EXPECT_TELLS(farther, "2km以内のほかに7件あります（近い順に5件をご案内）。そのうちいちばん近いのは「店601」");
    EXPECT_EQ(shops(ask("benefit.refine", R"("more":"more")")), (Ids{606, 607}));
}

TEST_F(DenseTownTest, shows_the_facilities_farther_away_however_many_are_near) {
    open_town();
    EXPECT_TELLS(ask("facility.nearby", R"("place":"見本駅","facility":"公園")"), "公園が600件");
    const auto farther = ask("benefit.refine", R"("nearer":"farther")");
    EXPECT_EQ(facilities(farther), (Ids{601, 602, 603, 604, 605}));
    EXPECT_TELLS(farther, "公園が2km以内のほかに7件");
}

TEST_F(DenseTownTest, finds_the_one_that_is_open_behind_hundreds_that_are_not) {
    data.shops[590].opening_hours = "10:00～18:00";
    open_town();
    const auto reply = ask("benefit.nearby", R"("place":"見本駅","open_now":"open_now")");
    EXPECT_EQ(shops(reply), Ids{591});
    EXPECT_TELLS(reply, "いま営業中のお店が1件");
}

TEST_F(DialogueTest, calls_the_first_one_of_a_page_nearest_only_on_the_first_page) {
    EXPECT_TELLS(ask("benefit.nearby", R"("place":"見本駅")"), "いちばん近いのは「見本の店1」");
    const auto second = ask("benefit.refine", R"("more":"more")");
    EXPECT_TELLS(second, "つづきは「見本の店6」");
    EXPECT_EQ(text(second).find("いちばん近い"), std::string::npos);
}

class ParksTest : public DialogueTest {
protected:
    ParksTest() {
        auto data = test::sample_codes();
        for (int id = 1; id <= 7; ++id) {
            catalog::FacilityRow row;
            row.facility_id = id;
            row.kind = "park";
            row.name = "公園" + std::to_string(id);
            row.tel = "06-0000-000" + std::to_string(id);
            row.position = north_of(kStation, id * 100.0);
            data.facilities.push_back(std::move(row));
        }
        for (int id = 1; id <= 4; ++id) {
            data.shops.push_back(test::sample_shop(id, "店" + std::to_string(id), north_of(kStation, id * 100.0)));
            data.shops.back().benefits = {{"06", "授乳室があります", ""}};
            data.shops.back().tel = "06-0000-001" + std::to_string(id);
        }
        data.places = {{1, "見本", "みほん", "station", "見本市", kStation, 5}};
        holder.replace(catalog::Snapshot::build(std::move(data)));
    }
};

TEST_F(ParksTest, goes_on_behind_the_nearest_one_when_it_alone_was_told) {
    query_text = "見本駅からいちばん近い公園は？";
    const auto nearest = ask("facility.nearby", R"("place":"見本駅","facility":"公園")");
    EXPECT_EQ(facilities(nearest), Ids{1});
    EXPECT_TELLS(nearest, "からいちばん近い公園は「公園1」");
    query_text = "ほかには？";
    const auto more = ask("benefit.refine", R"("more":"more")");
    EXPECT_EQ(facilities(more), (Ids{2, 3, 4, 5, 6}));
    EXPECT_TELLS(more, "（近い順に2件目から6件目）。つづきは「公園2」");
    EXPECT_EQ(facilities(ask("benefit.refine", R"("more":"more")")), Ids{7});
}

TEST_F(ParksTest, tells_about_the_second_one_when_only_the_nearest_was_told) {
    query_text = "見本駅からいちばん近い公園は？";
    ask("facility.nearby", R"("place":"見本駅","facility":"公園")");
    query_text = "q";
    EXPECT_TELLS(ask("shop.detail", R"("aspect":"電話番号")"), "公園1の電話番号は「06-0000-0001」");
    EXPECT_TELLS(ask("shop.detail", R"("ordinal":"2","aspect":"電話番号")"), "公園2の電話番号は「06-0000-0002」");
}

TEST_F(ParksTest, can_be_asked_about_the_shops_it_showed_where_no_facility_was) {
    const auto reply = ask("facility.nearby", R"("place":"見本駅","tokuten":["授乳室"])");
    EXPECT_EQ(facilities(reply), Ids{});
    EXPECT_EQ(shops(reply), (Ids{1, 2, 3}));
    EXPECT_TELLS(ask("shop.detail", R"("ordinal":"2","aspect":"電話番号")"), "店2の電話番号は「06-0000-0012」");
    EXPECT_EQ(shops(ask("benefit.refine", R"("more":"more")")), Ids{4});
}

TEST_F(DialogueTest, looks_for_further_events_in_the_circle_that_was_widened) {
    auto data = test::sample_codes();
    for (int id = 1; id <= 7; ++id) {
        catalog::EventRow event;
        event.event_id = id;
        event.title = "催し" + std::to_string(id);
        event.first_day = event.last_day = 2026y / 12 / 5;
        event.position = north_of(kStation, 10'000.0 + id * 100);
        data.events.push_back(std::move(event));
    }
    data.places = {{1, "見本", "みほん", "station", "見本市", kStation, 5}};
    holder.replace(catalog::Snapshot::build(std::move(data)));
    const auto first = ask("event.find", R"("place":"見本駅","date":"2026-12-05")");
    EXPECT_EQ(events(first), (Ids{1, 2, 3, 4, 5}));
    EXPECT_TELLS(first, "20km以内までひろげてさがしました。");
    const auto more = ask("benefit.refine", R"("more":"more")");
    EXPECT_EQ(events(more), (Ids{6, 7}));
    EXPECT_EQ(text(more).find("ひろげて"), std::string::npos) << text(more);
}

TEST_F(DialogueTest, says_until_when_it_is_open_and_that_it_may_be_closed_all_the_same) {
    auto data = test::sample_codes();
    data.shops = {test::sample_shop(1, "昼の店", kStation), test::sample_shop(2, "夜も昼も開いている店", kStation),
                  test::sample_shop(3, "気まぐれな店", kStation)};
    data.shops[0].opening_hours = "10:00～18:00";
    data.shops[1].opening_hours = "24時間営業";
    data.shops[2].opening_hours = "10:00～18:00　定休日：不定休";
    holder.replace(catalog::Snapshot::build(std::move(data)));
    const auto hours_of = [this](const std::string& shop) {
        return ask("shop.detail", R"("aspect":["営業時間"],"shop":")" + shop + "\"");
    };
    EXPECT_TELLS(hours_of("昼の店"), "いま営業中です（18:00まで）。");
    EXPECT_TELLS(hours_of("夜も昼も開いている店"), "いま営業中です。");
    const auto irregular = hours_of("気まぐれな店");
    EXPECT_TELLS(irregular, "いま営業中です（18:00まで。日によって変わることがあります）。");
    EXPECT_EQ(irregular.root().at_pointer("/shops/0/irregular")->as_boolean(), true);
}

TEST_F(DialogueTest, survives_a_number_that_no_integer_holds) {
    EXPECT_TELLS(ask("shop.detail", R"("ordinal":1e300,"aspect":"電話番号")"), "どのお店について");
}

}  // namespace
}  // namespace hub::chat
