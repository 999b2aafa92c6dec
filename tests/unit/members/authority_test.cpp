// The table from which the server decides against the matrix written by hand, cell by cell.
#include "handlers/members/authority.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "portal/api/openapi_contract.hpp"
#include "router/core/json.hpp"

namespace hub::members {
namespace {

struct Expected {
    bool visitor = false;
    bool member = false;
    auto operator<=>(const Expected&) const = default;
};

std::map<std::string, std::pair<std::string, Expected>> matrix() {
    std::ifstream file(HUB_SOURCE_DIRECTORY "/tests/support/authority_matrix.json");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const auto document = json::Document::parse(text);
    std::map<std::string, std::pair<std::string, Expected>> all;
    for (const auto& [operation, row] : document->root().members())
        if (row.is_object())
            all[std::string(operation)] = {std::string(row.string("type").value()),
                                           {row.boolean("visitor").value(), row.boolean("member").value()}};
    return all;
}

TEST(Authority, has_every_cell_of_the_expected_matrix_and_no_other) {
    std::map<std::string, Expected> expected;
    for (const auto& [operation, row] : matrix()) expected[row.first] = row.second;
    std::map<std::string, Expected> table;
    for (const auto& permission : permissions())
        table[std::string(permission.message_type)] = {permission.visitor, permission.member};
    EXPECT_EQ(table.size(), permissions().size()) << "a type is there twice";
    EXPECT_EQ(table.size(), expected.size());
    for (const auto& [type, cells] : expected) {
        EXPECT_EQ(may_ask(Role::visitor, type), cells.visitor) << type;
        EXPECT_EQ(may_ask(Role::member, type), cells.member) << type;
        EXPECT_TRUE(table.contains(type)) << type;
    }
}

TEST(Authority, is_given_to_nobody_for_what_the_table_does_not_have) {
    EXPECT_FALSE(may_ask(Role::visitor, "shop.delete"));
    EXPECT_FALSE(may_ask(Role::member, ""));
}

TEST(Authority, the_contract_says_what_needs_a_session) {
    const auto contract = portal::OpenApiContract::load(HUB_SOURCE_DIRECTORY "/config/openapi.json");
    ASSERT_TRUE(contract);
    auto rows = matrix();
    for (const auto& operation : contract->operations) {
        if (operation.message_type.empty()) continue;
        ASSERT_TRUE(rows.contains(operation.id)) << operation.id;
        const auto& [type, cells] = rows[operation.id];
        EXPECT_EQ(type, operation.message_type);
        if (cells.visitor) {
            EXPECT_NE(operation.session_use, portal::SessionUse::needed) << operation.id;
        }
        const auto has = [&](const char* status) {
            return std::any_of(operation.responses.begin(), operation.responses.end(),
                               [&](const auto& response) { return response.status == status; });
        };
        const bool asks_who = !cells.visitor || operation.session_use == portal::SessionUse::begins;
        EXPECT_EQ(has("401"), asks_who) << operation.id;
        rows.erase(operation.id);
    }
    EXPECT_TRUE(rows.empty()) << rows.begin()->first;
}

}  // namespace
}  // namespace hub::members
