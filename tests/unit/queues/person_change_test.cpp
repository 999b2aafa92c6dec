#include "queues/person_change.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

DeliveryView in(State state, bool dropped = false) { return {42, state, 3, 5, 2, dropped}; }

TEST(PersonChange, says_why_it_cannot_be_made) {
    EXPECT_EQ(why_not(PersonChange::park, in(State::pending)), "");
    EXPECT_EQ(why_not(PersonChange::park, in(State::sending)),
              "is under way and cannot be stopped any more: look again when its outcome is known");
    EXPECT_EQ(why_not(PersonChange::park, in(State::parked)), "is parked already");
    EXPECT_EQ(why_not(PersonChange::park, in(State::unknown)), "is unknown: nothing waits that could be held back");
    EXPECT_EQ(why_not(PersonChange::park, in(State::sent)), "has been sent");
    EXPECT_EQ(why_not(PersonChange::drop, in(State::pending)), "still waits to be sent: park it first");
    EXPECT_EQ(why_not(PersonChange::replay, in(State::pending)), "waits to be sent already");
    EXPECT_EQ(why_not(PersonChange::replay, in(State::sent)), "has been sent; a delivery is never sent a second time");
    for (const auto change : {PersonChange::drop, PersonChange::replay}) {
        for (const auto state : {State::parked, State::unknown, State::failed})
            EXPECT_EQ(why_not(change, in(state)), "");
        EXPECT_EQ(why_not(change, in(State::failed, true)), "has been given up for good");
    }
}

TEST(PersonChange, needs_a_name_and_a_reason) {
    EXPECT_TRUE(problems_of({PersonChange::drop, "operator", "宛先の誤り"}).empty());
    std::string long_reason;
    for (int count = 0; count < 500; ++count) long_reason += "あ";
    EXPECT_TRUE(problems_of({PersonChange::drop, "operator", long_reason}).empty());
    EXPECT_EQ(problems_of({PersonChange::drop, "operator", long_reason + "あ"}).size(), 1u);
    const auto problems = problems_of({PersonChange::drop, " ", "\t　　"});
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_EQ(problems[0].field, "by");
    EXPECT_EQ(problems[1].field, "reason");
    EXPECT_EQ(problems_of({PersonChange::drop, std::string(101, 'x'), std::string(501, 'x')}).size(), 2u);
    EXPECT_EQ(problems_of({PersonChange::drop, "\xff", std::string("a\0b", 3)}).size(), 2u);
}

TEST(PersonChange, spreads_a_replay_evenly_over_the_seconds) {
    EXPECT_EQ(spread(0, 10), milliseconds(0));
    EXPECT_EQ(spread(1, 10), milliseconds(100));
    EXPECT_EQ(spread(9, 10), milliseconds(900));
    EXPECT_EQ(spread(1'000'000, 10), milliseconds(100'000'000));
    EXPECT_EQ(spread(2'000'000'000, 1'000), milliseconds(2'000'000'000));
}

TEST(EditedData, is_a_json_object_and_made_compact) {
    EXPECT_EQ(*edited_data("{ \"a\" : [1, \"店\"] }\n"), R"({"a":[1,"店"]})");
    EXPECT_TRUE(edited_data(R"({"text":"\\u0001 and \u0001"})").ok());
}

TEST(EditedData, is_refused_with_the_reason) {
    const auto problem = [](const std::string& text) {
        const auto data = edited_data(text);
        return data ? "taken" : data.error().fields.at(0).problem;
    };
    EXPECT_EQ(problem("[1]"), "must be a JSON object");
    EXPECT_EQ(problem("{\"a\":1"), problem("{\"a\":1"));
    EXPECT_EQ(problem("{\"a\":1").substr(0, 13), "must be JSON:");
    EXPECT_EQ(problem("{\"a\":\"\\u0000\"}"), "must not contain the character U+0000");
    EXPECT_EQ(problem("{\"a\":\"" + std::string(1024 * 1024, 'x') + "\"}"), "must be at most 1 MiB");
}

ChosenDelivery chosen() {
    ChosenDelivery one;
    one.view = in(State::parked);
    one.message_id = "019a9b1e-0000-7000-8000-000000000001";
    one.type = "shop.approved";
    one.subject = "shop_temp/12";
    one.connector = "mail";
    return one;
}

TEST(PersonChangeText, says_what_was_done_and_what_it_means) {
    ChangeReport report;
    report.change = PersonChange::drop;
    report.changed.push_back({chosen(), *change_of({PersonChange::drop, "sato", "x"}, chosen().view)});
    report.left.push_back({"delivery 43", "has been sent; a delivery is never sent a second time"});
    EXPECT_EQ(to_text(report),
              "Dropped: given up for good, never sent, not even by a replay.\n"
              "  delivery 42  shop.approved  shop_temp/12  -> mail  parked -> failed\n"
              "  left as it is: delivery 43 has been sent; a delivery is never sent a second time");
    const auto document = json::Document::parse(to_json(report));
    ASSERT_TRUE(document.ok());
    EXPECT_EQ(document->root().at_pointer("/changed/0/to")->as_string(), "failed");
    EXPECT_EQ(document->root().at_pointer("/left/0/what")->as_string(), "delivery 43");
    report.only_looked = true;
    EXPECT_EQ(to_text(report).substr(0, 29), "Not done, this would happen. ");
}

TEST(PersonChangeText, says_how_many_are_replayed_and_how_long_it_takes) {
    ReplayOfMany replay;
    replay.only_looked = true;
    replay.matched = 1'205;
    replay.per_second = 10;
    replay.first = {chosen()};
    EXPECT_EQ(to_text(replay),
              "1205 deliveries would be replayed, 10 a second: over 2 min.\n"
              "  delivery 42  shop.approved  shop_temp/12  -> mail  parked\n"
              "  and 1204 more");
    replay.only_looked = false;
    replay.replayed = 1'200;
    EXPECT_EQ(
        to_text(replay).substr(0, to_text(replay).find('\n')),
        "1200 of 1205 deliveries replayed, 10 a second: over 2 min. The others had been changed in the meantime.");
    EXPECT_TRUE(json::Document::parse(to_json(replay)).ok());
}

TEST(PersonChangeText, points_to_unknown_outcomes_that_were_left_out) {
    ReplayOfMany replay;
    replay.per_second = 10;
    EXPECT_EQ(to_text(replay), "No delivery that could be replayed matches.");
    replay.unknown_left_out = true;
    EXPECT_NE(to_text(replay).find("only with --state unknown"), std::string::npos);
}

}  // namespace
}  // namespace hub::queues
