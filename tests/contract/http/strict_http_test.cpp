#include <set>

#include <gtest/gtest.h>

#include "tests/contract/http/raw_case.hpp"
#include "tests/contract/http/verdict.hpp"
#include "tests/support/http_test_server.hpp"

namespace hub::test {
namespace {

// Cases up to this long are cut at every byte on the socket as well; longer ones at a spread of places.
constexpr std::size_t kCutEverywhere = 2048;
constexpr std::size_t kSpread = 64;

struct SharedServer {
    Record record;
    HttpTestServer server{recording_endpoints(record)};
};

class StrictHttp : public testing::TestWithParam<RawCase> {
protected:
    static void SetUpTestSuite() { shared_ = new SharedServer; }
    static void TearDownTestSuite() {
        delete shared_;
        shared_ = nullptr;
    }
    static inline SharedServer* shared_ = nullptr;
};

TEST_P(StrictHttp, is_judged_as_the_table_says_on_a_socket) {
    const auto& raw = GetParam();
    EXPECT_EQ(judge_on_socket(shared_->server.port(), shared_->record, raw, raw.bytes.size()), expected(raw));
}

TEST_P(StrictHttp, is_judged_the_same_cut_at_every_byte) {
    const auto& raw = GetParam();
    const auto verdict = expected(raw);
    for (std::size_t cut = 0; cut <= raw.bytes.size(); ++cut)
        ASSERT_EQ(judge_in_process(raw, cut), verdict) << "cut at byte " << cut;
}

TEST_P(StrictHttp, is_judged_the_same_in_two_writes_on_a_socket) {
    const auto& raw = GetParam();
    const auto verdict = expected(raw);
    const auto step = raw.bytes.size() <= kCutEverywhere ? 1 : raw.bytes.size() / kSpread;
    for (std::size_t cut = 1; cut < raw.bytes.size(); cut += step)
        ASSERT_EQ(judge_on_socket(shared_->server.port(), shared_->record, raw, cut), verdict) << "cut at byte " << cut;
}

std::string name_of(const testing::TestParamInfo<RawCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Framing, StrictHttp, testing::ValuesIn(framing_refusals()), name_of);
INSTANTIATE_TEST_SUITE_P(Head, StrictHttp, testing::ValuesIn(head_refusals()), name_of);
INSTANTIATE_TEST_SUITE_P(Repeats, StrictHttp, testing::ValuesIn(repeat_refusals()), name_of);
INSTANTIATE_TEST_SUITE_P(Accepted, StrictHttp, testing::ValuesIn(accepted_requests()), name_of);
INSTANTIATE_TEST_SUITE_P(Limits, StrictHttp, testing::ValuesIn(limit_cases()), name_of);

TEST(StrictHttpTable, has_every_case_once) {
    std::set<std::string> names;
    for (const auto& raw : all_raw_cases()) EXPECT_TRUE(names.insert(raw.name).second) << raw.name;
    EXPECT_GE(names.size(), 60u);
}

}  // namespace
}  // namespace hub::test
