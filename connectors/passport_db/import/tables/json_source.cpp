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

void add_members(json::Value object, const std::string& prefix, Members& members) {
    for (const auto& [name, value] : object.members()) {
        auto full_name = prefix + std::string(name);
        switch (value.kind()) {
            case json::Kind::object: add_members(value, full_name + "/", members); break;
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
        Members members;
    };
    // The next object of all files; empty after the last.
    Result<std::optional<Object>> next_object();
    Result<void> read_text();
    void add_object(json::Value object);

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

void JsonSource::add_object(json::Value object) {
    ++number_;
    Members members;
    add_members(object, "", members);
    const auto list = expand_.empty() ? std::nullopt : object.find(expand_);
    if (expand_.empty() && has_text(members)) objects_.push_back({number_, std::move(members)});
    if (!list) return;
    const auto text = list->is_string() ? *list->as_string() : std::string_view();
    // What is no list has nothing to expand; the rows' reader cannot miss what is not a row.
    const auto document =
        json::Document::parse(list->is_string() ? std::string(text) : list->to_json(), {kDeepest, limits_.line_bytes});
    if (!document) return;
    for (const auto& element : document->root().elements()) {
        Members inner;
        add_members(element, expand_ + "/", inner);
        if (!has_text(inner)) continue;
        inner.insert(inner.begin(), members.begin(), members.end());
        objects_.push_back({number_, std::move(inner)});
    }
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
    if (root.is_object()) add_object(root);
    else if (!root.is_array()) return wrong((*file)->file, "is neither an object nor a list of objects");
    for (const auto& element : root.elements()) {
        if (!element.is_object()) return wrong((*file)->file, "lists something that is no object");
        add_object(element);
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
        for (const auto& [name, text] : (*object)->members)
            if (column_of_.emplace(name, header_.size()).second) header_.push_back(name);
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
    for (auto& [name, text] : (*object)->members)
        if (const auto column = column_of_.find(name); column != column_of_.end())
            row.cells[column->second] = std::move(text);
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
