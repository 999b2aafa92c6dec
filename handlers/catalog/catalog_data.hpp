#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "handlers/places/area.hpp"
#include "handlers/places/position.hpp"
#include "router/core/clock.hpp"
#include "router/core/result.hpp"

// The public data as plain rows: what a loader reads and what a snapshot is built from.
namespace hub::catalog {

enum class Programme : int { child_rearing = 1, marriage = 2 };  // まいど子, 縁ジョイ

using places::Position;

// One benefit (特典) of a shop.
struct Benefit {
    std::string code;    // master code of kind `tokuten`
    std::string title;   // 2,000円以上会計で1,000円引き
    std::string detail;  // conditions; may be empty
};

struct ShopRow {
    std::int64_t shop_id = 0;
    Programme programme = Programme::child_rearing;
    std::string name;
    std::string name_kana;
    std::vector<std::string> genres;  // master codes of kind `genre`, the main one first
    std::vector<Benefit> benefits;
    std::string postal_code;          // 530-0001, or empty
    std::string address;
    std::string city;                 // 大阪市北区, 焼津市
    std::string tel;
    std::string url;
    std::string comment;              // what the shop says of itself, opening hours included
    std::string opening_hours;        // text; may be empty
    std::optional<Position> position;
    std::string position_source;      // own_list, owner_pin, gazetteer, google
    bool is_chain = false;
    WallTime updated_at{};
};

// One entry of the gazetteer: something people name when they say where they are.
struct PlaceRow {
    std::int64_t place_id = 0;
    std::string name;       // 焼津
    std::string name_kana;  // やいづ
    std::string kind;       // station, facility, city, town, chome, divided_town, ...
    std::string city;       // may be empty
    Position position;
    int weight = 0;         // of equal names the heavier one is meant
    std::string label{};    // what tells it from equal names: 阪急; a town's 小字
    std::string prefecture{};   // of a town; else may be empty
    std::string postal_code{};  // 530-0001, or empty
    std::vector<std::string> aliases{};
};

// A place that families use and that is no shop: a park, a library, a nursery.
struct FacilityRow {
    std::int64_t facility_id = 0;
    std::string kind;  // master code of kind `facility`
    std::string name;
    std::string name_kana;
    std::string address;
    std::string city;
    std::string tel;
    std::string url;
    std::string opening_hours;  // text; may be empty
    std::string closed_days;    // text; may be empty
    std::string comment;
    std::vector<std::string> services;  // master codes of kind `tokuten`: おむつ替え, 授乳室
    std::optional<Position> position;
};

struct EventRow {
    std::int64_t event_id = 0;
    Programme programme = Programme::child_rearing;
    std::string title;
    std::string body;
    std::chrono::sys_days first_day{};  // in Japan
    std::chrono::sys_days last_day{};   // included
    std::string time_text;
    std::string venue;
    std::string address;
    std::string city;
    std::string fee_text;
    std::string url;
    std::optional<Position> position;
};

// A useful article (お役立ち情報, ふぁみなび).
struct ArticleRow {
    std::int64_t faminavi_id = 0;
    std::string title;
    std::string body;
    std::string url;
    std::string city_code;            // six digits; empty: for all
    std::vector<std::string> genres;  // master codes of kind `faminavi`
    std::string topic{};              // what the chat looks it up by: join, lost, ...; no two have the same, but empty
};

// One code of a code list (table master).
struct CodeRow {
    std::string kind;  // genre, tokuten, facility, faminavi
    std::string code;
    std::string name;
    int sort = 0;
};

struct CatalogData {
    std::int64_t version = 0;  // of hub.catalog_version
    std::vector<ShopRow> shops;
    std::vector<PlaceRow> places;
    std::vector<places::Area> areas;
    std::vector<FacilityRow> facilities;
    std::vector<EventRow> events;
    std::vector<ArticleRow> articles;
    std::vector<CodeRow> codes;
};

// Where catalog data comes from. Blocking; called off the I/O thread.
class CatalogSource {
public:
    virtual ~CatalogSource() = default;
    // The version now; cheap.
    virtual Result<std::int64_t> version() = 0;
    // Everything public in one consistent read.
    virtual Result<CatalogData> load() = 0;
    // Blocks until the version may have moved or the time is over; a hint only, polling is the truth.
    virtual void wait_for_change(std::chrono::milliseconds longest) = 0;
};

}  // namespace hub::catalog
