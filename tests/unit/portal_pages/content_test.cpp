// Templates, assets and their reload.
#include "tests/unit/portal_pages/page_fixture.hpp"

namespace hub::portal {
namespace {

class ContentTest : public PageTest {
protected:
    // A site of one layout, "content.tpl" in it and the assets of the fixture.
    void own_templates(const std::string& layout, const std::string& content) {
        const auto templates = directory_ / "templates";
        write_file(templates / "layout.tpl", layout);
        write_file(templates / "content.tpl", content);
        settings_.template_directory = templates.string();
    }
};

constexpr char kEscape[] = "{{%AUTOESCAPE context=\"HTML\"}}";

TEST_F(ContentTest, escapes_values_for_the_place_they_stand_in) {
    own_templates(std::string(kEscape) + "<body>{{>CONTENT}}</body>",
                  std::string(kEscape) + "<a href=\"{{URL}}\" title=\"{{TEXT}}\">{{TEXT}}</a>");
    const auto site = Site::load(settings_);
    ASSERT_TRUE(site) << site.error().detail;
    PageData page("content.tpl");
    Values values = page.content();
    values.set("URL", "javascript:alert(1)");
    values.set("TEXT", "\"<b>&");
    const auto html = (*site)->content()->templates.render(page);
    ASSERT_TRUE(html);
    EXPECT_NE(html->find("<a href=\"#\" title=\"&quot;&lt;b&gt;&amp;\">&quot;&lt;b&gt;&amp;</a>"), std::string::npos) << *html;
}

TEST_F(ContentTest, names_every_wrong_marker_and_every_wrong_template) {
    own_templates(std::string(kEscape) + "[[no.such.text]] [[asset:no.png]] [[site.name]]", "{{#OPEN}} no end");
    const auto site = Site::load(settings_);
    ASSERT_FALSE(site);
    std::string problems;
    for (const auto& field : site.error().fields) problems += field.field + " " + field.problem + "\n";
    EXPECT_EQ(site.error().fields.size(), 4u) << problems;
    EXPECT_NE(problems.find("layout.tpl [[no.such.text]]"), std::string::npos);
    EXPECT_NE(problems.find("layout.tpl [[asset:no.png]]"), std::string::npos);
    EXPECT_NE(problems.find("content.tpl must start with"), std::string::npos);
    EXPECT_NE(problems.find("content.tpl is not a well-formed"), std::string::npos);
}

TEST_F(ContentTest, is_refused_without_its_files) {
    auto settings = settings_;
    settings.template_directory = (directory_ / "nowhere").string();
    EXPECT_FALSE(Site::load(settings));
    settings = settings_;
    settings.asset_directory = (directory_ / "nowhere").string();
    EXPECT_FALSE(Site::load(settings));
}

TEST_F(ContentTest, stays_as_it_was_when_a_reload_fails) {
    const auto before = site_->content();
    write_file(directory_ / "assets/manifest.json", "{");
    EXPECT_FALSE(site_->reload());
    EXPECT_EQ(site_->content(), before);
    EXPECT_EQ(get("/").status, 200);
}

TEST_F(ContentTest, is_read_again_by_a_reload) {
    own_templates(std::string(kEscape) + "<p>one</p>{{>CONTENT}}", std::string(kEscape) + "x");
    auto site = *Site::load(settings_);
    own_templates(std::string(kEscape) + "<p>two</p>{{>CONTENT}}", std::string(kEscape) + "x");
    ASSERT_TRUE(site->reload());
    EXPECT_EQ(*site->content()->templates.render(PageData("content.tpl")), "<p>two</p>x");
}

class AssetTest : public PageTest {
protected:
    AssetTest() {
        write_file(directory_ / "own/site.0123abcd.css", "body{}");
        write_file(directory_ / "own/site.0123abcd.css.gz", "compressed");
        write_file(directory_ / "own/icon.4567.png", "png");
        write_file(directory_ / "own/manifest.json",
                   R"({"site.css":"site.0123abcd.css","icon.png":"icon.4567.png"})");
    }
    Assets load() { return *Assets::load((directory_ / "own").string()); }
    static std::string header(const HttpResponse& response, const char* name) {
        return std::string(find_header(response.headers, name).value_or(""));
    }
};

TEST_F(AssetTest, are_kept_for_ever_under_the_name_with_their_hash) {
    const Assets assets = load();
    EXPECT_EQ(assets.url("site.css"), "/assets/site.0123abcd.css");
    const auto response = assets.serve("site.0123abcd.css", false);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(*response.shared_body, "body{}");
    EXPECT_EQ(header(response, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(response, "Content-Type"), "text/css; charset=utf-8");
    EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
    EXPECT_EQ(header(response, "Content-Encoding"), "");
}

TEST_F(AssetTest, are_sent_compressed_to_those_who_accept_it) {
    const auto response = load().serve("site.0123abcd.css", true);
    EXPECT_EQ(*response.shared_body, "compressed");
    EXPECT_EQ(header(response, "Content-Encoding"), "gzip");
    EXPECT_EQ(header(load().serve("icon.4567.png", true), "Content-Encoding"), "");
}

TEST_F(AssetTest, are_served_but_not_kept_under_the_hash_of_another_version) {
    const auto response = load().serve("site.ffff0000.css", false);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
}

TEST_F(AssetTest, answer_404_to_unknown_names) {
    for (const char* name : {"", ".", "..", "site.css", "nothing.1.css", "../manifest.1.json", "site.0123abcd.js"})
        EXPECT_EQ(load().serve(name, false).status, 404) << name;
}

}  // namespace
}  // namespace hub::portal
