#include "portal/api/request_validation.hpp"

#include <gtest/gtest.h>

#include "tests/unit/portal_api/contract_text.hpp"

namespace hub::portal {
namespace {

const OpenApiContract& hub_contract() {
    static const auto contract = OpenApiContract::load(HUB_SOURCE_DIRECTORY "/config/openapi.json").value();
    return contract;
}

HttpRequest get(std::string target) {
    HttpRequest request;
    request.method = "GET";
    request.target = std::move(target);
    return request;
}

// The message's data, or "field: problem" lines.
std::string outcome(const Operation& operation, const HttpRequest& request) {
    const auto data = request_data(operation, request);
    if (data) return *data;
    std::string lines;
    for (const auto& field : data.error().fields) lines += field.field + ": " + field.problem + "\n";
    return lines;
}

std::string list_shops(const std::string& query) {
    return outcome(*hub_contract().find("listShops"), get("/api/v1/shops" + query));
}

std::string chat(std::string body) {
    HttpRequest request = get("/api/v1/chat/messages");
    request.body = std::move(body);
    return outcome(*hub_contract().find("postChatMessage"), request);
}

TEST(RequestData, parameters_become_typed_members) {
    EXPECT_EQ(list_shops("?lat=34.867&lng=138.318&radius_m=500&q=%E3%82%B1%E3%83%BC%E3%82%AD+a&open_now=false&limit=5"),
              R"({"lat":34.867,"lng":138.318,"radius_m":500,"q":"ケーキ a","open_now":false,"limit":5})");
    EXPECT_EQ(list_shops("?genre=a&genre=b"), R"({"genre":["a","b"],"limit":20})");
}

TEST(RequestData, defaults_and_data_names_come_from_the_contract) {
    const auto& legacy = *hub_contract().find("legacyListShops");
    EXPECT_EQ(outcome(legacy, get("/shop/list/")), R"({"group":1,"start":0})");
    EXPECT_EQ(outcome(legacy, get("/shop/list/?GROUP=2&START=10")), R"({"group":2,"start":10})");
}

// A rule beside the contract's: what stands in these fields is wrong, and one of them is always.
class ScriptedCheck final : public FormCheck {
public:
    std::vector<FieldProblem> wrong_fields(const Message& message) const override {
        seen = std::string(message.data_text());
        return found;
    }
    std::vector<FieldProblem> found;
    mutable std::string seen;
};

TEST(RequestData, what_is_found_in_the_data_is_told_about_the_request) {
    const auto& legacy = *hub_contract().find("legacyListShops");
    const auto told =
        named_as_asked(legacy, {{"/start", ""}, {"/group/0", ""}, {"/groups", ""}, {"/", ""}, {"", ""}, {"q", ""}});
    std::string fields;
    for (const auto& problem : told) fields += problem.field + " ";
    EXPECT_EQ(fields, "START GROUP /groups /  q ");
}

TEST(RequestData, a_body_that_cannot_be_read_is_named_beside_wrong_parameters) {
    auto request = get("/api/v1/users/x/second-step/end");
    request.path_parameters = {{"user_id", "x"}};
    request.body = "{";
    EXPECT_EQ(outcome(*hub_contract().find("liftUserSecondStep"), request).substr(0, 8), "user_id:");
    const auto data = request_data(*hub_contract().find("liftUserSecondStep"), request);
    ASSERT_EQ(data.error().fields.size(), 2u);
    EXPECT_EQ(data.error().code, "request.body");
    EXPECT_EQ(data.error().fields.back().field, "");
}

TEST(RequestData, what_a_handler_finds_wrong_stands_beside_what_the_contract_does) {
    ScriptedCheck check;
    check.found = {{"/password", "easily guessed"}, {"/children/0", "too old"}, {"/city", "none"}, {"/genres/0", "x"}};
    const auto named = [&](std::string body) {
        auto request = get("/api/v1/users");
        request.body = std::move(body);
        std::string fields;
        const auto data = request_data(*hub_contract().find("registerUser"), request, &check);
        if (data) return *data;
        for (const auto& field : data.error().fields) fields += field.field + " ";
        return fields;
    };
    EXPECT_EQ(named(R"({"token":1,"password":"aaaaaaaaaa","programme":1,"consent_version":"2026-11",)"
                    R"("children":[{"birth_year":1}],"genres":7,"unknown":1})"),
              "/token /children/0/birth_year /children/0/birth_month /genres /unknown /password /city ");
    EXPECT_EQ(check.seen, R"({"token":1,"password":"aaaaaaaaaa","programme":1,"consent_version":"2026-11",)"
                          R"("children":[{"birth_year":1}],"genres":7})");
    check.seen = "nothing";
    const std::string good = R"({"token":"3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","password":"aaaaaaaaaa",)"
                             R"("programme":1,"consent_version":"2026-11"})";
    EXPECT_EQ(named(good), good);  // the handler itself is asked then
    EXPECT_EQ(check.seen, "nothing");
    EXPECT_EQ(named("[]"), " ");
    EXPECT_EQ(named("{"), " ");
}

TEST(RequestData, path_parameters_are_checked_like_others) {
    const auto& shop = *hub_contract().find("getShop");
    auto request = get("/api/v1/shops/12");
    request.path_parameters = {{"shop_id", "12"}};
    EXPECT_EQ(outcome(shop, request), R"({"shop_id":12})");
    for (const auto* wrong : {"0", "-1", "012", "1.5", "abc", "9223372036854775808", "1e3", "+1", " 1", "１"}) {
        request.path_parameters = {{"shop_id", wrong}};
        EXPECT_NE(outcome(shop, request).find("shop_id: 整数で"), std::string::npos) << wrong;
    }
    request.path_parameters = {{"shop_id", "9223372036854775807"}};
    EXPECT_EQ(outcome(shop, request), R"({"shop_id":9223372036854775807})");
}

TEST(RequestData, names_every_wrong_parameter_at_once) {
    const auto lines = list_shops("?lat=91&lng=x&limit=0&limit=3&programme=3&sort=near&open_now=1&q=&gendre=1");
    for (const auto* start :
         {"lat: 数で", "lng: 数で", "limit: 一度だけ", "programme: 整数で", "sort: ", "open_now: 真偽", "q: 文字列で",
          "gendre: 知らない項目です。もしかして \"genre\" ですか。"})
        EXPECT_NE(lines.find(start), std::string::npos) << start << " in\n" << lines;
}

TEST(RequestData, numbers_have_one_way_to_be_written) {
    for (const auto* wrong : {"34.", ".5", "1e1", "0x10", "NaN", "inf", "--1", "01", "1,5", ""})
        EXPECT_NE(list_shops("?lat=" + std::string(wrong)).find("lat: "), std::string::npos) << wrong;
    EXPECT_EQ(list_shops("?lat=-0.5"), R"({"lat":-0.5,"limit":20})");
}

TEST(RequestData, limits_hold_exactly) {
    EXPECT_NE(list_shops("?limit=0").find("limit: "), std::string::npos);
    EXPECT_EQ(list_shops("?limit=1"), R"({"limit":1})");
    EXPECT_EQ(list_shops("?limit=100"), R"({"limit":100})");
    EXPECT_NE(list_shops("?limit=101").find("limit: "), std::string::npos);
    std::string hundred;
    for (int count = 0; count < 100; ++count) hundred += "%E3%81%82";  // counted in characters, not bytes
    EXPECT_EQ(list_shops("?q=" + hundred).find("q: "), std::string::npos);
    EXPECT_NE(list_shops("?q=" + hundred + "a").find("q: "), std::string::npos);
}

TEST(RequestData, text_that_is_no_utf8_is_refused) {
    for (const auto* wrong : {"?q=%ff", "?q=%c0%af", "?q=%ed%a0%80", "?q=%f4%90%80%80", "?q=%e3%81", "?%ff=1"})
        EXPECT_NE(list_shops(wrong).find("UTF-8"), std::string::npos) << wrong;
}

TEST(RequestData, no_text_holds_a_nul) {
    EXPECT_EQ(chat(R"({"text":"a\u0000b"})").find("/text: "), 0u) << chat(R"({"text":"a\u0000b"})");
    EXPECT_EQ(chat(R"({"text":"a\u0001b"})").find("/text: "), std::string::npos);
}

TEST(RequestData, a_body_is_handed_on_as_the_message) {
    EXPECT_EQ(chat(R"({"text":"a \u3042","position":{"lat":34.5,"lng":135}})"),
              R"({"text":"a あ","position":{"lat":34.5,"lng":135}})");
}

TEST(RequestData, names_every_wrong_member_of_a_body_by_pointer) {
    const auto lines =
        chat(R"({"text":"","conversation":5,"position":{"lat":"x","lng":181,"alt":1},"language":"en","texts":1})");
    for (const auto* start :
         {"/text: ", "/conversation: ", "/position/lat: 数で", "/position/lng: 数で", "/position/alt: 知らない",
          "/language: ", "/texts: 知らない項目です。もしかして \"text\" ですか。"})
        EXPECT_NE(lines.find(start), std::string::npos) << start << " in\n" << lines;
    EXPECT_EQ(chat(R"({"position":{}})"),
              "/text: 必要な項目です。\n/position/lat: 必要な項目です。\n/position/lng: 必要な項目です。\n");
}

TEST(RequestData, a_body_that_is_no_json_object_is_refused) {
    for (const auto* wrong : {"", "[]", "null", "{", "{\"text\":\"a\"}x", "{\"text\":\"a\",\"text\":\"b\"}",
                              "{\"text\":\"\xff\"}", "{'text':'a'}", "{\"text\":\"a\",}", "{\"text\":NaN}"})
        EXPECT_FALSE(chat(wrong).starts_with("{")) << wrong;
    EXPECT_FALSE(chat(std::string(5000, '[')).starts_with("{"));
    const std::string deep = R"({"text":"a","conversation":)" + std::string(40, '[') + std::string(40, ']') + "}";
    EXPECT_FALSE(chat(deep).starts_with("{"));
}

TEST(RequestData, a_body_that_cannot_be_read_names_the_field_where_it_stops_in_the_words_of_people) {
    struct Row {
        std::string body;
        std::string field;
        const char* words;
    };
    for (const auto& [body, field, words] : std::vector<Row>{
             {R"({"text":"a","text":"b"})", "/text", "同じ名前の項目が二度"},
             {R"({"text":"a","position":{"lat":1,"lng":2,"lat":3}})", "/position/lat", "同じ名前の項目が二度"},
             {R"({"text":"\ud800"})", "/text", "サロゲート"},
             {R"({"position":{"lat":1},"text":"\udc00"})", "/text", "サロゲート"},
             {"{\"position\":[0,{\"lat\":\"\xff\"}]}", "/position/1/lat", "UTF-8"},
             {R"({"position":{"lat":1e999}})", "/position/lat", "数が大きすぎ"},
             {R"({"text":)" + std::string(50, '[') + std::string(50, ']') + "}", "/text", "32 段まで"},
             {R"({"text":"a",})", "", "先頭から 12 バイト"}}) {
        const auto line = chat(body);
        EXPECT_TRUE(line.starts_with(field)) << line;
        const auto behind = line.substr(field.size());
        EXPECT_TRUE(behind.starts_with("/0") || behind.starts_with(": ")) << line;
        EXPECT_NE(line.find(words), std::string::npos) << line;
    }
}

TEST(RequestData, many_wrong_members_do_not_make_a_long_answer) {
    std::string body = R"({"text":"a")";
    for (int count = 0; count < 500; ++count) body += ",\"x" + std::to_string(count) + "\":1";
    const auto lines = chat(body + "}");
    EXPECT_LE(std::count(lines.begin(), lines.end(), '\n'), 50);
}

std::string thing(const std::string& schema, std::string body) {
    const auto contract =
        OpenApiContract::parse(test::contract_text(R"({"type":"object","properties":{"p":)" + schema + "}}")).value();
    HttpRequest request = get("/things/1");
    request.path_parameters = {{"id", "1"}};
    request.body = R"({"p":)" + body + "}";
    return outcome(contract.operations.front(), request);
}

TEST(RequestData, formats_nullable_and_limits_are_ours) {
    struct Row {
        const char* schema;
        const char* value;
        bool fits;
    };
    for (const auto& [schema, value, fits] : std::initializer_list<Row>{
             {R"({"type":"string","format":"uuid"})", R"("0189f7a5-1111-7abc-8def-0123456789ab")", true},
             {R"({"type":"string","format":"uuid"})", R"("0189f7a5")", false},
             {R"({"type":"string","format":"date"})", R"("2028-02-29")", true},
             {R"({"type":"string","format":"date"})", R"("2026-02-29")", false},
             {R"({"type":"string","format":"date"})", R"("2026-2-3")", false},
             {R"({"type":"string","format":"date-time"})", R"("2026-11-20T10:15:30+09:00")", true},
             {R"({"type":"string","format":"date-time"})", R"("2026-11-20")", false},
             {R"({"type":"string"})", "null", false},
             {R"({"type":"string","nullable":true})", "null", true},
             {R"({"type":"integer"})", "1.5", false},
             {R"({"type":"integer"})", "\"1\"", false},
             {R"({"type":"integer","format":"int32"})", "2147483647", true},
             {R"({"type":"integer","format":"int32"})", "2147483648", false},
             {R"({"type":"integer"})", "9223372036854775808", false},
             {R"({"type":"number","minimum":0,"exclusiveMinimum":true})", "0", false},
             {R"({"type":"number","minimum":0,"exclusiveMinimum":true})", "0.001", true},
             {R"({"type":"number","maximum":1,"exclusiveMaximum":true})", "1", false},
             {R"({"type":"boolean"})", "0", false},
             {R"({"type":"boolean"})", "false", true},
             {R"({"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2})", "[]", false},
             {R"({"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2})", R"(["a","b"])", true},
             {R"({"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2})", R"(["a","b","c"])", false},
             {R"({"type":"array","items":{"type":"string"}})", R"(["a",1])", false},
             {R"({"type":"string","maxLength":8,"pattern":"^[0-9]{3}-[0-9]{4}$"})", R"("530-0001")", true},
             {R"({"type":"string","maxLength":8,"pattern":"^[0-9]{3}-[0-9]{4}$"})", R"("5300001")", false},
             {R"({"type":"string","enum":["a","b"]})", R"("c")", false}}) {
        const auto text = thing(schema, value);
        EXPECT_EQ(text.starts_with("{"), fits) << schema << " " << value << " " << text;
        EXPECT_EQ(text.starts_with("/p"), !fits) << text;
    }
}

}  // namespace
}  // namespace hub::portal
