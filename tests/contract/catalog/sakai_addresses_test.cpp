// The addresses of Sakai's firms against the towns of Osaka, where both lists are at hand.
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <array>
#include <memory>

#include "connectors/passport_db/places/town_files.hpp"
#include "handlers/catalog/place_index.hpp"
#include "handlers/places/address_reader.hpp"
#include "router/core/json.hpp"
#include "tests/support/shared_data.hpp"

namespace hub::test {
namespace {

std::vector<std::string> firm_addresses(const std::filesystem::path& file) {
    std::vector<std::string> addresses;
    const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), &archive_read_free);
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_tar(reader.get());
    EXPECT_EQ(archive_read_open_filename(reader.get(), file.c_str(), 65536), ARCHIVE_OK);
    for (archive_entry* entry = nullptr; archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK;) {
        if (archive_entry_filetype(entry) != AE_IFREG) continue;
        std::string text(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
        EXPECT_EQ(archive_read_data(reader.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
        const auto firm = json::Document::parse(text);
        if (firm) addresses.emplace_back(firm->root().string("住所").value_or(""));
    }
    return addresses;
}

std::vector<catalog::PlaceRow> town_rows(const std::filesystem::path& file) {
    std::vector<catalog::PlaceRow> rows;
    const auto files = passport_db::read_town_files(file);
    EXPECT_TRUE(files) << files.error().detail;
    const auto list = passport_db::read_towns(*files);
    EXPECT_TRUE(list) << list.error().detail;
    for (const auto& place : list->places) {
        catalog::PlaceRow row{static_cast<std::int64_t>(rows.size()),
                              place.name,
                              "",
                              place.kind,
                              place.city,
                              place.position,
                              place.weight};
        row.label = place.label;
        row.prefecture = place.prefecture;
        rows.push_back(std::move(row));
    }
    return rows;
}

TEST(SakaiAddresses, are_found_down_to_their_town) {
    const auto data = shared_directory() / "data";
    const auto firms = data / "shops/sakai_company_json.tar.gz";
    const auto towns = data / "osaka/geolonia_addresses_osaka.tar.gz";
    if (!std::filesystem::exists(firms) || !std::filesystem::exists(towns))
        GTEST_SKIP() << "the real lists are not at hand";
    const auto addresses = firm_addresses(firms);
    const auto rows = town_rows(towns);
    const catalog::PlaceIndex index(rows, {}, {});
    std::array<int, 5> levels{};
    int empty = 0;
    int elsewhere = 0;
    for (const auto& text : addresses) {
        const auto address = places::read_address(index.address_book(), text);
        if (text.empty()) ++empty;
        else if (!address.prefecture.empty() && address.prefecture != "大阪府") ++elsewhere;
        else ++levels[static_cast<std::size_t>(address.level)];
    }
    const int found = levels[3] + levels[4];
    const int in_osaka = found + levels[0] + levels[1] + levels[2];
    RecordProperty("addresses", static_cast<int>(addresses.size()));
    RecordProperty("to_town", found);
    EXPECT_EQ(addresses.size(), 24'469U);
    EXPECT_EQ(empty, 9);
    EXPECT_EQ(elsewhere, 1);
    EXPECT_GE(found * 1000.0, in_osaka * 999.0) << found << " of " << in_osaka;
    EXPECT_GE(found * 1000.0, static_cast<double>(addresses.size()) * 999) << "also of all, empty ones included";
    EXPECT_GE(levels[4] * 1000.0, in_osaka * 999.0) << "with a block";
}

// What was read by eye once: forms that a change of the rules must not break.
TEST(SakaiAddresses, keep_the_parts_that_were_read_by_eye) {
    const auto towns = shared_directory() / "data/osaka/geolonia_addresses_osaka.tar.gz";
    if (!std::filesystem::exists(towns)) GTEST_SKIP() << "the real list is not at hand";
    const auto rows = town_rows(towns);
    const catalog::PlaceIndex index(rows, {}, {});
    const std::pair<const char*, const char*> cases[] = {
        {"大阪府堺市西区浜寺諏訪森町中３丁２７７番地１５", "浜寺諏訪森町中|3丁|277-15|"},
        {"大阪府堺市北区金岡町２３０５番地の１", "金岡町||2305-1|"},
        {"堺市美原区木材通1-11-13", "木材通|1丁目|11-13|"},
        {"大阪府堺市堺区大町東３－２－２１みほんビル", "大町東|3丁|2-21|みほんビル"},
        {"大阪府堺市西区上５１０番地４", "上||510-4|"},
        {"大阪府堺市東区丈六１８３番地９", "丈六||183-9|"},
        {"大阪府堺市西区上野芝町７－１０－１７", "上野芝町|7丁|10-17|"},
        {"大阪府堺市堺市東区石原町1-153", "石原町|1丁|153|"},
        {"大阪府堺市堺区三国が丘御幸通８番地", "三国ヶ丘御幸通||8|"},
        {"大阪府大阪市淀川区十三元今里２丁目１２番６号", "十三元今里|2丁目|12-6|"}};
    for (const auto& [text, expected] : cases) {
        const auto address = places::read_address(index.address_book(), text);
        EXPECT_EQ(address.town + "|" + address.chome_text + "|" + address.block + "|" + address.building, expected)
            << text;
    }
}

}  // namespace
}  // namespace hub::test
