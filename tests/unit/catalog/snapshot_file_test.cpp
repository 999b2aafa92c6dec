#include "handlers/catalog/snapshot_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "handlers/catalog/catalog_codec.hpp"
#include "tests/support/catalog_samples.hpp"

namespace hub::catalog {
namespace {

class SnapshotFileTest : public ::testing::Test {
protected:
    SnapshotFileTest() : directory(std::filesystem::temp_directory_path() / ("catalog_file_" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(directory);
        path = directory / "catalog.bin";
        auto data = test::random_catalog(60, 4);
        data.version = 42;
        data.places = {{1, "見本", "みほん", "station", "見本市", {34.7, 135.5}, 7}};
        data.facilities = test::sample_facilities();
        data.events = test::sample_events();
        data.articles = test::sample_articles();
        snapshot = Snapshot::build(std::move(data));
    }
    ~SnapshotFileTest() override { std::filesystem::remove_all(directory); }

    std::string bytes() const {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void put(const std::string& contents) const { std::ofstream(path, std::ios::binary) << contents; }

    std::filesystem::path directory;
    std::filesystem::path path;
    std::shared_ptr<const Snapshot> snapshot;
};

TEST_F(SnapshotFileTest, gives_back_what_was_written) {
    ASSERT_TRUE(write_snapshot_file(path, *snapshot));
    auto data = read_snapshot_file(path);
    ASSERT_TRUE(data) << data.error().detail;
    EXPECT_EQ(data->version, 42);
    const auto again = Snapshot::build(std::move(*data));
    EXPECT_EQ(encode_catalog(*again), encode_catalog(*snapshot));
    EXPECT_EQ(again->list_shops({}).value(), snapshot->list_shops({}).value());
    EXPECT_EQ(again->gazetteer().exactly("見本駅")->places.front()->weight, 7);
    ASSERT_EQ(again->facility_rows().size(), snapshot->facility_rows().size());
    EXPECT_EQ(again->facility_rows()[0].services, snapshot->facility_rows()[0].services);
    ASSERT_EQ(again->event_rows().size(), snapshot->event_rows().size());
    EXPECT_EQ(again->event_rows()[0].last_day, snapshot->event_rows()[0].last_day);
    ASSERT_EQ(again->article_rows().size(), snapshot->article_rows().size());
    EXPECT_EQ(again->article_rows()[0].body, snapshot->article_rows()[0].body);
}

TEST_F(SnapshotFileTest, leaves_nothing_else_in_the_directory) {
    ASSERT_TRUE(write_snapshot_file(path, *snapshot));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory), {}), 1);
}

TEST_F(SnapshotFileTest, is_not_written_again_for_the_same_contents) {
    ASSERT_TRUE(write_snapshot_file(path, *snapshot));
    struct stat before {};
    ASSERT_EQ(::stat(path.c_str(), &before), 0);
    ASSERT_TRUE(write_snapshot_file(path, *snapshot));
    struct stat after {};
    ASSERT_EQ(::stat(path.c_str(), &after), 0);
    EXPECT_EQ(before.st_ino, after.st_ino);
}

TEST_F(SnapshotFileTest, is_missing_when_there_is_none) {
    EXPECT_EQ(read_snapshot_file(path).error().kind, ErrorKind::not_found);
}

TEST_F(SnapshotFileTest, says_when_it_cannot_be_written) {
    const auto written = write_snapshot_file(directory / "no" / "catalog.bin", *snapshot);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::transient);
}

TEST_F(SnapshotFileTest, is_refused_when_cut_at_any_place) {
    ASSERT_TRUE(write_snapshot_file(path, *snapshot));
    const auto whole = bytes();
    for (std::size_t length = 0; length < whole.size(); length += 1 + length / 20) {
        put(whole.substr(0, length));
        const auto data = read_snapshot_file(path);
        ASSERT_FALSE(data) << length;
        EXPECT_EQ(data.error().code, "catalog.file_refused");
    }
}

TEST_F(SnapshotFileTest, is_refused_when_any_byte_differs) {
    ASSERT_TRUE(write_snapshot_file(path, *snapshot));
    const auto whole = bytes();
    for (std::size_t at = 0; at < whole.size(); at += 1 + at / 20) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        put(damaged);
        ASSERT_FALSE(read_snapshot_file(path)) << at;
    }
    put(whole + "x");
    EXPECT_FALSE(read_snapshot_file(path));
}

TEST(CatalogCodec, refuses_bytes_it_did_not_write) {
    std::mt19937 random(5);
    const auto good = encode_catalog(*Snapshot::build(test::random_catalog(5, 5)));
    for (int round = 0; round < 3000; ++round) {
        auto bytes = good;
        for (int change = 0; change < 3; ++change) bytes[random() % bytes.size()] = static_cast<char>(random());
        (void)decode_catalog(bytes);  // must neither crash nor take all memory
    }
    EXPECT_FALSE(decode_catalog(good.substr(0, good.size() - 1)));
    EXPECT_FALSE(decode_catalog(""));
}

}  // namespace
}  // namespace hub::catalog
