#include <gtest/gtest.h>

#include <filesystem>

#include "connectors/google_maps/geocoding_wire.hpp"
#include "router/core/json.hpp"
#include "tests/support/shared_data.hpp"

namespace hub::google_maps {
namespace {

const std::string kSamples = "reference/data/google-maps/samples/";

class GoogleMapsWire : public ::testing::Test {
protected:
    void SetUp() override {
        if (!test::shared_file(kSamples + "synthetic/geocode-address-ja.json"))
            GTEST_SKIP() << "no reference data in " << test::shared_directory();
    }
    Result<std::vector<GooglePosition>> read(const std::string& name) {
        return read_geocoding(test::shared_file(kSamples + name).value(), WallTime{});
    }
};

TEST_F(GoogleMapsWire, reads_a_japanese_address) {
    const auto positions = read("synthetic/geocode-address-ja.json");
    ASSERT_TRUE(positions.ok());
    ASSERT_EQ(positions->size(), 1u);
    EXPECT_EQ(positions->front().name, "大阪府大阪市中央区大手前２丁目１−２２");
    EXPECT_EQ(positions->front().kind, "address");
    EXPECT_TRUE(positions->front().exact);
    EXPECT_DOUBLE_EQ(positions->front().lat, 34.6864);
}

TEST_F(GoogleMapsWire, is_not_sure_of_a_partial_match_or_a_postal_code) {
    const auto city = read("synthetic/geocode-partial-match-ja.json");
    EXPECT_EQ(city->at(0).name, "大阪府豊中市");
    EXPECT_EQ(city->at(0).kind, "city");
    EXPECT_FALSE(city->at(0).exact);
    const auto code = read("synthetic/geocode-postal-code-ja.json");
    EXPECT_EQ(code->at(0).name, "〒560-0021");
    EXPECT_EQ(code->at(0).kind, "postal_code");
    EXPECT_FALSE(code->at(0).exact);
}

TEST_F(GoogleMapsWire, maps_the_errors_google_sends) {
    EXPECT_TRUE(read("openapi-responses/geocode_zero_results.json")->empty());
    EXPECT_EQ(read("openapi-responses/geocode_invalid_request.json").error().kind, ErrorKind::invalid);
    EXPECT_EQ(read("synthetic/geocode-over-query-limit.json").error().kind, ErrorKind::throttled);
    EXPECT_EQ(read("client-test-responses/OverQueryLimitResponse.json").error().kind, ErrorKind::throttled);
    EXPECT_EQ(read("synthetic/geocode-unknown-error.json").error().kind, ErrorKind::transient);
    for (const char* denied : {"invalid-key", "not-authorized", "referer"})
        EXPECT_EQ(read("synthetic/geocode-request-denied-" + std::string(denied) + ".json").error().kind,
                  ErrorKind::permanent);
}

TEST_F(GoogleMapsWire, reads_every_geocoding_sample_and_finds_no_place_outside_japan) {
    int samples = 0;
    for (const char* folder : {"openapi-responses", "client-test-responses"})
        for (const auto& entry : std::filesystem::directory_iterator(test::shared_directory() / kSamples / folder)) {
            const auto name = entry.path().filename().string();
            if (name.find("eocode") == std::string::npos) continue;
            const auto positions = read(std::string(folder) + "/" + name);
            EXPECT_TRUE(!positions.ok() || positions->empty()) << name;
            ++samples;
        }
    EXPECT_GE(samples, 8);
}

TEST_F(GoogleMapsWire, asks_only_with_parameters_the_api_has) {
    const auto text =
        test::shared_file("reference/data/google-maps/openapi/google-maps-legacy-trimmed.openapi3.json").value();
    const auto openapi = json::Document::parse(text, {.depth = 128, .bytes = 32 * 1024 * 1024}).value();
    const auto operation = openapi.root().at_pointer("/paths/~1maps~1api~1geocode~1json/get/parameters");
    ASSERT_TRUE(operation);
    std::vector<std::string> known{"key"};
    for (const auto& parameter : operation->elements()) {
        const auto target = openapi.root().at_pointer(parameter.string("$ref").value_or("#").substr(1));
        known.emplace_back(target->string("name").value_or(""));
    }
    for (const auto& target : {geocoding_target("焼津駅"), key_check_target()}) {
        ASSERT_TRUE(target.starts_with("/maps/api/geocode/json?"));
        for (std::size_t begin = target.find('?') + 1; begin < target.size();) {
            const auto end = std::min(target.find('&', begin), target.size());
            const auto name = target.substr(begin, target.find('=', begin) - begin);
            EXPECT_NE(std::find(known.begin(), known.end(), name), known.end()) << name;
            begin = end + 1;
        }
    }
}

}  // namespace
}  // namespace hub::google_maps
