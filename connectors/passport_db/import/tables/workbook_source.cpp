#include "connectors/passport_db/import/tables/workbook_source.hpp"

#include <atomic>
#include <charconv>
#include <cstdlib>

#include <pugixml.hpp>

#include "connectors/passport_db/import/tables/row_limits.hpp"
#include "connectors/passport_db/import/tables/workbook_numbers.hpp"

namespace hub::passport_db {
namespace {

// A small part can describe a large tree of nodes, so what counts is the memory of the tree.
constexpr std::size_t kLargestTree = 96 * 1024 * 1024;
std::atomic<std::size_t> tree_bytes{0};

void* allocate(std::size_t size) {
    if (tree_bytes + size > kLargestTree) return nullptr;
    auto* block = static_cast<std::size_t*>(std::malloc(size + alignof(std::max_align_t)));
    if (block == nullptr) return nullptr;
    *block = size;
    tree_bytes += size;
    return reinterpret_cast<char*>(block) + alignof(std::max_align_t);
}

void release(void* memory) {
    if (memory == nullptr) return;
    auto* block = reinterpret_cast<std::size_t*>(static_cast<char*>(memory) - alignof(std::max_align_t));
    tree_bytes -= *block;
    std::free(block);
}

Error wrong(const std::string& reason) { return {ErrorKind::invalid, "import.workbook", "the workbook " + reason}; }

// XML from a part; the text must live as long as the tree.
Result<void> parse(std::string& xml, const std::string& part, pugi::xml_document& tree) {
    const auto result = tree.load_buffer_inplace(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (result.status == pugi::status_out_of_memory)
        return Error{ErrorKind::invalid, "import.too_large",
                     "the part " + part + " of the workbook holds too many cells"};
    if (!result) return wrong("is damaged: its part " + part + " is no XML");
    return Result<void>::success();
}

// _x000D_ stands for a character that XML cannot hold.
std::string unescaped(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        unsigned code = 0;
        if (text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
            std::from_chars(text.data() + 2, text.data() + 6, code, 16).ptr == text.data() + 6 && code < 0x80 &&
            code > 0) {
            plain += static_cast<char>(code);
            text.remove_prefix(7);
        } else {
            plain += text.front();
            text.remove_prefix(1);
        }
    }
    return plain;
}

// The text of a shared or inline string: its own and that of its formatted runs, without the furigana (rPh).
std::string string_of(const pugi::xml_node& node) {
    std::string text;
    for (const auto& child : node.children()) {
        const std::string_view name = child.name();
        if (name == "t") text += child.text().get();
        else if (name == "r") text += child.child("t").text().get();
    }
    return unescaped(text);
}

int number_or(const pugi::xml_node& node, const char* attribute, int otherwise) {
    return node.attribute(attribute).as_int(otherwise);
}

// The column a reference such as "AB12" names, from 0; empty when it names none.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    std::size_t letters = 0;
    while (letters < reference.size() && letters < 4 && reference[letters] >= 'A' && reference[letters] <= 'Z')
        column = column * 26 + static_cast<std::size_t>(reference[letters++] - 'A') + 1;
    if (letters == 0 || letters > 3) return std::nullopt;
    return column - 1;
}

class WorkbookSource final : public TableSource {
public:
    WorkbookSource(const ZipParts& parts, const TableLimits& limits) : parts_(parts), limits_(limits) {}

    Result<void> open(const TableForm& form);
    const std::vector<std::string>& header() const override { return header_; }
    Result<std::optional<TableRow>> next() override;

private:
    Result<std::string> sheet_part(const std::string& wanted_sheet);
    Result<void> read_strings();
    Result<void> read_looks();
    Result<std::optional<TableRow>> next_row();
    std::string cell_text(const pugi::xml_node& cell) const;

    const ZipParts parts_;
    const TableLimits limits_;
    bool from_1904_ = false;
    std::vector<std::string> strings_;
    std::vector<NumberLook> looks_;  // by style
    std::string sheet_xml_;
    pugi::xml_document sheet_;
    pugi::xml_node row_;  // that comes next
    int line_ = 0;
    std::size_t rows_ = 0;
    std::vector<std::string> header_;
};

Result<std::string> WorkbookSource::sheet_part(const std::string& wanted_sheet) {
    auto xml = parts_.read("xl/workbook.xml", limits_.workbook_bytes);
    if (!xml) return xml.error();
    pugi::xml_document workbook;
    if (auto parsed = parse(*xml, "workbook", workbook); !parsed) return parsed.error();
    const auto root = workbook.document_element();
    from_1904_ = root.child("workbookPr").attribute("date1904").as_bool();
    const auto sheets = root.child("sheets");
    const auto sheet = wanted_sheet.empty() ? sheets.child("sheet")
                                            : sheets.find_child_by_attribute("sheet", "name", wanted_sheet.c_str());
    if (!sheet) return wrong(wanted_sheet.empty() ? "has no sheet" : "has no sheet named " + wanted_sheet);
    auto relations_xml = parts_.read("xl/_rels/workbook.xml.rels", limits_.workbook_bytes);
    if (!relations_xml) return relations_xml.error();
    pugi::xml_document relations;
    if (auto parsed = parse(*relations_xml, "workbook.xml.rels", relations); !parsed) return parsed.error();
    const auto relation =
        relations.document_element().find_child_by_attribute("Relationship", "Id", sheet.attribute("r:id").value());
    std::string target = relation.attribute("Target").value();
    if (target.empty()) return wrong("does not say where its sheet is");
    return target.front() == '/' ? target.substr(1) : "xl/" + target;
}

Result<void> WorkbookSource::read_strings() {
    if (!parts_.has("xl/sharedStrings.xml")) return Result<void>::success();
    auto xml = parts_.read("xl/sharedStrings.xml", limits_.workbook_bytes);
    if (!xml) return xml.error();
    pugi::xml_document tree;
    if (auto parsed = parse(*xml, "sharedStrings", tree); !parsed) return parsed;
    for (const auto& item : tree.document_element().children("si")) strings_.push_back(string_of(item));
    return Result<void>::success();
}

Result<void> WorkbookSource::read_looks() {
    if (!parts_.has("xl/styles.xml")) return Result<void>::success();
    auto xml = parts_.read("xl/styles.xml", limits_.workbook_bytes);
    if (!xml) return xml.error();
    pugi::xml_document tree;
    if (auto parsed = parse(*xml, "styles", tree); !parsed) return parsed;
    const auto root = tree.document_element();
    for (const auto& style : root.child("cellXfs").children("xf")) {
        const auto format = style.attribute("numFmtId");
        const auto own = root.child("numFmts").find_child_by_attribute("numFmt", "numFmtId", format.value());
        looks_.push_back(own ? look_of_code(own.attribute("formatCode").value()) : look_of_builtin(format.as_int()));
    }
    return Result<void>::success();
}

Result<void> WorkbookSource::open(const TableForm& form) {
    const auto part = sheet_part(form.sheet);
    if (!part) return part.error();
    if (auto read = read_strings(); !read) return read;
    if (auto read = read_looks(); !read) return read;
    auto xml = parts_.read(*part, limits_.workbook_bytes);
    if (!xml) return xml.error();
    sheet_xml_ = std::move(*xml);
    if (auto parsed = parse(sheet_xml_, *part, sheet_); !parsed) return parsed;
    row_ = sheet_.document_element().child("sheetData").child("row");
    header_ = form.header;
    if (!header_.empty()) return Result<void>::success();
    auto row = next_row();
    if (!row) return row.error();
    if (!*row) return wrong("has no row with the names of the columns");
    header_ = std::move((*row)->cells);
    return Result<void>::success();
}

std::string WorkbookSource::cell_text(const pugi::xml_node& cell) const {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return string_of(cell.child("is"));
    const std::string value = cell.child("v").text().get();
    if (type == "s") {
        std::size_t index = strings_.size();
        std::from_chars(value.data(), value.data() + value.size(), index);
        return index < strings_.size() ? strings_[index] : std::string();
    }
    if (type == "str") return unescaped(value);
    if (!type.empty() && type != "n") return value;
    const auto style = static_cast<std::size_t>(number_or(cell, "s", 0));
    return shown_number(value, style < looks_.size() ? looks_[style] : NumberLook::plain, from_1904_);
}

Result<std::optional<TableRow>> WorkbookSource::next_row() {
    for (; row_; row_ = row_.next_sibling("row")) {
        TableRow row;
        row.line = line_ = number_or(row_, "r", line_ + 1);
        for (const auto& cell : row_.children("c")) {
            const auto column = column_of(cell.attribute("r").value()).value_or(row.cells.size());
            if (column >= limits_.columns)
                return wrong("row " + std::to_string(line_) + " " + too_many_columns(limits_));
            if (row.cells.size() <= column) row.cells.resize(column + 1);
            row.cells[column] = cell_text(cell);
        }
        if (!has_text(row.cells)) continue;
        if (const auto problem = limit_problem(row, limits_))
            return wrong("row " + std::to_string(line_) + ": " + *problem);
        row_ = row_.next_sibling("row");
        return std::optional<TableRow>(std::move(row));
    }
    return std::optional<TableRow>();
}

// A sheet only holds the cells that were touched: rows are filled up to the header's width, and what is empty beyond it
// is left out.
Result<std::optional<TableRow>> WorkbookSource::next() {
    auto row = next_row();
    if (!row || !*row) return row;
    if (++rows_ > limits_.rows) return too_many_rows(limits_);
    auto& cells = (*row)->cells;
    while (cells.size() > header_.size() && cells.back().empty()) cells.pop_back();
    if (cells.size() < header_.size()) cells.resize(header_.size());
    return row;
}

}  // namespace

Result<std::unique_ptr<TableSource>> open_workbook(const ZipParts& parts, const TableForm& form,
                                                   const TableLimits& limits) {
    static const bool counted = (pugi::set_memory_management_functions(&allocate, &release), true);
    static_cast<void>(counted);
    auto source = std::make_unique<WorkbookSource>(parts, limits);
    if (auto opened = source->open(form); !opened) return opened.error();
    return std::unique_ptr<TableSource>(std::move(source));
}

}  // namespace hub::passport_db
