#include "portal/pages/pages.hpp"

#include <regex>
#include <set>

#include "tests/unit/portal_pages/page_fixture.hpp"

namespace hub::portal {
namespace {

constexpr char kYaizu[] = R"({"places":[{"name":"焼津駅","lat":34.870131,"lng":138.318055,"kind":"station","source":"gazetteer"},
    {"name":"西焼津駅","lat":34.86,"lng":138.28,"kind":"station","source":"gazetteer"}],"suggestions":[]})";

std::string list_of(const std::string& shops, int total, const std::string& next = "null") {
    return "{\"items\":[" + shops + "],\"total\":" + std::to_string(total) + ",\"next_cursor\":" + next + "}";
}

class PagesTest : public PageTest {
protected:
    PagesTest() {
        replies_["place.find"] = kYaizu;
        replies_["shop.list"] = list_of(shop_text(7, "グリル<ささや>", ",\"distance_m\":347"), 41, "\"abc\"");
        replies_["shop.get"] = shop_text(7, "グリル<ささや>");
        replies_["chat.message"] = R"({"conversation":"t","answered_by":"dialogflow","messages":[]})";
    }
};

// What HTML parsers forgive and JIS X 8341-3 (4.1.1) does not: every element closed in order, every id once.
void expect_well_formed(const HttpResponse& response, const std::string& what) {
    static const std::set<std::string> void_elements{"meta", "link", "img", "input", "br"};
    const std::regex tag("<(/?)([a-z0-9]+)([^>]*)>");
    std::vector<std::string> open;
    for (std::sregex_iterator found(response.body.begin(), response.body.end(), tag), end; found != end; ++found) {
        const std::string name = (*found)[2];
        if (void_elements.contains(name)) continue;
        if ((*found)[1].length() == 0) {
            open.push_back(name);
        } else {
            ASSERT_FALSE(open.empty()) << what << ": </" << name << ">";
            ASSERT_EQ(open.back(), name) << what << " at " << found->position();
            open.pop_back();
        }
    }
    EXPECT_TRUE(open.empty()) << what;
    std::set<std::string> ids;
    const std::regex id(" id=\"([^\"]*)\"");
    for (std::sregex_iterator found(response.body.begin(), response.body.end(), id), end; found != end; ++found)
        EXPECT_TRUE(ids.insert((*found)[1]).second) << what << ": twice id " << (*found)[1];
    const std::regex first_level("<h1[ >]");
    EXPECT_EQ(std::distance(std::sregex_iterator(response.body.begin(), response.body.end(), first_level), {}), 1) << what;
}

TEST_F(PagesTest, are_well_formed_and_escape_what_shops_say) {
    const std::string near = "/shops?near=" + percent_encode("焼津駅");
    const std::vector<std::pair<std::string, HttpResponse>> all{
        {"start", get("/")}, {"shops", get(near)}, {"all shops", get("/shops")}, {"shop", get_shop("7")},
        {"chat", get("/chat")}, {"answer", post_chat("text=x")}, {"empty question", post_chat("text=")},
        {"about", get("/about")}, {"wrong", get("/shops?lat=x")},
        {"error", render_error_page(*site_->content(), 500, "0123")}};
    for (const auto& [name, response] : all) {
        expect_well_formed(response, name);
        EXPECT_EQ(response.body.find("グリル<ささや>"), std::string::npos) << name;
        EXPECT_EQ(response.body.find("{{"), std::string::npos) << name;
        EXPECT_EQ(response.body.find("[["), std::string::npos) << name;
        EXPECT_EQ(response.body.find(" style="), std::string::npos) << name;
        EXPECT_EQ(response.body.find("<script>"), std::string::npos) << name;
        EXPECT_NE(find_header(response.headers, "Content-Security-Policy").value_or("").find("default-src 'none'"),
                  std::string_view::npos) << name;
    }
}

TEST_F(PagesTest, start_with_the_search_and_the_kinds_of_shops) {
    const auto response = get("/");
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(contains(response, "<title>近くの特典をさがす｜大阪府 子育て・結婚応援パスポート</title>"));
    EXPECT_TRUE(contains(response, "href=\"/shops?genre=01\">飲食業"));
    EXPECT_TRUE(contains(response, "<option value=\"05\">おむつ替え</option>"));
}

TEST_F(PagesTest, start_without_code_lists_too) {
    failures_["code.list"] = Error{ErrorKind::transient, "x.away", "away"};
    const auto response = get("/");
    EXPECT_EQ(response.status, 200);
    EXPECT_FALSE(contains(response, "お店の種類からさがす"));
}

TEST_F(PagesTest, list_the_shops_near_a_named_place) {
    const auto response = get("/shops?near=" + percent_encode("焼津駅") + "&genre=01");
    EXPECT_EQ(asked("place.find"), R"({"text":"焼津駅"})");
    EXPECT_EQ(asked("shop.list"), R"({"lat":34.870131,"lng":138.318055,"radius_m":3000,"genre":"01","limit":20})");
    EXPECT_TRUE(contains(response, "<h1>焼津駅の近くのお店</h1>"));
    EXPECT_TRUE(contains(response, "41件のお店が見つかりました。"));
    EXPECT_TRUE(contains(response, "<a href=\"/shops/7\">グリル&lt;ささや&gt;</a>"));
    EXPECT_TRUE(contains(response, "約350m・徒歩約6分"));
    EXPECT_TRUE(contains(response, "travelmode=walking&amp;origin=34.870131%2C138.318055"));
    EXPECT_TRUE(contains(response, "cursor=abc\" rel=\"next\""));
    EXPECT_TRUE(contains(response, "choice=1&amp;genre=01\">西焼津駅</a>"));
    EXPECT_TRUE(contains(response, "<option value=\"01\" selected>飲食業</option>"));
}

TEST_F(PagesTest, tell_the_first_benefit_and_the_kinds_of_the_others) {
    replies_["shop.list"] = list_of(R"({"shop_id":7,"name":"x","genre":null,"genres":[{"code":"01","name":"飲食業"},
        {"code":"02","name":"小売業"}],"tokuten":[{"code":"01","name":"割引","title":"1割引き","detail":""},
        {"code":"05","name":"おむつ替え","title":"おむつ替えの台があります","detail":""},
        {"code":"05","name":"おむつ替え","title":"もう一つ","detail":""},{"code":"","name":"","title":"絵本","detail":""}]})", 1);
    const auto response = get("/shops");
    EXPECT_TRUE(contains(response, "<span>1割引き</span>"));
    EXPECT_TRUE(contains(response, "<li>おむつ替え</li><li>絵本</li></ul>"));
    EXPECT_TRUE(contains(response, "飲食業、小売業"));
}

TEST_F(PagesTest, list_the_shops_near_the_second_place_of_that_name) {
    const auto response = get("/shops?near=" + percent_encode("焼津") + "&choice=1");
    EXPECT_TRUE(contains(response, "<h1>西焼津駅の近くのお店</h1>"));
    EXPECT_EQ(asked("shop.list"), R"({"lat":34.86,"lng":138.28,"radius_m":3000,"limit":20})");
    EXPECT_EQ(get("/shops?near=" + percent_encode("焼津") + "&choice=9").status, 200);
}

TEST_F(PagesTest, list_the_shops_near_the_browser_and_keep_that_page_out_of_search_engines) {
    const auto response = get("/shops?lat=34.8701&lng=138.3181");
    EXPECT_TRUE(contains(response, "<h1>現在地の近くのお店</h1>"));
    EXPECT_TRUE(contains(response, "noindex"));
    EXPECT_TRUE(contains(response, "name=\"lat\" value=\"34.870100\""));
    EXPECT_FALSE(contains(response, "origin="));
    EXPECT_EQ(find_header(response.headers, "Referrer-Policy"), "same-origin");
}

TEST_F(PagesTest, lead_back_from_a_later_page) {
    replies_["shop.list"] = list_of(shop_text(8, "そば"), 41);
    const auto response = get("/shops?q=x&cursor=abc");
    EXPECT_TRUE(contains(response, "41件のうち、続きの1件"));
    EXPECT_TRUE(contains(response, "href=\"/shops?q=x\">最初のページへ戻る"));
    EXPECT_FALSE(contains(response, "rel=\"next\""));
}

TEST_F(PagesTest, help_when_nothing_is_found) {
    replies_["shop.list"] = list_of("", 0);
    const auto response = get("/shops?near=" + percent_encode("焼津駅") + "&genre=01");
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(contains(response, "条件に合うお店が見つかりませんでした"));
    EXPECT_TRUE(contains(response, "10km以内に広げてさがす"));
    EXPECT_TRUE(contains(response, "お店の種類を指定しないでさがす"));
}

TEST_F(PagesTest, suggest_other_names_for_an_unknown_place) {
    replies_["place.find"] = R"({"places":[],"suggestions":["焼津駅"]})";
    const auto response = get("/shops?near=" + percent_encode("やいず"));
    EXPECT_TRUE(contains(response, "「やいず」という場所が見つかりませんでした"));
    EXPECT_TRUE(contains(response, "href=\"/shops?near=" + percent_encode("焼津駅") + "\">焼津駅</a>"));
    EXPECT_EQ(asked("shop.list"), "null");
}

TEST_F(PagesTest, say_when_a_place_cannot_be_looked_up_and_offer_a_way_on) {
    failures_["place.find"] = Error{ErrorKind::transient, "maps.away", "away"};
    const auto response = get("/shops?near=" + percent_encode("どこか"));
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(contains(response, "いま「どこか」の場所を調べることができません"));
    EXPECT_TRUE(contains(response, "すべてのお店を見る"));
}

TEST_F(PagesTest, name_every_wrong_field) {
    const auto response = get("/shops?lat=x&lng=1&programme=9");
    EXPECT_EQ(response.status, 400);
    EXPECT_TRUE(contains(response, "緯度：数で指定してください。"));
    EXPECT_TRUE(contains(response, "パスポート：1から2までで指定してください。"));
    EXPECT_EQ(asked("shop.list"), "null");
}

TEST_F(PagesTest, pass_on_what_the_handler_found_wrong) {
    failures_["shop.list"] = Error{ErrorKind::invalid, "shop.query_invalid", "x", {}, {{"cursor", "古くなりました。"}}};
    const auto response = get("/shops?cursor=old");
    EXPECT_EQ(response.status, 400);
    EXPECT_TRUE(contains(response, "ページの位置：古くなりました。"));
}

TEST_F(PagesTest, refuse_a_query_that_is_not_utf_8) { EXPECT_EQ(get("/shops", "/shops?q=%ff").status, 400); }

TEST_F(PagesTest, show_a_shop_with_everything_known_of_it) {
    replies_["shop.list"] = list_of(shop_text(7, "グリル", ",\"distance_m\":0") + "," + shop_text(9, "となり", ",\"distance_m\":80"), 2);
    const auto response = get_shop("7");
    EXPECT_EQ(asked("shop.get"), R"({"shop_id":7})");
    for (const char* part : {"<h1>グリル&lt;ささや&gt;</h1>", "2,000円以上会計で1,000円引き", "ランチは除く", "〒425-0026",
                             "href=\"tel:0546270234\"", "11:00～14:00\n17:00～21:00", "href=\"https://shop.example.jp/\"",
                             "2026年1月28日", "まいど子", "href=\"/shops/9\">となり"})
        EXPECT_TRUE(contains(response, part)) << part;
    EXPECT_FALSE(contains(response, "href=\"/shops/7\""));
}

TEST_F(PagesTest, show_a_shop_whose_neighbours_cannot_be_asked_for) {
    failures_["shop.list"] = Error{ErrorKind::transient, "x.away", "away"};
    EXPECT_EQ(get_shop("7").status, 200);
}

TEST_F(PagesTest, answer_404_to_shops_that_do_not_exist) {
    failures_["shop.get"] = Error{ErrorKind::not_found, "shop.not_found", "x"};
    for (const char* shop_id : {"99", "0", "-1", "abc", "1x", "99999999999999999999"}) {
        const auto response = get_shop(shop_id);
        EXPECT_EQ(response.status, 404) << shop_id;
        EXPECT_TRUE(contains(response, "ページが見つかりません"));
    }
}

TEST_F(PagesTest, tell_when_to_come_back) {
    failures_["shop.get"] = Error{ErrorKind::throttled, "x.busy", "busy", std::chrono::milliseconds(2500)};
    const auto response = get_shop("7");
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(find_header(response.headers, "Retry-After"), "3");
    EXPECT_TRUE(contains(response, "お問い合わせ用の番号：" + trace_of_last()));
}

TEST_F(PagesTest, have_words_for_every_error_status) {
    for (const int status : {400, 403, 404, 405, 413, 418, 429, 500, 502, 503})
        EXPECT_EQ(render_error_page(*site_->content(), status).status, status);
    EXPECT_TRUE(contains(render_error_page(*site_->content(), 502), "うまく表示できませんでした"));
    EXPECT_FALSE(contains(render_error_page(*site_->content(), 404), "お問い合わせ用の番号"));
}

}  // namespace
}  // namespace hub::portal
