#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "portal/pages/pages.hpp"
#include "router/core/ids.hpp"
#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::portal {

inline void write_file(const std::filesystem::path& path, const std::string& content) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

inline std::string product_file(const std::string& path) { return (std::filesystem::path(HUB_SOURCE_DIRECTORY) / path).string(); }

// Answers by message type: a failure, a canned reply, or "no route". Remembers what it was asked.
class CannedRouter final : public Router {
public:
    boost::asio::awaitable<Result<SharedText>> ask(Message message, Deadline) override {
        asked.push_back(message);
        if (const auto failure = failures.find(message.type); failure != failures.end()) co_return failure->second;
        const auto reply = replies.find(message.type);
        if (reply == replies.end()) co_return Error{ErrorKind::permanent, "route.missing", "no route"};
        co_return std::make_shared<const std::string>(reply->second);
    }
    std::vector<Message> asked;
    std::map<std::string, std::string> replies;
    std::map<std::string, Error> failures;
};

// The real templates and texts, with assets of the right names, and a router with a canned reply per message type.
class PageTest : public testing::Test {
protected:
    PageTest() : directory_(std::filesystem::path(testing::TempDir()) / ("pages-" + std::to_string(getpid()))) {
        std::string manifest = "{";
        for (const char* name :
             {"site.css", "site.js", "icons.svg", "icon.svg", "icon-180.png", "site.webmanifest", "hero.svg",
              "child.svg", "marriage.svg", "lost.svg", "licences.txt", "open_map.js", "open_map.css", "google_map.js",
              "verify.js", "verify_worker.js", "api_docs.js", "api_docs.css"}) {
            write_file(directory_ / "assets" / name, std::string("bytes of ") + name);
            manifest += (manifest.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":\"" + name + "\"";
        }
        write_file(directory_ / "assets/manifest.json", manifest + "}");
        settings_ = {product_file("portal/pages/templates"),
                     product_file("portal/pages/texts/ja.json"),
                     (directory_ / "assets").string(),
                     {}};
        replies_["code.list"] = R"({"genres":[{"code":"01","name":"飲食業"}],
            "tokuten":[{"code":"05","name":"おむつ替え"}],"cities":[{"code":"焼津市","name":"焼津市"}]})";
    }
    ~PageTest() override { std::filesystem::remove_all(directory_); }

    void SetUp() override {
        auto site = Site::load(settings_);
        ASSERT_TRUE(site) << site.error().detail;
        site_ = *site;
        endpoints_ = page_endpoints(site_, router_, clock_, "https://passport.example.jp", RateLimit{60, 3});
    }

    HttpResponse get(const std::string& path, const std::string& target) {
        HttpRequest request;
        request.target = target;
        return send("GET", path, std::move(request));
    }
    HttpResponse get(const std::string& target) { return get(std::string(path_of(target)), target); }

    HttpResponse get_shop(const std::string& shop_id) {
        HttpRequest request;
        request.target = "/shops/" + shop_id;
        request.path_parameters = {{"shop_id", shop_id}};
        return send("GET", "/shops/{shop_id}", std::move(request));
    }

    HttpResponse post_chat(std::string body, HttpHeaders headers = {}) {
        HttpRequest request;
        request.target = "/chat";
        request.headers = std::move(headers);
        request.body = std::move(body);
        return send("POST", "/chat", std::move(request));
    }

    HttpResponse send(const std::string& method, const std::string& path, HttpRequest request) {
        request.method = method;
        for (const auto& endpoint : endpoints_)
            if (endpoint.method == method && endpoint.path == path)
                return test::run_awaitable(
                    endpoint.handler(std::move(request), Deadline::after(clock_, std::chrono::seconds(5))));
        ADD_FAILURE() << "no endpoint " << method << " " << path;
        return {};
    }

    // The data of the last message of this type; null when there was none.
    std::string asked(const std::string& type) const {
        for (auto message = router_.asked.rbegin(); message != router_.asked.rend(); ++message)
            if (message->type == type) return std::string(message->data_text());
        return "null";
    }

    // The trace id of the last message.
    std::string trace_of_last() const {
        return router_.asked.empty() ? std::string() : std::string(trace_id_of(router_.asked.back().extension("traceparent")));
    }

    static bool contains(const HttpResponse& response, const std::string& text) {
        return response.body.find(text) != std::string::npos;
    }

    std::filesystem::path directory_;
    PageSettings settings_;
    test::FakeClock clock_;
    CannedRouter router_;
    std::map<std::string, std::string>& replies_ = router_.replies;
    std::map<std::string, Error>& failures_ = router_.failures;
    std::shared_ptr<Site> site_;
    std::vector<HttpEndpoint> endpoints_;
};

// A shop as shop.list and shop.get tell it; `distance` is empty or ",\"distance_m\":120".
inline std::string shop_text(std::int64_t shop_id, const std::string& name, const std::string& distance = {}) {
    return R"({"shop_id":)" + std::to_string(shop_id) + R"(,"name":)" + json::quote(name) +
           R"(,"name_kana":"グリルササヤ","programme":1,"genre":{"code":"01","name":"飲食業"},
               "genres":[{"code":"01","name":"飲食業"}],
               "tokuten":[{"code":"01","name":"割引","title":"2,000円以上会計で1,000円引き","detail":"ランチは除く"}],
               "postal_code":"425-0026","address":"静岡県焼津市焼津4丁目9-19","city":"焼津市","tel":"054-627-0234",
               "url":"https://shop.example.jp/","comment":"座敷があります","opening_hours":"11:00～14:00\n17:00～21:00",
               "lat":34.863022,"lng":138.313731,"position_source":"own_list","is_chain":false,
               "updated_at":"2026-01-27T15:30:00.000Z")" + distance + "}";
}

}  // namespace hub::portal
