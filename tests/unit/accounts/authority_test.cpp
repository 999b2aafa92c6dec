// The table from which the server decides against the matrix written by hand, cell by cell.
#include "handlers/accounts/authority.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "portal/api/openapi_contract.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {
namespace {

struct Row {
    std::string type;
    std::set<std::string> roles;
    bool proof = false;  // asks for a password or a code, whoever asks
};

std::set<std::string> names_in(const json::Value& array) {
    std::set<std::string> names;
    for (const auto& element : array.elements()) names.emplace(element.as_string().value());
    return names;
}

// The rows by operation; a group's name stands for its roles.
std::map<std::string, Row> matrix() {
    std::ifstream file(HUB_SOURCE_DIRECTORY "/tests/support/authority_matrix.json");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const auto document = json::Document::parse(text);
    const auto groups = document->root().find("groups").value();
    std::map<std::string, Row> all;
    for (const auto& [operation, row] : document->root().find("operations")->members()) {
        Row expected{std::string(row.string("type").value()), {}, row.boolean("proof").value_or(false)};
        for (const auto& name : names_in(row.find("roles").value()))
            if (const auto group = groups.find(name)) expected.roles.merge(names_in(*group));
            else expected.roles.insert(name);
        all.emplace(operation, std::move(expected));
    }
    return all;
}

TEST(Authority, has_every_cell_of_the_expected_matrix_and_no_other) {
    std::map<std::string, std::set<std::string>> expected;
    for (const auto& [operation, row] : matrix()) expected[row.type] = row.roles;
    std::set<std::string> table;
    for (const auto& permission : permissions()) table.emplace(permission.message_type);
    EXPECT_EQ(table.size(), permissions().size()) << "a type is there twice";
    EXPECT_EQ(table.size(), expected.size());
    for (const auto& [type, roles] : expected) {
        EXPECT_TRUE(table.contains(type)) << type;
        for (const auto role : kRoles)
            EXPECT_EQ(may_ask(role, type), roles.contains(std::string(name_of(role)))) << type << " " << name_of(role);
        for (const auto& name : roles) EXPECT_TRUE(role_of(name)) << name;
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
        const auto& row = rows[operation.id];
        EXPECT_EQ(row.type, operation.message_type);
        const bool visitor = row.roles.contains("visitor");
        if (visitor) {
            EXPECT_NE(operation.session_use, portal::SessionUse::needed) << operation.id;
        }
        const auto has = [&](const char* status) {
            return std::any_of(operation.responses.begin(), operation.responses.end(),
                               [&](const auto& response) { return response.status == status; });
        };
        const bool asks_who = !visitor || row.proof || operation.session_use == portal::SessionUse::begins;
        EXPECT_EQ(has("401"), asks_who) << operation.id;
        rows.erase(operation.id);
    }
    EXPECT_TRUE(rows.empty()) << rows.begin()->first;
}

TEST(Roles, are_named_by_one_word_each_or_by_a_group) {
    Roles roles;
    EXPECT_TRUE(roles.add("member"));
    EXPECT_TRUE(roles.add("staff"));
    EXPECT_TRUE(roles.add("viewer")) << "said twice is no mistake";
    for (const auto* word : {"", "Member", "nobody", "memb"}) EXPECT_FALSE(roles.add(word)) << word;
    EXPECT_EQ(roles, (Roles{"member", "viewer", "editor", "approver", "campaign_author", "campaign_approver",
                            "administrator"}));
    EXPECT_EQ((Roles{"everyone"}), (Roles{"visitor", "accounts", "system"}));
    EXPECT_EQ((Roles{"accounts"}), (Roles{"member", "owner", "staff"}));
}

TEST(Scopes, are_what_systems_may_ask_for_and_not_everybody) {
    EXPECT_TRUE(is_scope("audit:read"));
    EXPECT_TRUE(is_scope("audit.list"));
    for (const auto* scope : {"shop.list", "member.login", "staff.invite", "no.such", ""})
        EXPECT_FALSE(is_scope(scope)) << scope;
    EXPECT_TRUE(is_in_scopes(std::vector<std::string>{"audit:read"}, "audit.list"));
    EXPECT_FALSE(is_in_scopes(std::vector<std::string>{"audit:read"}, "staff.list"));
}

}  // namespace
}  // namespace hub::accounts
