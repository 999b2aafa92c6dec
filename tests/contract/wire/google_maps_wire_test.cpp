#include <gtest/gtest.h>

#include <filesystem>

#include "connectors/google_maps/geocoding_wire.hpp"
#include "connectors/google_maps/lookup_service.hpp"
#include "connectors/google_maps/places_new_wire.hpp"
#include "connectors/google_maps/places_wire.hpp"
#include "router/core/json.hpp"
#include "tests/contract/wire/google_schema.hpp"
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

// The names of the query parameters that the API has for a path.
std::vector<std::string> parameters_of(const std::string& path) {
    const auto text =
        test::shared_file("reference/data/google-maps/openapi/google-maps-legacy-trimmed.openapi3.json").value();
    const auto openapi = json::Document::parse(text, {.depth = 128, .bytes = 32 * 1024 * 1024}).value();
    std::string pointer = "/paths/";
    for (const char character : path) pointer += character == '/' ? "~1" : std::string(1, character);
    const auto operation = openapi.root().at_pointer(pointer + "/get/parameters");
    std::vector<std::string> known{"key"};
    for (const auto& parameter : operation ? operation->elements() : std::vector<json::Value>{}) {
        const auto target = openapi.root().at_pointer(parameter.string("$ref").value_or("#").substr(1));
        known.emplace_back((target ? *target : parameter).string("name").value_or(""));
    }
    return known;
}

TEST_F(GoogleMapsWire, asks_only_with_parameters_the_api_has) {
    for (const auto& target : {geocoding_target("焼津駅"), key_check_target(), text_search_target("焼津駅", {}),
                               text_search_check_target()}) {
        const auto known = parameters_of(target.substr(0, target.find('?')));
        ASSERT_GT(known.size(), 2u) << target;
        for (std::size_t begin = target.find('?') + 1; begin < target.size();) {
            const auto end = std::min(target.find('&', begin), target.size());
            const auto name = target.substr(begin, target.find('=', begin) - begin);
            EXPECT_NE(std::find(known.begin(), known.end(), name), known.end()) << name;
            begin = end + 1;
        }
    }
}

TEST_F(GoogleMapsWire, reads_every_legacy_places_sample_and_finds_no_place_outside_japan) {
    int samples = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(test::shared_directory() / kSamples / "openapi-responses")) {
        const auto name = entry.path().filename().string();
        if (name.find("places_textsearch") == std::string::npos) continue;
        const auto body = test::shared_file(kSamples + "openapi-responses/" + name).value();
        const auto positions = read_text_search(body, "pizza", WallTime{});
        EXPECT_TRUE(!positions.ok() || positions->empty()) << name;
        ++samples;
    }
    EXPECT_GE(samples, 4);
}

TEST_F(GoogleMapsWire, asks_places_new_as_its_schema_says) {
    const test::GoogleSchema schema(test::shared_file("reference/data/google-maps/rest/places-v1.rest.json").value());
    const auto body = json::Document::parse(search_text_body("ひらかたパーク", {})).value();
    EXPECT_EQ(schema.problems(body.root(), "google.maps.places.v1.SearchTextRequest"), std::vector<std::string>());
    const auto place = [&](const std::string& field) {
        const auto value = json::Document::parse("{\"" + field + "\":null}").value();
        const auto problems = schema.problems(value.root(), "google.maps.places.v1.Place");
        return std::none_of(problems.begin(), problems.end(), [](const std::string& problem) {
            return problem.find("unknown member") != std::string::npos;
        });
    };
    EXPECT_FALSE(place("displayname"));
    const std::string fields(kPlaceFields);
    for (std::size_t begin = 0; begin < fields.size();) {
        const auto end = std::min(fields.find(',', begin), fields.size());
        const auto path = fields.substr(begin, end - begin);
        ASSERT_TRUE(path.starts_with("places.")) << path;
        EXPECT_TRUE(place(path.substr(7))) << path;
        begin = end + 1;
    }
}

TEST_F(GoogleMapsWire, reads_the_samples_of_places_new) {
    const auto sample = [](const std::string& name) {
        return test::shared_file(kSamples + "synthetic/" + name).value();
    };
    EXPECT_TRUE(read_search_text(sample("places-new-empty.response.json"), "x", WallTime{})->empty());
    // The sample names no country, as its field mask asked for none: what is not known to lie in Japan is not shown.
    EXPECT_TRUE(read_search_text(sample("places-new-searchText.response.json"), "とよなか食堂", WallTime{})->empty());
    const auto& service = lookup_service(Lookup::places_new);
    const auto mapped = [&](int status, const std::string& name) {
        return service.read(HttpResponse{status, {}, sample(name), nullptr}, "x", system_clock()).error().kind;
    };
    EXPECT_EQ(mapped(429, "new-api-error-quota.json"), ErrorKind::throttled);
    EXPECT_EQ(mapped(403, "new-api-error-service-disabled.json"), ErrorKind::permanent);
    EXPECT_EQ(mapped(400, "new-api-error-invalid-key.json"), ErrorKind::permanent);
    EXPECT_EQ(mapped(400, "new-api-error-bad-fieldmask.json"), ErrorKind::permanent);
    EXPECT_TRUE(means_the_key(sample("new-api-error-invalid-key.json")));
    EXPECT_FALSE(means_the_key(sample("new-api-error-missing-fieldmask.json")));
}

}  // namespace
}  // namespace hub::google_maps
