#include "connectors/passport_db/import/guess/mapping_guess.hpp"

#include <algorithm>
#include <map>

#include "connectors/passport_db/import/guess/field_names.hpp"
#include "connectors/passport_db/import/trimming.hpp"
#include "router/core/json.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kLongestKey = 60;  // bytes; a longer cell is no number of a row

using Texts = std::vector<std::string>;

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string column_rule(const std::string& column, const std::string& more = "") {
    return "{ \"column\": " + json::quote(trimmed(column)) + (more.empty() ? "" : ", " + more) + " }";
}

// The first column that a mapping can name, for what nothing better was found for.
const std::string& any_column(const Texts& header) {
    for (std::size_t column = 0; column < header.size(); ++column)
        if (is_usable(header, column)) return header[column];
    return header.front();
}

// How a field is taken from its column.
std::string rule_for(const std::string& field, const std::string& column) {
    if (field == "tel") return column_rule(column, R"("transforms": ["phone"], "otherwise": "")");
    if (field == "postal_code") return column_rule(column, R"("transforms": ["postal_code"], "otherwise": "")");
    if (field == "url") return column_rule(column, R"("transforms": ["url"], "otherwise": "")");
    if (field == "opening_hours") return column_rule(column, R"("transforms": ["hours"])");
    if (field == "address" || field == "name_kana") return column_rule(column, R"("transforms": ["nfkc"])");
    return column_rule(column);
}

// Chooses a column for every field and remembers why.
class Drafter {
public:
    Drafter(const ListSample& sample, std::optional<ListKind> kind) : sample_(sample) {
        for (std::size_t column = 0; column < sample.header.size(); ++column)
            columns_.push_back(shapes_of(sample.rows, column));
        kind_ = kind.value_or(likely_kind(sample.header, columns_));
        if (!kind) unsure("the list looks like one of " + name_of(kind_) + "; if it is another kind, say --kind");
    }

    MappingDraft draft(const std::string& source);

private:
    void sure(std::string sentence) { draft_.sure.push_back(std::move(sentence)); }
    void unsure(std::string sentence) { draft_.unsure.push_back(std::move(sentence)); }
    void set(const std::string& field, std::string rule) { fields_.emplace_back(field, std::move(rule)); }
    bool has(const std::string& field) const {
        return std::any_of(fields_.begin(), fields_.end(), [&](const auto& set) { return set.first == field; });
    }

    std::size_t by_name(const FieldSigns& signs) const;
    std::size_t by_shape(const FieldSigns& signs) const;
    bool may_be(const FieldSigns& signs, std::size_t column) const;
    void choose(const FieldSigns& signs);
    void choose_all();
    void add_name();
    void add_key();
    void add_kind_of_facility();
    void add_days();
    void add_city();
    std::string lists();
    std::string value_map(std::size_t column, const std::string& value) const;
    std::size_t column_with(const std::vector<std::string_view>& parts) const;

    const ListSample& sample_;
    ListKind kind_ = ListKind::facilities;
    std::vector<ColumnShapes> columns_;
    std::vector<bool> taken_ = std::vector<bool>(sample_.header.size());
    std::map<std::string, std::size_t> column_of_;
    std::vector<std::pair<std::string, std::string>> fields_;
    MappingDraft draft_;
};

// Whether cells do not speak against a column whose name fits.
bool Drafter::may_be(const FieldSigns& signs, std::size_t column) const {
    const auto& cells = columns_[column];
    const std::string field = signs.field;
    if (taken_[column] || cells.filled == 0 || !is_usable(sample_.header, column)) return false;
    if (field == "source_key") return cells.distinct && cells.longest <= kLongestKey;
    const bool strict =
        signs.shape == CellShape::latitude || signs.shape == CellShape::longitude || signs.shape == CellShape::position;
    return !strict || cells.count(signs.shape) * 2 >= cells.filled;
}

std::size_t Drafter::by_name(const FieldSigns& signs) const {
    for (const auto name : signs.names)
        for (std::size_t column = 0; column < columns_.size(); ++column)
            if (trimmed(sample_.header[column]) == name && may_be(signs, column)) return column;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        const auto& header = sample_.header[column];
        const auto holds = [&](std::string_view part) { return header.find(part) != std::string::npos; };
        if (std::any_of(signs.parts.begin(), signs.parts.end(), holds) &&
            std::none_of(signs.never.begin(), signs.never.end(), holds) && may_be(signs, column))
            return column;
    }
    return kNone;
}

std::size_t Drafter::by_shape(const FieldSigns& signs) const {
    if (!signs.by_shape) return kNone;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        const auto& header = sample_.header[column];
        const bool other = std::any_of(signs.never.begin(), signs.never.end(),
                                       [&](std::string_view part) { return header.find(part) != std::string::npos; });
        if (!taken_[column] && !other && is_usable(sample_.header, column) && columns_[column].shape() == signs.shape)
            return column;
    }
    return kNone;
}

void Drafter::choose(const FieldSigns& signs) {
    auto column = sample_.has_header ? by_name(signs) : kNone;
    const bool named = column != kNone;
    if (!named) column = by_shape(signs);
    if (column == kNone) return;
    taken_[column] = true;
    column_of_[signs.field] = column;
    const auto& cells = columns_[column];
    set(signs.field, rule_for(signs.field, sample_.header[column]));
    const auto looks = std::to_string(cells.count(signs.shape)) + " of " + std::to_string(cells.filled) +
                       " cells look like " + name_of(signs.shape);
    const bool fits = signs.shape == CellShape::text || cells.count(signs.shape) * 5 >= cells.filled * 4;
    const auto sentence = std::string(signs.field) + " is " + quoted(sample_.header[column]) + ": ";
    if (named && fits) sure(sentence + "by its name" + (signs.shape == CellShape::text ? "" : ", and " + looks));
    else if (named) unsure(sentence + "by its name, but only " + looks);
    else unsure(sentence + "by its cells, " + looks);
}

void Drafter::choose_all() {
    for (const auto& signs : signs_of(kind_)) {
        const std::string field = signs.field;
        if ((field == "lat" || field == "lng") && has("position")) continue;
        if (field == "period" && has("starts_on")) continue;
        if (field == "ends_on" && !has("starts_on")) continue;
        choose(signs);
    }
    if (has("lat") != has("lng"))
        std::erase_if(fields_, [](const auto& set) { return set.first == "lat" || set.first == "lng"; });
}

// What is called like nothing known: the first column of texts that differ.
void Drafter::add_name() {
    const std::string field = kind_ == ListKind::events ? "title" : "name";
    if (has(field)) return;
    for (const bool must_differ : {true, false}) {
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            const auto shape = columns_[column].shape();
            const bool words = shape == CellShape::text || shape == CellShape::kana;
            if (taken_[column] || !words || !is_usable(sample_.header, column) ||
                (must_differ && !columns_[column].distinct))
                continue;
            taken_[column] = true;
            column_of_[field] = column;
            set(field, column_rule(sample_.header[column]));
            return unsure(field + " is " + quoted(sample_.header[column]) +
                          ": the first column of texts that nothing else claims");
        }
    }
    const auto& first = any_column(sample_.header);
    set(field, column_rule(first));
    unsure(field + " is " + quoted(first) + ": no column of texts was left");
}

void Drafter::add_key() {
    if (has("source_key")) return;
    if (!sample_.has_header && columns_.front().distinct && columns_.front().shape() == CellShape::number) {
        set("source_key", column_rule(sample_.header.front()));
        return unsure("source_key is " + quoted(sample_.header.front()) + ": numbers that differ, in the first column");
    }
    std::string columns;
    for (const auto* field : {"name", "title", "address", "venue", "starts_on", "period"})
        if (const auto found = column_of_.find(field); found != column_of_.end())
            columns += (columns.empty() ? "" : ", ") + json::quote(trimmed(sample_.header[found->second]));
    if (columns.empty()) columns = json::quote(any_column(sample_.header));
    set("source_key", R"({ "columns": [)" + columns + R"(], "transforms": ["digest"] })");
    unsure(
        "source_key is made of other columns, because none numbers the rows: a row that changes in them becomes "
        "another");
}

void Drafter::add_kind_of_facility() {
    std::string text;
    for (const auto& header : sample_.header) text += header + " ";
    for (const auto& column : columns_)
        for (const auto& value : column.values) text += value + " ";
    const auto kind = likely_facility(text);
    set("kind", R"({ "constant": ")" + kind + "\" }");
    unsure("kind is " + quoted(kind) +
           " for all rows, after the words in the list; use \"column\" and \"map\" if it mixes kinds");
}

// A list of events must say when they are; something has to stand there for a person to correct.
void Drafter::add_days() {
    if (has("period") || has("starts_on")) return;
    set("period", column_rule(any_column(sample_.header)));
    unsure("period is " + quoted(any_column(sample_.header)) + " only because no column of days was found; correct it");
}

void Drafter::add_city() {
    const auto address = column_of_.find("address");
    if (has("city") || address == column_of_.end()) return;
    set("city", column_rule(sample_.header[address->second], R"("transforms": ["municipality"])"));
    sure("city is what the address begins with");
}

std::size_t Drafter::column_with(const std::vector<std::string_view>& parts) const {
    for (const auto part : parts)
        for (std::size_t column = 0; column < columns_.size(); ++column)
            if (!taken_[column] && columns_[column].filled > 0 && is_usable(sample_.header, column) &&
                sample_.header[column].find(part) != std::string::npos)
                return column;
    return kNone;
}

std::string Drafter::value_map(std::size_t column, const std::string& value) const {
    std::string map;
    for (const auto& from : columns_[column].values)
        map += (map.empty() ? "" : ", ") + json::quote(from) + ": " + json::quote(value);
    return "\"map\": { " + map + " }, \"otherwise\": " + json::quote(value);
}

// The members beside the fields.
std::string Drafter::lists() {
    if (kind_ != ListKind::shops) return {};
    std::string text;
    if (const auto genre = column_with({"業種", "ジャンル", "分類", "区分"}); genre != kNone) {
        text += ",\n  \"genres\": [\n    " + column_rule(sample_.header[genre], value_map(genre, "その他")) + "\n  ]";
        unsure("genres come from " + quoted(sample_.header[genre]) +
               ", all as その他: put the right genre behind each value");
    }
    if (const auto benefit = column_with({"特典", "優待", "クーポン名表示用", "サービス"}); benefit != kNone) {
        text += ",\n  \"benefits\": [\n    { \"code\": { \"constant\": \"割引\" }, \"title\": " +
                column_rule(sample_.header[benefit]) + " }\n  ]";
        unsure("the benefit's title is " + quoted(sample_.header[benefit]) + ", its kind 割引 for all");
    }
    return text;
}

MappingDraft Drafter::draft(const std::string& source) {
    choose_all();
    add_name();
    add_key();
    if (kind_ == ListKind::shops || kind_ == ListKind::events) {
        set("programme", R"({ "constant": "1" })");
        unsure("programme is 1 (まいど子) for all rows");
    }
    if (kind_ == ListKind::facilities) add_kind_of_facility();
    if (kind_ == ListKind::events) add_days();
    if (kind_ == ListKind::places) {
        set("kind", R"({ "constant": "facility" })");
        unsure("kind is \"facility\" for all rows");
        if (!has("lat") && !has("position")) {
            set("position", column_rule(any_column(sample_.header)));
            unsure("position is " + quoted(any_column(sample_.header)) +
                   " only because no column of positions was found; correct it");
        }
    }
    add_city();
    std::string text = "{\n  \"kind\": " + json::quote(name_of(kind_)) + ",\n  \"source\": " + json::quote(source);
    if (!sample_.has_header) {
        text += ",\n  \"header\": [";
        for (std::size_t column = 0; column < sample_.header.size(); ++column)
            text += (column == 0 ? "" : ", ") + json::quote(sample_.header[column]);
        text += "]";
        unsure("the file does not begin with the names of its columns: they were numbered");
    }
    text += ",\n  \"fields\": {";
    for (std::size_t index = 0; index < fields_.size(); ++index)
        text += (index == 0 ? "\n    " : ",\n    ") + json::quote(fields_[index].first) + ": " + fields_[index].second;
    text += "\n  }" + lists() + "\n}";
    draft_.json = std::move(text);
    return std::move(draft_);
}

}  // namespace

bool is_usable(const Texts& header, std::size_t column) {
    const auto name = trimmed(header[column]);
    return !name.empty() && std::count_if(header.begin(), header.end(),
                                          [&](const std::string& other) { return trimmed(other) == name; }) == 1;
}

MappingDraft draft_mapping(const ListSample& sample, std::optional<ListKind> kind, const std::string& source) {
    return Drafter(sample, kind).draft(source);
}

}  // namespace hub::passport_db
