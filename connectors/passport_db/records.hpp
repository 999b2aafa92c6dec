#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"

// Rows as a list brings them in, checked and ready to be stored.
namespace hub::passport_db {

struct ShopRecord {
    std::string source_key;  // identifies the shop within its list
    int programme = 1;       // 1 まいど子, 2 縁ジョイ
    std::string name;
    std::string name_kana;
    std::string postal_code;
    std::string address;
    std::string city;
    std::string tel;
    std::string url;
    std::string comment;
    std::string opening_hours;
    std::string closed_days;
    std::optional<catalog::Position> position;
    std::string position_source;  // own_list or gazetteer
    bool is_chain = false;
    std::vector<std::string> genres;  // master codes, the main one first
    std::vector<catalog::Benefit> benefits;
};

struct FacilityRecord {
    std::string source_key;
    std::string kind;  // master code of the list facility
    std::string name;
    std::string name_kana;
    std::string postal_code;
    std::string address;
    std::string city;
    std::string tel;
    std::string url;
    std::string opening_hours;
    std::string closed_days;
    std::string comment;
    std::optional<catalog::Position> position;
    std::vector<std::string> services;  // master codes of the list tokuten, each once
};

struct EventRecord {
    std::string source_key;
    int programme = 1;
    std::string title;
    std::string body;
    std::string starts_on;  // 2026-08-05
    std::string ends_on;    // not before it
    std::string time_text;
    std::string venue;
    std::string address;
    std::string city;
    std::optional<catalog::Position> position;
    std::string organizer;
    std::string fee_text;
    std::string url;
};

struct PlaceRecord {
    std::string source_key;
    std::string name;
    std::string name_kana;
    std::string kind;
    std::string city;
    catalog::Position position;
    int weight = 0;
    std::string label{};  // what tells it from equal names; of a station its operator
    std::string prefecture{};
    std::string municipality_code{};  // five digits, or empty
    std::string postal_code{};        // 530-0001, or empty
    std::vector<std::string> aliases{};
};

// What became of a batch of records.
struct StoredCounts {
    int inserted = 0;
    int updated = 0;
    int unchanged = 0;
};

// How one record stands to what is stored.
struct Difference {
    bool is_new = false;
    std::vector<std::string> fields{};  // that differ; both: nothing to do
    bool nothing() const { return !is_new && fields.empty(); }
};

}  // namespace hub::passport_db
