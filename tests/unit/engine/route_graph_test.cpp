#include "router/engine/route_graph.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"

namespace hub::engine {
namespace {

std::shared_ptr<const RouteTable> table() {
    const auto parsed = RouteTable::parse(
        R"({"routes":[
            {"id":"ask","type":"agent.query","from":["/handlers/chat"],"mode":"direct","connector":"dialogflow",
             "timeout_ms":2500,"breaker":{},"fallback":{"connector":"local_agent","eager":true}},
            {"id":"list","type":"shop.list","from":["/portal","/cli"],"mode":"direct","handler":"shop.list","timeout_ms":300},
            {"id":"mail","type":"shop.approved","from":["/cli"],"mode":"queued","translator":"shops.approval_mail",
             "connector":"mail","timeout_ms":120000,"retry":{"attempts":9,"first_ms":2000,"cap_ms":300000},
             "window":{"from":"09:00","to":"20:30"},"rate":{"per_second":10,"burst":20},"breaker":{"open_ms":5000},
             "fallback":{"connector":"local_agent"}}]})",
        {{"shop.list"}, {"shops.approval_mail"}, {"dialogflow", "local_agent", "mail"}});
    return *parsed;
}

TEST(RouteGraph, tells_every_flow_in_one_line) {
    EXPECT_EQ(to_text(*table()),
              "/handlers/chat  -- agent.query   --> connector dialogflow, else connector local_agent (asked at once)   "
              "                "
              "[within 2.5 s; breaker opens after 5 failures for 10 s]\n"
              "/portal /cli    -- shop.list     --> handler shop.list                                                  "
              "                "
              "[within 300 ms]\n"
              "/cli            == shop.approved ==> translator shops.approval_mail ==> connector mail, in vain: "
              "connector local_agent  "
              "[interactive; 120 s per attempt; 9 attempts, waits 2 s to 5 min; unknown: show; in vain: park; "
              "retries up to 10 % of the calls or 10 a minute; from 09:00 to 20:30; at most 10 per second, 20 at once; "
              "breaker opens after 5 failures for 5 s]\n"
              "\n--> direct: answered within a deadline    ==> queued: durable, at least once\n");
}

TEST(RouteGraph, draws_a_flowchart) {
    EXPECT_EQ(to_mermaid(*table()),
              "flowchart LR\n"
              "    n0[[\"dialogflow\"]]\n"
              "    n1([\"/handlers/chat\"])\n"
              "    n1 -->|agent.query| n0\n"
              "    n2[[\"local_agent\"]]\n"
              "    n0 -. else .-> n2\n"
              "    n3[\"shop.list\"]\n"
              "    n4([\"/portal\"])\n"
              "    n4 -->|shop.list| n3\n"
              "    n5([\"/cli\"])\n"
              "    n5 -->|shop.list| n3\n"
              "    n6[[\"mail\"]]\n"
              "    n6 -. in vain .-> n2\n"
              "    n7[\"shops.approval_mail\"]\n"
              "    n7 ==> n6\n"
              "    n5 ==>|shop.approved| n7\n");
}

TEST(RouteGraph, writes_json_that_is_a_valid_route_table_again) {
    const auto text = to_json(*table());
    const auto again = RouteTable::parse(text, {{"shop.list"}, {"shops.approval_mail"}, {"dialogflow", "local_agent", "mail"}});
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(to_json(**again), text);
}

}  // namespace
}  // namespace hub::engine
