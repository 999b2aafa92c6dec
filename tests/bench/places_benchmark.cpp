// Questions about places on one core: addresses taken apart, nearest stations, and the municipality of a point.
// places.mjs holds them against their aims. The dictionary is made up and as large as a prefecture's.
#include <benchmark/benchmark.h>

#include <random>

#include "handlers/catalog/place_index.hpp"
#include "handlers/places/address_letters.hpp"
#include "handlers/places/town_name.hpp"

namespace hub::catalog {
namespace {

constexpr int kMunicipalities = 72;
constexpr int kTownsEach = 30;
constexpr int kChomeEach = 4;
constexpr int kStations = 9'000;
constexpr int kCorners = 200;  // of a boundary

constexpr const char* kFirst[] = {"東", "西", "南", "北", "中", "上", "下", "大", "小", "新"};
constexpr const char* kSecond[] = {"山", "川", "田", "野", "島", "崎", "原", "森", "池", "浜"};

std::string name_of(int number) { return std::string(kFirst[number % 10]) + kSecond[number / 10 % 10]; }

Position position_of(int number) { return {34.3 + number % 97 * 0.006, 135.1 + number % 89 * 0.007}; }

std::vector<PlaceRow> rows() {
    std::vector<PlaceRow> all;
    for (int station = 0; station < kStations; ++station)
        all.push_back(
            {station, name_of(station) + std::to_string(station), "", "station", "", position_of(station * 7), 1});
    for (int city = 0; city < kMunicipalities; ++city)
        for (int town = 0; town < kTownsEach; ++town)
            for (int chome = 1; chome <= kChomeEach; ++chome) {
                const auto name =
                    name_of(town) + "ヶ" + kSecond[town / 7] + "町" + places::to_utf8(places::in_kanji(chome)) + "丁目";
                PlaceRow row{100'000, name, "", "chome", name_of(city) + "市", position_of(city + town), -10};
                row.prefecture = "大阪府";
                all.push_back(std::move(row));
            }
    return all;
}

// A grid of ragged squares.
std::vector<places::Area> areas() {
    std::vector<places::Area> all;
    for (int city = 0; city < kMunicipalities; ++city) {
        const Position corner{34.3 + city / 9 * 0.07, 135.1 + city % 9 * 0.07};
        places::Ring ring;
        for (int step = 0; step < kCorners; ++step) {
            const double angle = 6.283185 * step / kCorners;
            const double reach = 0.035 + 0.003 * (step % 3);
            ring.push_back({corner.lat + reach * std::sin(angle), corner.lng + reach * std::cos(angle)});
        }
        all.push_back({std::to_string(27'100 + city), "大阪府", name_of(city) + "市", {{ring}}});
    }
    return all;
}

const PlaceIndex& index() {
    static const std::vector<PlaceRow> places = rows();
    static const PlaceIndex made(places, {}, areas());
    return made;
}

void normalise_address(benchmark::State& state) {
    std::vector<std::string> addresses;
    for (int number = 0; number < 1000; ++number)
        addresses.push_back("大阪府" + name_of(number % kMunicipalities) + "市" + name_of(number % kTownsEach) + "ケ" +
                            kSecond[number % kTownsEach / 7] + "町２丁目１３番" + std::to_string(number) +
                            "号見本ビル５階");
    const auto& book = index().address_book();
    std::size_t next = 0;
    for (auto _ : state) {
        const auto address = places::read_address(book, addresses[next++ % addresses.size()]);
        if (address.level != places::AddressLevel::block) state.SkipWithError("an address was not found");
    }
    state.SetItemsProcessed(state.iterations());
}

void nearest_stations(benchmark::State& state) {
    std::size_t next = 0;
    for (auto _ : state) {
        const auto found = index().nearest_stations(position_of(static_cast<int>(next++ % 5000)), 3, 50'000);
        if (found.size() != 3) state.SkipWithError("no station was found");
    }
    state.SetItemsProcessed(state.iterations());
}

void municipality_of_a_point(benchmark::State& state) {
    std::size_t next = 0;
    std::size_t hits = 0;
    for (auto _ : state) hits += index().areas().at(position_of(static_cast<int>(next++ % 5000))).has_value();
    if (hits * 4 < next) state.SkipWithError("most points lie nowhere");
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(normalise_address);
BENCHMARK(nearest_stations);
BENCHMARK(municipality_of_a_point);

}  // namespace
}  // namespace hub::catalog

BENCHMARK_MAIN();
