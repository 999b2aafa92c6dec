#include "portal/api/openapi_contract.hpp"

#include <gtest/gtest.h>

#include "tests/unit/portal_api/contract_text.hpp"

namespace hub::portal {
namespace {

using test::contract_text;

const std::string kObject = R"({"type":"object"})";

// The pointers of all problems; empty when the contract loads.
std::string problems_of(const std::string& text) {
    const auto contract = OpenApiContract::parse(text);
    if (contract) return {};
    std::string problems = contract.error().fields.empty() ? contract.error().code : "";
    for (const auto& field : contract.error().fields) problems += field.field + ": " + field.problem + "\n";
    return problems;
}

std::string with_property(const std::string& schema) {
    return contract_text(R"({"type":"object","properties":{"p":)" + schema + "}}");
}

struct Unproven {
    const char* name;
    std::string schema;
    const char* pointer;  // where the problem is, below the property
};

class UnprovenSchema : public testing::TestWithParam<Unproven> {};

TEST_P(UnprovenSchema, is_refused_by_pointer) {
    const auto problems = problems_of(with_property(GetParam().schema));
    EXPECT_NE(problems.find("/properties/p" + std::string(GetParam().pointer) + ": "), std::string::npos) << problems;
}

INSTANTIATE_TEST_SUITE_P(
    Keywords, UnprovenSchema,
    testing::ValuesIn(std::vector<Unproven>{
        {"unresolved_ref", R"({"$ref":"#/components/schemas/Nowhere"})", "/$ref"},
        {"remote_ref", R"({"$ref":"other.json#/Named"})", "/$ref"},
        {"ref_elsewhere", R"({"$ref":"#/info"})", "/$ref"},
        {"ref_with_neighbours", R"({"$ref":"#/components/schemas/Named","maxLength":3})", "/$ref"},
        {"const_keyword", R"({"type":"string","const":"a"})", "/const"},
        {"numeric_exclusive_minimum", R"({"type":"integer","exclusiveMinimum":3})", "/exclusiveMinimum"},
        {"numeric_exclusive_maximum", R"({"type":"number","exclusiveMaximum":3})", "/exclusiveMaximum"},
        {"exclusive_without_limit", R"({"type":"number","exclusiveMinimum":true})", "/exclusiveMinimum"},
        {"unknown_format", R"({"type":"string","format":"email"})", "/format"},
        {"format_of_another_type", R"({"type":"string","format":"int64"})", "/format"},
        {"digit_class_in_pattern", R"({"type":"string","maxLength":3,"pattern":"^\\d$"})", "/pattern"},
        {"unanchored_pattern", R"({"type":"string","maxLength":3,"pattern":"[a]"})", "/pattern"},
        {"pattern_without_max_length", R"({"type":"string","pattern":"^[a]$"})", "/pattern"},
        {"one_of", R"({"type":"object","oneOf":[{"type":"object"}]})", "/oneOf"},
        {"any_of", R"({"type":"object","anyOf":[{"type":"object"}]})", "/anyOf"},
        {"all_of", R"({"type":"object","allOf":[{"type":"object"}]})", "/allOf"},
        {"not_keyword", R"({"type":"string","not":{"enum":["a"]}})", "/not"},
        {"if_keyword", R"({"type":"string","if":{}})", "/if"},
        {"discriminator", R"({"type":"object","discriminator":{}})", "/discriminator"},
        {"no_type", R"({"maxLength":3})", "/type"},
        {"type_list", R"({"type":["string","null"]})", "/type"},
        {"type_null", R"({"type":"null"})", "/type"},
        {"pattern_properties", R"({"type":"object","patternProperties":{}})", "/patternProperties"},
        {"property_names", R"({"type":"object","propertyNames":{}})", "/propertyNames"},
        {"dependencies", R"({"type":"object","dependencies":{}})", "/dependencies"},
        {"min_properties", R"({"type":"object","minProperties":1})", "/minProperties"},
        {"additional_properties_schema", R"({"type":"object","additionalProperties":{"type":"string"}})",
         "/additionalProperties"},
        {"required_flag_of_draft_3", R"({"type":"object","required":true})", "/required"},
        {"required_without_property", R"({"type":"object","required":["x"]})", "/required"},
        {"array_without_items", R"({"type":"array"})", ""},
        {"items_list", R"({"type":"array","items":[{"type":"string"}]})", "/items/type"},
        {"unique_items", R"({"type":"array","items":{"type":"string"},"uniqueItems":true})", "/uniqueItems"},
        {"contains", R"({"type":"array","items":{"type":"string"},"contains":{}})", "/contains"},
        {"multiple_of", R"({"type":"integer","multipleOf":2})", "/multipleOf"},
        {"length_of_a_number", R"({"type":"integer","maxLength":2})", "/maxLength"},
        {"minimum_of_a_text", R"({"type":"string","minimum":2})", "/minimum"},
        {"minimum_that_is_a_text", R"({"type":"integer","minimum":"2"})", "/minimum"},
        {"negative_length", R"({"type":"string","maxLength":-1})", "/maxLength"},
        {"enum_of_numbers", R"({"type":"number","enum":[1.5]})", "/enum"},
        {"enum_of_another_type", R"({"type":"string","enum":[1]})", "/enum"},
        {"empty_enum", R"({"type":"string","enum":[]})", "/enum"},
        {"default_that_does_not_fit", R"({"type":"integer","maximum":3,"default":4})", "/default"},
        {"nullable_that_is_no_flag", R"({"type":"string","nullable":"yes"})", "/nullable"},
        {"misspelt_keyword", R"({"type":"string","maxlength":3})", "/maxlength"}}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(OpenApiContract, loads_what_it_proves) {
    EXPECT_EQ(problems_of(with_property(R"({"type":"string","nullable":true,"minLength":1,"maxLength":9,
        "pattern":"^[a-z]+$","description":"d","example":"a","default":"b"})")),
              "");
    EXPECT_EQ(problems_of(with_property(R"({"type":"number","minimum":0,"exclusiveMinimum":true,"format":"double"})")),
              "");
    EXPECT_EQ(
        problems_of(with_property(R"({"type":"array","items":{"$ref":"#/components/schemas/Named"},"maxItems":2})")),
        "");
}

TEST(OpenApiContract, names_a_circular_reference) {
    const auto text = contract_text(
        kObject, "", "", R"("Loop":{"type":"object","properties":{"next":{"$ref":"#/components/schemas/Loop"}}})");
    EXPECT_NE(problems_of(text).find("leads back to itself"), std::string::npos);
}

TEST(OpenApiContract, suggests_the_keyword_that_was_meant) {
    EXPECT_NE(problems_of(with_property(R"({"type":"string","maxlength":3})")).find("did you mean \"maxLength\""),
              std::string::npos);
}

TEST(OpenApiContract, names_every_problem_at_once) {
    const auto problems = problems_of(
        contract_text(R"({"type":"object","properties":{"a":{"type":"text"},"b":{"type":"string","const":"x"}}})",
                      R"({"name":"q","in":"header","schema":{"type":"string"}})"));
    for (const auto* words : {"/a/type", "/b/const", "/parameters/1/in"})
        EXPECT_NE(problems.find(words), std::string::npos) << words << " in: " << problems;
}

TEST(OpenApiContract, checks_operations) {
    const std::pair<std::string, const char*> all[] = {
        {contract_text(kObject, R"({"name":"q","in":"query","schema":{"type":"object"}})"), "scalar"},
        {contract_text(kObject, R"({"name":"x","in":"path","required":true,"schema":{"type":"string"}})"), "no {x}"},
        {contract_text(kObject, R"({"name":"q","in":"query","x-data-name":"id","schema":{"type":"string"}})"),
         "two parameters become \"id\""},
        {contract_text(R"({"type":"object","properties":{"id":{"type":"string"}}})"), "a parameter and the body both"},
        {contract_text(R"({"type":"array","items":{"type":"string"}})"), "must be an object"},
        {contract_text(kObject, "", R"("x-time-limit-ms":5,)"), "x-time-limit-ms"},
        {contract_text(kObject, "", R"("x-rate-limit":{"per_minute":0},)"), "x-rate-limit"},
        {contract_text(kObject, "", R"("x-answered-by":"me",)"), "either x-message-type"},
        {contract_text(kObject, "", R"("security":[],)"), "/security: must be a list"},
        {contract_text(kObject, "", R"("security":[{"cookie":[]}],)"), "/security/0/cookie: is not among"},
        {contract_text(kObject, R"({"name":"q","in":"query","style":"form","schema":{"type":"string"}})"), "/style"},
        {R"({"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{}})", "must be 3.0.3"},
        {"{", "json.invalid"},
    };
    for (const auto& [text, words] : all)
        EXPECT_NE(problems_of(text).find(words), std::string::npos) << words << "\n" << problems_of(text);
}

TEST(OpenApiContract, knows_how_callers_say_who_they_are) {
    const auto with = [&](const std::string& schemes, const std::string& requirement) {
        auto text = contract_text(kObject, "", R"("security":[)" + requirement + "],");
        const std::string components = R"("components":{)";
        return problems_of(
            text.insert(text.find(components) + components.size(), R"("securitySchemes":{)" + schemes + "},"));
    };
    const std::string known = R"("s":{"type":"apiKey","in":"cookie","name":"c"},"k":{"type":"http","scheme":"bearer"})";
    EXPECT_EQ(with(known, R"({},{"s":[]},{"k":[]})"), "");
    EXPECT_NE(with(known, R"({"s":["read"]})").find("/security/0/s: must be []"), std::string::npos);
    const std::pair<std::string, const char*> wrong[] = {
        {R"("s":{"type":"oauth2"})", "securitySchemes/s/type"},
        {R"("s":{"type":"http","scheme":"basic"})", "securitySchemes/s/scheme"},
        {R"("s":{"type":"apiKey","in":"query","name":"c"})", "securitySchemes/s/in"},
        {R"("s":{"type":"apiKey","in":"header"})", "securitySchemes/s/name"},
        {R"("s":{"type":"http","scheme":"bearer","bearerFormat":"JWT"})", "securitySchemes/s/bearerFormat"},
    };
    for (const auto& [schemes, words] : wrong)
        EXPECT_NE(with(schemes, R"({"s":[]})").find(words), std::string::npos) << schemes;
}

TEST(OpenApiContract, reads_the_headers_of_a_response) {
    const std::string said = R"("201":{"description":"ok"})";
    const auto with = [&](const std::string& headers) {
        auto text = contract_text(kObject);
        text.replace(text.find(said), said.size(), R"("201":{"description":"ok","headers":{)" + headers + "}}");
        const std::string components = R"("components":{)";
        return text.insert(text.find(components) + components.size(),
                           R"("headers":{"Wait":{"description":"w","schema":{"type":"integer"}}},)");
    };
    const auto good = OpenApiContract::parse(with(R"("Retry-After":{"$ref":"#/components/headers/Wait"})"));
    ASSERT_TRUE(good);
    const auto& headers = good->operations.front().success().headers;
    ASSERT_EQ(headers.size(), 1u);
    EXPECT_EQ(headers.front().name, "Retry-After");
    EXPECT_EQ(headers.front().schema->type, SchemaType::integer);
    const std::pair<std::string, const char*> wrong[] = {
        {R"("A":{"$ref":"#/components/schemas/Named"})", "/headers/A/$ref"},
        {R"("A":{"$ref":"#/components/headers/Nowhere"})", "/headers/A/$ref"},
        {R"("A":{"schema":{"type":"string"}})", "/headers/A/description"},
        {R"("A":{"description":"a"})", "/headers/A/schema"},
        {R"("A":{"description":"a","schema":{"type":"string"},"style":"simple"})", "/headers/A/style"},
    };
    for (const auto& [text, words] : wrong)
        EXPECT_NE(problems_of(with(text)).find(words), std::string::npos) << words << problems_of(with(text));
}

TEST(OpenApiContract, lets_no_change_forget_whether_it_takes_a_key) {
    const std::string said = R"("x-idempotency-key":"required",)";
    const auto with = [&](const std::string& instead) {
        auto text = contract_text(kObject);
        return problems_of(text.replace(text.find(said), said.size(), instead));
    };
    EXPECT_NE(with("").find("x-idempotency-key: is missing"), std::string::npos) << with("");
    EXPECT_NE(with(R"("x-idempotency-key":"perhaps",)").find("must be required, optional or unneeded"),
              std::string::npos);
    EXPECT_NE(with(R"("x-idempotency-key":"unneeded","x-secret-answer":true,)").find("x-secret-answer"),
              std::string::npos);
    EXPECT_EQ(with(R"("x-idempotency-key":"optional","x-secret-answer":true,)"), "");
    EXPECT_EQ(with(R"("x-idempotency-key":"unneeded",)"), "");
}

TEST(OpenApiContract, speaks_english_where_it_says_so) {
    auto text = contract_text(kObject);
    EXPECT_EQ(OpenApiContract::parse(text)->operations.front().language, Language::japanese);
    text.insert(1, R"("x-language":"en",)");
    EXPECT_EQ(OpenApiContract::parse(text)->operations.front().language, Language::english);
    text.replace(text.find("\"en\""), 4, "\"fr\"");
    EXPECT_NE(problems_of(text).find("/x-language"), std::string::npos);
}

TEST(OpenApiContract, the_hubs_own_contract_loads) {
    const auto contract = OpenApiContract::load(HUB_SOURCE_DIRECTORY "/config/openapi.json");
    ASSERT_TRUE(contract.ok()) << problems_of(contract.error().detail);
    for (const auto* id : {"getShop", "listShops", "listCodes", "findPlaces", "postChatMessage", "dialogflowWebhook",
                           "legacyListShops", "healthz"})
        EXPECT_NE(contract->find(id), nullptr) << id;
    EXPECT_EQ(contract->find("getShop")->message_type, "shop.get");
    EXPECT_EQ(contract->find("postChatMessage")->rate_limit->burst, 10);
    EXPECT_EQ(contract->find("legacyListShops")->parameters[0].data_name, "group");
}

TEST(OpenApiContract, a_file_that_is_not_there_is_named) {
    const auto contract = OpenApiContract::load("/nowhere/openapi.json");
    EXPECT_EQ(contract.error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace hub::portal
