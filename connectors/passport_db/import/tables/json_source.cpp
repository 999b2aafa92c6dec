#include "connectors/passport_db/import/tables/json_source.hpp"

#include <deque>
#include <unordered_map>

#include "connectors/passport_db/import/tables/row_limits.hpp"
#include "connectors/passport_db/import/trimming.hpp"
#include "router/core/json.hpp"

namespace hub::passport_db {
namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kDeepest = 8;

Error wrong(const std::string& file, const std::string& reason) {
    return {ErrorKind::invalid, "import.json", "the file " + file + " " + reason};
}

std::string list_text(json::Value list) {
    std::string joined;
    for (const auto& element : list.elements()) {
        if (!element.is_string()) return list.to_json();
        joined += (joined.empty() ? "" : ";") + std::string(*element.as_string());
    }
    return joined;
}

// Without the member called `but`.
void add_members(json::Value object, const std::string& prefix, std::string_view but, Members& members) {
    for (const auto& [name, value] : object.members()) {
        if (prefix.empty() && !but.empty() && name == but) continue;
        auto full_name = prefix + std::string(name);
        switch (value.kind()) {
            case json::Kind::object: add_members(value, full_name + "/", "", members); break;
            case json::Kind::array: members.emplace_back(std::move(full_name), list_text(value)); break;
            case json::Kind::string: members.emplace_back(std::move(full_name), *value.as_string()); break;
            case json::Kind::boolean:
                members.emplace_back(std::move(full_name), *value.as_boolean() ? "1" : "0");
                break;
            case json::Kind::number: members.emplace_back(std::move(full_name), value.to_json()); break;
            case json::Kind::null: members.emplace_back(std::move(full_name), ""); break;
        }
    }
}

bool has_text(const Members& members) {
    for (const auto& [name, text] : members)
        if (!trimmed(text).empty()) return true;
    return false;
}

class JsonSource final : public TableSource {
public:
    JsonSource(std::unique_ptr<JsonTexts> texts, const TableForm& form, const TableLimits& limits)
        : texts_(std::move(texts)), expand_(form.expand), limits_(limits) {}

    Result<void> read_header();
    const std::vector<std::string>& header() const override { return header_; }
    Result<std::optional<TableRow>> next() override;

private:
    struct Object {
        int number = 0;
        std::shared_ptr<const Members> outer{};  // of rows that were expanded: one for all of a list
        Members members;
    };
    // The next object of all files; empty after the last.
    Result<std::optional<Object>> next_object();
    Result<void> read_text();
    Result<void> add_object(json::Value object, const std::string& file);
    Result<void> add_list(json::Value object, const std::string& file);
    Result<void> add_rows(json::Value list, const std::shared_ptr<const Members>& outer, const std::string& file);
    Error no_list(const std::string& file) const {
        return wrong(file, "has in object " + std::to_string(number_) + " as \"" + expand_ + "\" no list of objects");
    }

    const std::unique_ptr<JsonTexts> texts_;
    const std::string expand_;
    const TableLimits limits_;
    std::vector<std::string> header_;
    std::unordered_map<std::string, std::size_t> column_of_;
    std::deque<Object> objects_;
    int number_ = 0;
    std::size_t rows_ = 0;
    bool ended_ = false;
};

Result<void> JsonSource::add_object(json::Value object, const std::string& file) {
    ++number_;
    if (!expand_.empty()) return add_list(object, file);
    Members members;
    add_members(object, "", "", members);
    if (has_text(members)) objects_.push_back({number_, nullptr, std::move(members)});
    return Result<void>::success();
}

// The rows of an object's list, which may be a text that is JSON. What is damaged must not pass for a list without
// entries: they would be taken for closed.
Result<void> JsonSource::add_list(json::Value object, const std::string& file) {
    const auto list = object.find(expand_);
    if (!list || list->is_null()) return Result<void>::success();
    auto outer = std::make_shared<Members>();
    add_members(object, "", expand_, *outer);
    if (!list->is_string()) return add_rows(*list, outer, file);
    const auto text = *list->as_string();
    if (trimmed(text).empty()) return Result<void>::success();
    const auto document = json::Document::parse(text, {kDeepest, text.size()});
    return document ? add_rows(document->root(), outer, file) : no_list(file);
}

Result<void> JsonSource::add_rows(json::Value list, const std::shared_ptr<const Members>& outer,
                                  const std::string& file) {
    if (!list.is_array()) return no_list(file);
    for (const auto& element : list.elements()) {
        if (!element.is_object()) return no_list(file);
        Members inner;
        add_members(element, expand_ + "/", "", inner);
        if (has_text(inner)) objects_.push_back({number_, outer, std::move(inner)});
        if (objects_.size() > limits_.rows) return too_many_rows(limits_);
    }
    return Result<void>::success();
}

Result<void> JsonSource::read_text() {
    const auto file = texts_->next();
    if (!file) return file.error();
    if (!*file) {
        ended_ = true;
        return Result<void>::success();
    }
    const auto utf8 = to_utf8((*file)->text, Encoding::automatic);
    if (!utf8) return wrong((*file)->file, "is not valid UTF-8");
    const auto document = json::Document::parse(*utf8, {kDeepest, utf8->size()});
    if (!document) return wrong((*file)->file, "is not JSON as it should be: " + document.error().detail);
    const auto root = document->root();
    if (root.is_object()) return add_object(root, (*file)->file);
    if (!root.is_array()) return wrong((*file)->file, "is neither an object nor a list of objects");
    for (const auto& element : root.elements()) {
        if (!element.is_object()) return wrong((*file)->file, "lists something that is no object");
        if (auto added = add_object(element, (*file)->file); !added) return added;
    }
    return Result<void>::success();
}

Result<std::optional<JsonSource::Object>> JsonSource::next_object() {
    while (objects_.empty()) {
        if (ended_) return std::optional<Object>();
        if (auto read = read_text(); !read) return read.error();
    }
    std::optional<Object> object = std::move(objects_.front());
    objects_.pop_front();
    return object;
}

Result<void> JsonSource::read_header() {
    for (;;) {
        const auto object = next_object();
        if (!object) return object.error();
        if (!*object) break;
        const auto add_columns = [this](const Members& members) {
            for (const auto& [name, text] : members)
                if (column_of_.emplace(name, header_.size()).second) header_.push_back(name);
        };
        if ((*object)->outer) add_columns(*(*object)->outer);
        add_columns((*object)->members);
        if (header_.size() > limits_.columns) return wrong("", too_many_columns(limits_));
        if (++rows_ > limits_.rows) return too_many_rows(limits_);
    }
    if (header_.empty())
        return Error{
            ErrorKind::invalid, "import.json",
            expand_.empty() ? "there is no object in it" : "no object has a list \"" + expand_ + "\" with entries"};
    number_ = 0;
    ended_ = false;
    return texts_->rewind();
}

Result<std::optional<TableRow>> JsonSource::next() {
    auto object = next_object();
    if (!object) return object.error();
    if (!*object) return std::optional<TableRow>();
    TableRow row{(*object)->number, std::vector<std::string>(header_.size())};
    const auto fill = [&](const Members& members) {
        for (const auto& [name, text] : members)
            if (const auto column = column_of_.find(name); column != column_of_.end()) row.cells[column->second] = text;
    };
    if ((*object)->outer) fill(*(*object)->outer);
    fill((*object)->members);
    if (const auto problem = limit_problem(row, limits_))
        return wrong("", "object " + std::to_string(row.line) + ": " + *problem);
    return std::optional<TableRow>(std::move(row));
}

}  // namespace

Result<std::unique_ptr<TableSource>> open_json(std::unique_ptr<JsonTexts> texts, const TableForm& form,
                                               const TableLimits& limits) {
    auto source = std::make_unique<JsonSource>(std::move(texts), form, limits);
    if (auto header = source->read_header(); !header) return header.error();
    return std::unique_ptr<TableSource>(std::move(source));
}

}  // namespace hub::passport_db
