#include "router/core/json_fault.hpp"

#include <gtest/gtest.h>

namespace hub::json {
namespace {

std::string place_of(std::string_view text) {
    const auto fault = find_fault(text, {.depth = 4, .bytes = 100});
    return fault ? fault->pointer : "no fault";
}

TEST(JsonFault, stands_in_the_value_where_the_text_stops_being_json) {
    EXPECT_EQ(place_of(R"({"a":1})"), "no fault");
    EXPECT_EQ(place_of(R"({"a":1e999})"), "/a");
    EXPECT_EQ(place_of(R"({"x":"{[,","a":[1,{"b":"\ud800"}]})"), "/a/1/b");
    EXPECT_EQ(place_of(R"({"a":[[0],{"c":{}},"\udc00"]})"), "/a/2");
    EXPECT_EQ(place_of("{\"a\":\"\xe3\x81\"}"), "/a");
    EXPECT_EQ(place_of("{\"a\":{\"b\":\"x\",\"\xff\":1}}"), "/a") << "a name stands in its object";
    EXPECT_EQ(place_of(R"({"a/b":{"m~n":nul}})"), "/a~1b/m~0n");
    EXPECT_EQ(place_of(R"({"\u3042\"":[1,)"), "/あ\"/1");
    EXPECT_EQ(place_of(R"({"a":[[[[1]]]]})"), "/a/0/0/0");
    EXPECT_EQ(place_of(""), "");
    EXPECT_EQ(place_of("{}{}"), "");
}

TEST(JsonFault, of_a_repeated_name_stands_at_it) {
    EXPECT_EQ(place_of(R"({"a":1,"a":2})"), "/a");
    EXPECT_EQ(place_of(R"([0,{"b/c":{"d":1,"\u0064":2}}])"), "/1/b~1c/d");
}

TEST(JsonFault, is_never_named_with_bytes_that_are_no_text) {
    EXPECT_EQ(place_of("{\"\xff\":[[[[1]]]]}"), "") << "depth is looked at before the bytes";
    EXPECT_EQ(place_of(R"({"a":{"\udc00":{"b":1e999}}})"), "/a");
}

TEST(JsonFault, says_what_kind_it_is_and_where) {
    const auto kind_of = [](std::string_view text) { return find_fault(text, {.depth = 4, .bytes = 100})->kind; };
    EXPECT_EQ(kind_of(std::string(101, ' ')), FaultKind::too_large);
    EXPECT_EQ(kind_of("[[[[["), FaultKind::too_deep);
    EXPECT_EQ(kind_of("[1,]"), FaultKind::grammar);
    EXPECT_EQ(kind_of("[\"\xff\"]"), FaultKind::encoding);
    EXPECT_EQ(kind_of(R"(["\ud83d"])"), FaultKind::surrogate);
    EXPECT_EQ(kind_of(R"(["\udc76"])"), FaultKind::surrogate);
    EXPECT_EQ(kind_of("[1e999]"), FaultKind::number);
    EXPECT_EQ(kind_of(R"({"a":1,"a":1})"), FaultKind::repeated_name);
    EXPECT_EQ(find_fault("[1,1e999]")->offset, 3u);
}

}  // namespace
}  // namespace hub::json
