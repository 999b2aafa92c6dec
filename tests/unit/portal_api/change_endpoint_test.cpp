// Every operation that a Change carries out, of either contract, through the same door; those of accounts have handlers
// (tests/unit/accounts/keyed_changes_test.cpp).
#include "portal/api/change_endpoint.hpp"

#include <gtest/gtest.h>

#include "portal/api/api_endpoints.hpp"
#include "portal/server/route_map.hpp"
#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_router.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/unit/portal_api/contract_text.hpp"
#include "tests/unit/portal_api/scripted_changes.hpp"

namespace hub::portal {
namespace {

// A request that each operation takes, and another one. An operation that is missing here fails the tests.
struct Sample {
    std::string target, body, other_body;
};
const std::map<std::string, Sample>& samples() {
    static const std::string order = R"({"by":"operator","reason":"r"})";
    static const std::string other = R"({"by":"operator","reason":"another"})";
    static const std::map<std::string, Sample> all{
        {"parkMessage", {"/messages/7/park", order, other}},
        {"dropMessage", {"/messages/7/drop", order, other}},
        {"replayMessage", {"/messages/7/replay", order, other}},
        {"replayMessages",
         {"/messages/replay", R"({"by":"a","reason":"r","filter":{"state":"parked"}})",
          R"({"by":"a","reason":"r","filter":{"state":"failed"}})"}}};
    return all;
}

using Contract = std::shared_ptr<const OpenApiContract>;

Contract load(const std::string& name) {
    return std::make_shared<const OpenApiContract>(
        OpenApiContract::load(HUB_SOURCE_DIRECTORY "/config/" + name).value());
}

struct ChangingOperation {
    Contract contract;
    const Operation* operation;
};

std::vector<ChangingOperation> changing_operations() {
    std::vector<ChangingOperation> all;
    for (const auto& contract : {load("openapi.json"), load("operations_openapi.json")})
        for (const auto& operation : contract->operations)
            if (operation.key_use != KeyUse::unneeded && operation.session_use == SessionUse::none)
                all.push_back({contract, &operation});
    return all;
}

// Everything that is needed to ask for the changes of a contract; counts how often one was carried out.
class Changing {
public:
    explicit Changing(Contract whole) : contract(std::move(whole)) {
        Changes changes;
        for (const auto& operation : contract->operations)
            if (operation.key_use != KeyUse::unneeded)
                changes[operation.message_type] = [this](UnitOfWork&, const Message&) -> Result<std::string> {
                    ++effects;
                    if (error) return *error;
                    return "{\"effect\":" + std::to_string(effects) + "}";
                };
        auto service = std::make_shared<const ChangeService>(ChangeService{transactions, answers, changes, {}});
        routes = std::make_unique<RouteMap>(api_endpoints(contract, router, clock, std::move(service)));
    }

    HttpResponse post(const std::string& target, const std::string& body, HttpHeaders headers) {
        const auto match = routes->find("POST", path_of(target));
        HttpRequest request{"POST", target, std::move(headers), body, "192.0.2.1"};
        request.path_parameters = match.path_parameters;
        return test::run_awaitable(
            match.endpoint->handler(std::move(request), Deadline::after(clock, std::chrono::milliseconds(5))));
    }

    Contract contract;
    test::FakeRouter router;
    test::FakeClock clock;
    test::ScriptedTransactions transactions;
    test::RememberedAnswers answers;
    std::unique_ptr<RouteMap> routes;
    std::optional<Error> error;
    int effects = 0;
};

HttpHeaders keyed(const std::string& key) {
    return {{"Content-Type", "application/json"}, {"Host", "127.0.0.1:8081"}, {"Idempotency-Key", key}};
}

std::string content(const HttpResponse& response) {
    return response.shared_body ? *response.shared_body : response.body;
}

std::string field_of(const HttpResponse& response) {
    const auto problem = json::Document::parse(content(response));
    return std::string(problem->root().at_pointer("/errors/0/field")->as_string().value_or(""));
}

class EachChange : public ::testing::TestWithParam<std::string> {
protected:
    EachChange() {
        for (const auto& each : changing_operations())
            if (each.operation->id == GetParam()) found = each;
        changing = std::make_unique<Changing>(found.contract);
    }
    const Sample& sample() const { return samples().at(GetParam()); }
    HttpResponse post(HttpHeaders headers) {
        return changing->post(sample().target, sample().body, std::move(headers));
    }

    ChangingOperation found{};
    std::unique_ptr<Changing> changing;
};

TEST_P(EachChange, is_carried_out_once_for_a_key_and_repeats_get_the_same_bytes) {
    const auto first = post(keyed("k"));
    EXPECT_EQ(first.status, found.operation->success_status) << content(first);
    EXPECT_FALSE(find_header(first.headers, "Idempotent-Replayed"));
    for (const char* same : {"k", "\"k\""}) {
        const auto again = post(keyed(same));
        EXPECT_EQ(again.status, first.status);
        EXPECT_EQ(content(again), content(first));
        EXPECT_EQ(find_header(again.headers, "Content-Type"), find_header(first.headers, "Content-Type"));
        EXPECT_EQ(find_header(again.headers, "Idempotent-Replayed"), "true");
    }
    EXPECT_EQ(changing->effects, 1);
}

TEST_P(EachChange, is_refused_under_a_key_of_another_request) {
    post(keyed("k"));
    const auto other = changing->post(sample().target, sample().other_body, keyed("k"));
    EXPECT_EQ(other.status, 422) << content(other);
    EXPECT_EQ(field_of(other), "Idempotency-Key");
    EXPECT_EQ(changing->effects, 1);
}

TEST_P(EachChange, needs_a_key_and_names_the_header) {
    const auto response = post({{"Content-Type", "application/json"}});
    EXPECT_EQ(response.status, found.operation->key_use == KeyUse::required ? 400 : found.operation->success_status);
    const auto wrong = post(keyed(""));
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ(field_of(wrong), "Idempotency-Key");
    EXPECT_EQ(post(keyed("\"open")).status, 400);
}

TEST_P(EachChange, is_not_for_pages_of_other_sites) {
    auto headers = keyed("k");
    headers.emplace_back("Origin", "http://evil.example");
    EXPECT_EQ(post(headers).status, 403);
    auto rebound = keyed("k");
    rebound[1].second = "evil.example:8081";
    rebound.emplace_back("Origin", "http://evil.example:8081");
    EXPECT_EQ(post(rebound).status, 403);
    auto simple = keyed("k");
    simple[0].second = "text/plain";
    EXPECT_EQ(post(simple).status, 415);
    EXPECT_EQ(changing->effects, 0);
    EXPECT_EQ(changing->transactions.transactions, 0);
}

TEST_P(EachChange, that_another_process_is_at_is_answered_409_in_time) {
    changing->answers.in_use = 1'000;
    const auto response = post(keyed("k"));
    EXPECT_EQ(response.status, 409);
    EXPECT_EQ(find_header(response.headers, "Retry-After"), "1");
    EXPECT_EQ(changing->effects, 0);
}

TEST_P(EachChange, gives_no_success_when_the_commit_failed) {
    changing->transactions.commits = {Error{ErrorKind::transient, "database.unavailable", ""}};
    EXPECT_EQ(post(keyed("k")).status, 503);
}

TEST_P(EachChange, that_is_refused_is_refused_again_by_the_same_bytes) {
    changing->error = Error{ErrorKind::not_found, "message.not_found", "nothing was done"};
    const auto first = post(keyed("k"));
    EXPECT_EQ(first.status, 404);
    changing->error.reset();
    EXPECT_EQ(content(post(keyed("k"))), content(first));
    EXPECT_EQ(changing->effects, 1);
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& each : changing_operations()) all.push_back(each.operation->id);
    return all;
}

INSTANTIATE_TEST_SUITE_P(Contracts, EachChange, ::testing::ValuesIn(names()),
                         [](const auto& info) { return info.param; });

TEST(ChangeEndpoint, says_what_to_do_when_nobody_knows_whether_it_was_done) {
    const auto failure = [](const char* contract, const char* operation, ErrorKind kind) {
        const auto loaded = load(contract);
        return api_failure(*loaded->find(operation), Error{kind, "database.commit_in_doubt", "broken pipe"}, "t");
    };
    const auto has = [](const HttpResponse& response, const char* words) {
        return response.body.find(words) != std::string::npos;
    };
    const auto doubtful = failure("openapi.json", "setFavorite", ErrorKind::unknown_outcome);
    EXPECT_EQ(doubtful.status, 503);
    EXPECT_TRUE(find_header(doubtful.headers, "Retry-After"));
    EXPECT_TRUE(has(doubtful, "処理できたかどうかを確かめられませんでした。")) << doubtful.body;
    EXPECT_TRUE(has(failure("openapi.json", "setFavorite", ErrorKind::cancelled), "同じキーで送ってください。"));
    EXPECT_TRUE(has(failure("operations_openapi.json", "parkMessage", ErrorKind::unknown_outcome), "is not known"));
    for (const auto& [operation, kind] :
         {std::pair("setFavorite", ErrorKind::transient), std::pair("listFavorites", ErrorKind::cancelled)}) {
        const auto plain = failure("openapi.json", operation, kind);
        EXPECT_FALSE(has(plain, "確かめられませんでした")) << operation;
        EXPECT_FALSE(has(plain, "broken pipe")) << operation;
    }
}

TEST(ChangeEndpoint, answers_operators_in_english) {
    Changing changing(load("operations_openapi.json"));
    const auto response = changing.post("/messages/7/park", R"({"by":"","reson":"r"})", keyed("k"));
    const auto problem = json::Document::parse(content(response)).value();
    EXPECT_EQ(find_header(response.headers, "Content-Language"), "en");
    EXPECT_EQ(problem.root().string("title"), "Bad Request");
    EXPECT_EQ(problem.root().to_json().find_first_of("\x80\xE3"), std::string::npos) << content(response);
    std::vector<std::string> said;
    for (const auto& each : problem.root().find("errors")->elements())
        said.push_back(std::string(*each.string("field")) + " " + std::string(*each.string("problem")));
    EXPECT_EQ(said, (std::vector<std::string>{"/by must be a string of 1 to 100 characters", "/reason is required",
                                              "/reson is not known (did you mean \"reason\"?)"}));
}

TEST(ChangeEndpoint, with_credentials_in_its_answer_keeps_none) {
    const auto contract = std::make_shared<const OpenApiContract>(
        OpenApiContract::parse(test::contract_text(R"({"type":"object"})", "", R"("x-secret-answer":true,)")).value());
    Changing changing(contract);
    EXPECT_EQ(changing.post("/things/1", "{}", keyed("k")).status, 201);
    const auto again = changing.post("/things/1", "{}", keyed("k"));
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(content(again).find("effect"), std::string::npos);
    EXPECT_EQ(changing.effects, 1);
}

TEST(ChangeEndpoint, that_nobody_carries_out_stops_the_start) {
    test::FakeRouter router;
    test::FakeClock clock;
    EXPECT_THROW(api_endpoints(load("operations_openapi.json"), router, clock), std::invalid_argument);
}

}  // namespace
}  // namespace hub::portal
