#include "router/cli/operation_routes.hpp"

#include <gtest/gtest.h>

#include "router/engine/route_table.hpp"

namespace hub::cli {
namespace {

using std::chrono::milliseconds;

portal::Operation operation(const std::string& type, milliseconds limit) {
    portal::Operation operation;
    operation.message_type = type;
    operation.time_limit = limit;
    return operation;
}

const engine::Route* direct(const Result<std::shared_ptr<const engine::RouteTable>>& table, const char* type) {
    EXPECT_TRUE(table.ok());
    return table ? (*table)->direct(type) : nullptr;
}

TEST(OperationRoutes, lead_from_the_portal_to_the_handler_of_the_messages_name) {
    portal::OpenApiContract contract;
    contract.operations = {operation("shop.list", milliseconds(3'000)), operation("", milliseconds(3'000))};
    const auto routes = operation_routes(contract);
    ASSERT_EQ(routes.size(), 1u) << "what another part answers has none";
    EXPECT_EQ(routes[0].id, "shop_list");
    EXPECT_EQ(routes[0].from, std::vector<std::string>{"/portal"});
    EXPECT_EQ(routes[0].direct.handler, "shop.list");
    EXPECT_EQ(routes[0].direct.timeout, milliseconds(2'000)) << "there is time to say what went wrong";
}

TEST(OperationRoutes, of_two_operations_with_one_message_have_the_time_of_the_slower) {
    portal::OpenApiContract contract;
    contract.operations = {operation("member.find", milliseconds(3'000)), operation("member.find", milliseconds(30'000))};
    const auto routes = operation_routes(contract);
    ASSERT_EQ(routes.size(), 1u);
    EXPECT_EQ(routes[0].direct.timeout, milliseconds(29'000));
}

TEST(OperationRoutes, of_an_operation_with_hardly_any_time_leave_half_of_it) {
    portal::OpenApiContract contract;
    contract.operations = {operation("a.b", milliseconds(100))};
    EXPECT_EQ(operation_routes(contract)[0].direct.timeout, milliseconds(50));
}

TEST(OperationRoutes, give_way_to_what_the_file_says_of_their_type) {
    portal::OpenApiContract contract;
    contract.operations = {operation("a.b", milliseconds(3'000)), operation("c.d", milliseconds(3'000))};
    const auto table = engine::RouteTable::parse(
        R"({"routes":[{"id":"mine","type":"a.b","from":["/portal"],"mode":"direct","handler":"c.d","timeout_ms":70}]})",
        {}, operation_routes(contract));
    EXPECT_EQ(direct(table, "a.b")->id, "mine");
    EXPECT_EQ(direct(table, "a.b")->direct.handler, "c.d") << "handlers of operations are known to the file";
    EXPECT_EQ(direct(table, "c.d")->id, "c_d");
}

TEST(OperationRoutes, do_not_share_an_id_with_a_route_of_the_file) {
    portal::OpenApiContract contract;
    contract.operations = {operation("a.b", milliseconds(3'000))};
    const auto table = engine::RouteTable::parse(
        R"({"routes":[{"id":"a_b","type":"x.y","from":["/portal"],"mode":"direct","handler":"a.b","timeout_ms":70}]})",
        {}, operation_routes(contract));
    ASSERT_FALSE(table.ok());
    ASSERT_EQ(table.error().fields.size(), 1u);
    EXPECT_EQ(table.error().fields[0].field, "/routes/0/id");
    EXPECT_EQ(table.error().fields[0].problem, "the route of the operation that becomes \"a.b\" has this id");
}

}  // namespace
}  // namespace hub::cli
