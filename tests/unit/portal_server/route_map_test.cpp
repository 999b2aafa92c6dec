#include "portal/server/route_map.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

boost::asio::awaitable<HttpResponse> nothing() { co_return HttpResponse{}; }

HttpEndpoint endpoint(std::string method, std::string path) {
    return {std::move(method), std::move(path), [](HttpRequest, Deadline) { return nothing(); }};
}

TEST(RouteMap, finds_an_exact_path_before_one_with_parameters) {
    const RouteMap routes({endpoint("GET", "/shops/{shop_id}"), endpoint("GET", "/shops/new")});
    EXPECT_EQ(routes.find("GET", "/shops/new").endpoint->path, "/shops/new");
    EXPECT_EQ(routes.find("GET", "/shops/7").endpoint->path, "/shops/{shop_id}");
}

TEST(RouteMap, decodes_path_parameters) {
    const RouteMap routes({endpoint("GET", "/a/{one}/b/{two}")});
    const auto match = routes.find("GET", "/a/%E7%84%BC%20x/b/2");
    ASSERT_NE(match.endpoint, nullptr);
    EXPECT_EQ(match.path_parameters, (HttpParameters{{"one", "焼 x"}, {"two", "2"}}));
}

TEST(RouteMap, head_finds_get_and_others_name_what_is_allowed) {
    const RouteMap routes({endpoint("GET", "/a"), endpoint("POST", "/a"), endpoint("POST", "/b/{x}")});
    EXPECT_NE(routes.find("HEAD", "/a").endpoint, nullptr);
    EXPECT_EQ(routes.find("DELETE", "/a").allow, "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(routes.find("GET", "/b/1").allow, "POST, OPTIONS");
    EXPECT_EQ(routes.find("GET", "/c").allow, "");
}

TEST(RouteMap, an_escaped_letter_is_the_letter) {
    const RouteMap routes({endpoint("GET", "/api/docs")});
    EXPECT_NE(routes.find("GET", "/%61pi/docs").endpoint, nullptr);
}

TEST(RouteMap, the_slash_at_the_end_counts) {
    const RouteMap routes({endpoint("GET", "/shop/list/")});
    EXPECT_NE(routes.find("GET", "/shop/list/").endpoint, nullptr);
    EXPECT_EQ(routes.find("GET", "/shop/list").endpoint, nullptr);
}

std::string problems_of(std::vector<HttpEndpoint> endpoints) {
    try {
        const RouteMap routes(std::move(endpoints));
    } catch (const std::invalid_argument& problem) {
        return problem.what();
    }
    return "none";
}

TEST(RouteMap, names_every_wrong_entry) {
    const auto problems = problems_of({endpoint("GET", "a"),
                                       endpoint("BREW", "/b"),
                                       endpoint("GET", "/c/x{d}"),
                                       endpoint("GET", "/e"),
                                       endpoint("GET", "/e"),
                                       {"GET", "/f", {}}});
    for (const auto* words :
         {"GET a must begin", "BREW /b has no known method", "/c/x{d} has a parameter that is not a",
          "GET /e is there twice", "GET /f has no handler"})
        EXPECT_NE(problems.find(words), std::string::npos) << words << " in: " << problems;
}

TEST(RouteMap, one_place_has_one_set_of_parameter_names) {
    const auto problems = problems_of({endpoint("GET", "/a/{x}"), endpoint("POST", "/a/{y}")});
    EXPECT_NE(problems.find("names its parameters otherwise"), std::string::npos) << problems;
    EXPECT_EQ(problems_of({endpoint("GET", "/a/{x}"), endpoint("POST", "/a/{x}")}), "none");
}

}  // namespace
}  // namespace hub::portal
