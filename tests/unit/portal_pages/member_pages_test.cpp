#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

class MemberPagesTest : public AccountPageTest {};

TEST_F(MemberPagesTest, ask_for_a_link_and_say_where_it_went) {
    replies_["member.provisional"] = R"({"expires_in_s":86400})";
    const auto sent = post("/register", "mail=hanako%40example.jp");
    EXPECT_EQ(sent.status, 200);
    EXPECT_TRUE(contains(sent, "hanako@example.jp にメールをお送りしました"));
    EXPECT_EQ(asked("member.provisional"), R"({"mail":"hanako@example.jp"})");
    EXPECT_EQ(router_.asked.back().extension("peer"), "192.0.2.9");
    EXPECT_EQ(header(sent, "Cache-Control"), "no-store");
}

TEST_F(MemberPagesTest, keep_what_was_typed_and_say_what_is_wrong_at_the_field_and_on_top) {
    failures_["member.provisional"] = {ErrorKind::invalid, "accounts.invalid", "x", {}, {{"/mail", "半角で。"}}};
    const auto wrong = post("/register", "mail=%3Cb%3E");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_TRUE(contains(wrong, "value=\"&lt;b&gt;\""));
    EXPECT_TRUE(contains(wrong, "<a href=\"#mail\">メールアドレス：半角で。</a>"));
    EXPECT_TRUE(contains(wrong, "aria-describedby=\"mail-hint mail-problem\" aria-invalid=\"true\""));
}

TEST_F(MemberPagesTest, tell_who_asks_too_often_how_long_to_wait) {
    failures_["member.login"] = {ErrorKind::throttled, "request.too_many", "x", std::chrono::milliseconds(8'500)};
    const auto wait = post("/login", "mail=a%40example.jp&password=secret-word");
    EXPECT_EQ(wait.status, 429);
    EXPECT_EQ(header(wait, "Retry-After"), "9");
    EXPECT_TRUE(contains(wait, "9秒ほど待ってから"));
    EXPECT_TRUE(contains(wait, "a@example.jp"));
    EXPECT_FALSE(contains(wait, "secret-word"));
}

TEST_F(MemberPagesTest, show_the_form_behind_a_link_and_register_with_what_was_typed) {
    replies_["member.link"] =
        R"({"mail":"hanako@example.jp","expires_at":"2026-11-21T00:00:00Z","consent_version":"2026-11"})";
    replies_["member.register"] = R"({"user_id":7})";
    const auto form = get("/register/confirm", "/register/confirm?token=" + token);
    EXPECT_EQ(form.status, 200);
    for (const auto* words : {"hanako@example.jp", "飲食業", "おむつ替え", "value=\"2026-11\"", "利用目的"})
        EXPECT_TRUE(contains(form, words)) << words;
    const auto done = post("/register/confirm",
                           "token=" + token +
                               "&password=+pass+word+1&programme=1&postal_code=530-0001&city=+&child_year_2=2023"
                               "&child_month_2=4&child_sex_2=male&genres=01&genres=02&notice_mail=1&notice_kinds=event"
                               "&quiet_from=22&quiet_until=6&notices_paused=1&consent_version=2026-11");
    EXPECT_EQ(done.status, 303);
    EXPECT_EQ(header(done, "Location"), "/login?registered=1");
    EXPECT_EQ(
        asked("member.register"),
        R"({"token":")" + token +
            R"(","password":" pass word 1","programme":1,"postal_code":"530-0001",)"
            R"("children":[{"birth_year":2023,"birth_month":4,"sex":"male"}],"genres":["01","02"],"tokuten":[],)"
            R"("notice_mail":true,"notice_push":false,"notices_paused":true,"notice_kinds":["event"],"quiet_from":22,)"
            R"("quiet_until":6,"consent_version":"2026-11"})");
}

TEST_F(MemberPagesTest, let_a_member_pause_notices_from_the_first_day) {
    replies_["member.link"] = R"({"mail":"hanako@example.jp","consent_version":"2026-11"})";
    const auto form = get("/register/confirm", "/register/confirm?token=" + token);
    EXPECT_TRUE(contains(form, "name=\"notices_paused\" value=\"1\">お知らせをすべて休止する"));
    failures_["member.register"] = {ErrorKind::invalid, "users.invalid", "x", {}, {{"/city", "50文字以内で。"}}};
    EXPECT_TRUE(contains(post("/register/confirm", "token=" + token + "&notices_paused=1"),
                         "name=\"notices_paused\" value=\"1\" checked"));
}

TEST_F(MemberPagesTest, say_of_which_child_something_is_wrong_at_its_row_and_on_top) {
    replies_["member.link"] = R"({"mail":"hanako@example.jp","consent_version":"2026-11"})";
    failures_["member.register"] = {
        ErrorKind::invalid,
        "users.invalid",
        "x",
        {},
        {{"/children/1", "年と月を。"}, {"/children/2/sex", "性別を。"}, {"/children/9", "多い。"}}};
    const auto page =
        post("/register/confirm", "token=" + token +
                                      "&child_year_1=2023&child_month_1=4&child_year_3=2045&child_month_3=4"
                                      "&child_month_6=4&child_sex_6=other");
    for (const auto* words : {"<a href=\"#child_year_3\">お子さま（3人目）：年と月を。</a>",
                              "<a href=\"#child_sex_6\">お子さま（6人目）の性別：性別を。</a>",
                              "<a href=\"#children\">お子さま：多い。</a>", "id=\"child_3-problem\">年と月を。<",
                              "id=\"child_6-problem\">性別を。<"})
        EXPECT_TRUE(contains(page, words)) << words;
    EXPECT_TRUE(contains(page, "autocomplete=\"off\" aria-invalid=\"true\" aria-describedby=\"child_3-problem\">"));
    EXPECT_TRUE(contains(page, "name=\"child_sex_6\" aria-invalid=\"true\""));
    EXPECT_FALSE(contains(page, "child_1-problem"));
    EXPECT_FALSE(contains(page, "child_2-problem"));
    EXPECT_TRUE(contains(page, "name=\"child_year_8\"")) << "room for two more";
}

TEST_F(MemberPagesTest, take_digits_of_either_width) {
    replies_["member.link"] = R"({"mail":"hanako@example.jp","consent_version":"2026-11"})";
    replies_["member.register"] = R"({"user_id":7})";
    post("/register/confirm",
         "token=" + token + "&child_year_1=２０２３&child_month_1=4&child_year_2=平成5&child_month_2=4");
    EXPECT_NE(
        asked("member.register").find(R"([{"birth_year":2023,"birth_month":4},{"birth_year":0,"birth_month":4}])"),
        std::string::npos);
}

TEST_F(MemberPagesTest, say_what_to_do_with_a_link_that_cannot_be_used) {
    failures_["member.link"] = {ErrorKind::not_found, "accounts.link_unknown", "このリンクは使えません。"};
    failures_["member.register"] = {ErrorKind::conflict, "accounts.link_used", "使用済みです。"};
    const auto unknown = get("/register/confirm", "/register/confirm?token=x");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_TRUE(contains(unknown, "このリンクは使えません。"));
    EXPECT_TRUE(contains(unknown, "href=\"/register\""));
    EXPECT_EQ(post("/register/confirm", "token=x").status, 409);
}

TEST_F(MemberPagesTest, begin_and_end_a_session_by_cookie) {
    replies_["member.login"] = R"({"session":")" + token + R"(","session_seconds":60,"user_id":7})";
    replies_["account.logout"] = "{}";
    const auto begun = post("/login", "mail=a%40example.jp&password=kotori");
    EXPECT_EQ(begun.status, 303);
    EXPECT_EQ(header(begun, "Location"), "/me");
    EXPECT_TRUE(header(begun, "Set-Cookie").starts_with(cookie + "; Max-Age=60"));
    const auto ended = post("/logout", proof, {{"Cookie", cookie}});
    EXPECT_EQ(header(ended, "Location"), "/login?ended=1");
    EXPECT_TRUE(header(ended, "Set-Cookie").find("Max-Age=0") != std::string::npos);
    EXPECT_EQ(router_.asked.back().extension("session"), token);
}

TEST_F(MemberPagesTest, do_nothing_for_a_form_that_another_site_sent_or_that_is_not_the_sessions) {
    for (const auto* path : {"/register", "/register/confirm", "/login", "/logout", "/sessions"})
        EXPECT_EQ(post(path, proof, {{"Cookie", cookie}, {"Origin", "https://elsewhere.example"}}).status, 403) << path;
    for (const auto* path : {"/logout", "/sessions"}) {
        EXPECT_EQ(post(path, "", {{"Cookie", cookie}}).status, 403) << path;
        EXPECT_EQ(post(path, "csrf=" + csrf_token("x"), {{"Cookie", cookie}}).status, 403) << path;
        EXPECT_EQ(post(path, proof).status, 403) << path;
    }
    EXPECT_TRUE(router_.asked.empty());
}

TEST_F(MemberPagesTest, show_a_member_what_is_registered_in_words) {
    replies_["member.me"] =
        R"({"user_id":7,"mail":"hanako@example.jp","registered_at":"2026-11-20T10:15:30Z","programme":1,
        "postal_code":"530-0001","city":"","children":[{"birth_year":2023,"birth_month":4,"sex":"female"}],"genres":["01"],
        "tokuten":["05"],"notice_mail":true,"notice_push":false,"notice_kinds":["event"],"quiet_from":22,"quiet_until":6,
        "consent_version":"2026-11"})";
    const auto page = get_as("/me");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(header(page, "Cache-Control"), "no-store");
    for (const auto* words : {"hanako@example.jp", "まいど子", "530-0001", "2023年4月（女の子）", "飲食業",
                              "おむつ替え", "メールで受け取る、イベント", "22時から6時まで", "2026-11-20 19:15:30"})
        EXPECT_TRUE(contains(page, words)) << words;
    EXPECT_TRUE(contains(page, csrf_token(token)));
    EXPECT_FALSE(contains(page, token));
}

TEST_F(MemberPagesTest, list_sessions_and_end_all) {
    replies_["account.sessions"] =
        R"({"sessions":[{"began_at":"2026-11-20T10:15:30Z","seen_at":"2026-11-20T11:15:30Z","current":true}]})";
    replies_["account.end_sessions"] = R"({"ended":1})";
    EXPECT_TRUE(contains(get_as("/sessions"), "この端末"));
    const auto ended = post("/sessions", proof, {{"Cookie", cookie}});
    EXPECT_EQ(ended.status, 303);
    EXPECT_TRUE(header(ended, "Set-Cookie").find("Max-Age=0") != std::string::npos);
}

TEST_F(MemberPagesTest, offer_a_shop_as_favorite_and_take_it_away) {
    replies_["shop.get"] = shop_text(7, "グリル");
    replies_["shop.list"] = R"({"items":[],"total":0,"next_cursor":null})";
    EXPECT_TRUE(contains(get_shop("7"), "href=\"/login?next=/shops/7\""));
    const auto look = [this] {
        HttpRequest request;
        request.target = "/shops/7";
        request.path_parameters = {{"shop_id", "7"}};
        request.headers = {{"Cookie", cookie}};
        return send("GET", "/shops/{shop_id}", std::move(request));
    };
    replies_["member.favorite"] = R"({"shop_id":7,"favorite":false})";
    EXPECT_TRUE(contains(look(), "お気に入りに加える"));
    EXPECT_EQ(header(look(), "Cache-Control"), "no-store");
    replies_["member.favorite"] = R"({"shop_id":7,"favorite":true})";
    EXPECT_TRUE(contains(look(), "お気に入りから外す"));
    failures_["member.favorite"] = {ErrorKind::transient, "database.away", "x"};
    EXPECT_EQ(look().status, 200);
    EXPECT_FALSE(contains(look(), "お気に入り"));
}

TEST_F(MemberPagesTest, set_a_favorite_by_form_and_come_back) {
    replies_["member.set_favorite"] = R"({"shop_id":7,"favorite":true})";
    const auto set = [this](const std::string& shop_id, const std::string& body) {
        HttpRequest request;
        request.target = "/shops/" + shop_id + "/favorite";
        request.path_parameters = {{"shop_id", shop_id}};
        request.headers = {{"Cookie", cookie}};
        request.body = body;
        return send("POST", "/shops/{shop_id}/favorite", std::move(request));
    };
    EXPECT_EQ(header(set("7", proof + "&favorite=1"), "Location"), "/shops/7#favorite");
    EXPECT_EQ(asked("member.set_favorite"), R"({"shop_id":7,"favorite":true})");
    EXPECT_EQ(header(set("7", proof + "&favorite=0&back=list"), "Location"), "/me/favorites?removed=7");
    EXPECT_EQ(header(set("7", proof + "&favorite=0&back=list&cursor=5-9"), "Location"),
              "/me/favorites?cursor=5-9&removed=7");
    EXPECT_EQ(header(set("7", proof + "&favorite=0&back=list&cursor=5%26x"), "Location"), "/me/favorites?removed=7");
    EXPECT_EQ(asked("member.set_favorite"), R"({"shop_id":7,"favorite":false})");
    EXPECT_EQ(set("7", "favorite=1").status, 403);
    EXPECT_EQ(set("7}", proof).status, 404);
    failures_["member.set_favorite"] = {ErrorKind::unauthenticated, "session.missing", "x"};
    EXPECT_EQ(header(set("7", proof), "Location"), "/login?over=1&next=/shops/7");
    failures_["member.set_favorite"] = {ErrorKind::conflict, "favorites.full", "500件までです。"};
    replies_["member.favorites"] = R"({"items":[],"next_cursor":null})";
    const auto full = set("7", proof + "&favorite=1");
    EXPECT_EQ(full.status, 409);
    EXPECT_TRUE(contains(full, "500件までです。"));
}

TEST_F(MemberPagesTest, list_favorites_with_those_that_are_gone_and_say_what_to_do_when_there_is_none) {
    replies_["member.favorites"] = R"({"items":[],"next_cursor":null})";
    EXPECT_TRUE(contains(get_as("/me/favorites"), "まだありません"));
    replies_["shop.get"] = shop_text(7, "グリル<b>");
    HttpRequest removed;
    removed.target = "/me/favorites?cursor=5-9&removed=7";
    removed.headers = {{"Cookie", cookie}};
    const auto told = send("GET", "/me/favorites", removed);
    EXPECT_TRUE(contains(told, "role=\"status\">「グリル&lt;b&gt;」をお気に入りから外しました。"));
    EXPECT_EQ(asked("member.favorites"), R"({"cursor":"5-9"})");
    failures_["shop.get"] = {ErrorKind::not_found, "shop.not_found", "x"};
    EXPECT_TRUE(contains(send("GET", "/me/favorites", removed), "「協賛を終えたお店」をお気に入りから外しました。"));
    replies_["member.favorites"] =
        R"({"items":[{"shop_id":7,"since":"2026-11-20T10:15:30Z","gone":false,"shop":)" + shop_text(7, "グリル") +
        R"(},{"shop_id":9,"since":"2026-11-19T15:15:30Z","gone":true}],"next_cursor":"5-9"})";
    const auto page = get_as("/me/favorites");
    for (const auto* words :
         {"グリル", "協賛を終えたお店", "2026年11月20日に加えた", "/shops/9/favorite", "/me/favorites?cursor=5-9"})
        EXPECT_TRUE(contains(page, words)) << words;
}

TEST_F(MemberPagesTest, log_in_and_come_back_to_a_page_of_ours_only) {
    replies_["member.login"] = R"({"session":")" + token + R"(","session_seconds":60,"user_id":7})";
    EXPECT_TRUE(contains(get("/login", "/login?next=/shops/7"), "name=\"next\" value=\"/shops/7\""));
    EXPECT_EQ(header(post("/login", "mail=a&password=b&next=%2Fshops%2F7"), "Location"), "/shops/7");
    for (const auto* next :
         {"%2F%2Felsewhere.example", "https%3A%2F%2Felsewhere.example", "%2F%5Celsewhere", "%2F%0D%0A", "%2Fstaff"}) {
        EXPECT_EQ(header(post("/login", std::string("mail=a&password=b&next=") + next), "Location"), "/me") << next;
        EXPECT_FALSE(contains(get("/login", std::string("/login?next=") + next), "name=\"next\"")) << next;
    }
}

TEST_F(MemberPagesTest, show_the_profile_as_it_is_and_change_it) {
    const std::string me =
        R"({"user_id":7,"mail":"hanako@example.jp","programme":2,"postal_code":"","city":"堺市堺区","children":[)"
        R"({"birth_year":2023,"birth_month":4},{"birth_year":2021,"birth_month":1},{"birth_year":2020,"birth_month":1},)"
        R"({"birth_year":2019,"birth_month":1},{"birth_year":2018,"birth_month":1},{"birth_year":2017,"birth_month":1},)"
        R"({"birth_year":2016,"birth_month":12,"sex":"male"}],"genres":["01"],"tokuten":["05"],"notice_mail":true,)"
        R"("notice_push":false,"notices_paused":true,"notice_kinds":["event"],"quiet_from":22,"quiet_until":6,)"
        R"("consent_version":"2026-11","current_consent_version":)";
    replies_["member.me"] = me + "\"2026-11\"}";
    const auto form = get_as("/me/profile");
    for (const auto* words :
         {"堺市堺区", "name=\"child_year_7\" type=\"text\" value=\"2016\"", "child_year_9", "value=\"2\" checked",
          "name=\"notices_paused\" value=\"1\" checked", "type=\"hidden\" name=\"consent_version\" value=\"2026-11\""})
        EXPECT_TRUE(contains(form, words)) << words;
    EXPECT_FALSE(contains(form, "個人情報の利用目的に同意します"));
    replies_["member.update"] = R"({"user_id":7})";
    const auto saved =
        post("/me/profile", proof + "&programme=2&city=a&child_year_7=2016&child_month_7=12&consent_version=2026-11",
             {{"Cookie", cookie}});
    EXPECT_EQ(header(saved, "Location"), "/me?saved=1");
    EXPECT_EQ(asked("member.update"), R"({"programme":2,"city":"a","children":[{"birth_year":2016,"birth_month":12}],)"
                                      R"("genres":[],"tokuten":[],"notice_mail":false,"notice_push":false,)"
                                      R"("notices_paused":false,"notice_kinds":[],"consent_version":"2026-11"})");
    replies_["member.me"] = me + "\"2027-01\"}";
    EXPECT_TRUE(contains(get_as("/me/profile"), "個人情報の利用目的に同意します"));
    failures_["member.update"] = {ErrorKind::invalid, "users.invalid", "x", {}, {{"/city", "50文字以内で。"}}};
    const auto wrong = post("/me/profile", proof + "&city=typed", {{"Cookie", cookie}});
    EXPECT_EQ(wrong.status, 400);
    for (const auto* words : {"value=\"typed\"", "href=\"#city\"", "50文字以内で。"})
        EXPECT_TRUE(contains(wrong, words)) << words;
}

TEST_F(MemberPagesTest, lose_no_genre_and_no_benefit_while_nobody_can_name_them) {
    replies_["member.me"] = R"({"user_id":7,"programme":1,"genres":["01","02"],"tokuten":["05"]})";
    const auto keep_what_was_chosen = [&] {
        const auto form = get_as("/me/profile");
        for (const auto* words :
             {"name=\"genres\" value=\"01\" checked>01<", "name=\"genres\" value=\"02\" checked>02<",
              "name=\"tokuten\" value=\"05\" checked>05<", "選ばれているものを番号で表示しています"})
            EXPECT_TRUE(contains(form, words)) << words;
    };
    replies_["code.list"] = R"({"genres":[],"tokuten":[],"cities":[]})";
    keep_what_was_chosen();
    failures_["code.list"] = {ErrorKind::transient, "passport_db.unreachable", "away"};
    keep_what_was_chosen();
    replies_["member.me"] = R"({"user_id":7,"programme":1,"genres":[],"tokuten":[]})";
    EXPECT_FALSE(contains(get_as("/me/profile"), "選ばれているものを番号で表示しています"));
}

TEST_F(MemberPagesTest, lead_strangers_to_the_login) {
    const Error missing{ErrorKind::unauthenticated, "session.missing", "x"};
    failures_ = {{"member.me", missing}, {"account.sessions", missing}, {"member.favorites", missing}};
    EXPECT_EQ(header(get("/me/profile"), "Location"), "/login?next=/me/profile");
    EXPECT_EQ(header(get("/me/favorites"), "Location"), "/login?next=/me/favorites");
    EXPECT_EQ(header(get("/me"), "Location"), "/login");
    EXPECT_EQ(header(get("/sessions"), "Location"), "/login?next=/sessions");
    EXPECT_TRUE(contains(get("/login", "/login?registered=1"), "登録が終わりました"));
}

}  // namespace
}  // namespace hub::portal
