#include <array>
#include <iostream>
#include <memory>

#include "connectors/passport_db/personal_data.hpp"
#include "router/cli/command.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/csv.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

using passport_db::PersonalColumn;
using Columns = std::vector<PersonalColumn>;

constexpr std::chrono::seconds kLongest{15};
constexpr std::string_view kName = "パスポート事業 個人情報ファイル簿";
// What no column is for.
constexpr std::array<std::string_view, 3> kNotHeld{"要配慮個人情報", "個人番号（マイナンバー）", "子どもの氏名"};

std::string not_held(std::string_view between) {
    std::string text;
    for (const auto name : kNotHeld) text += (text.empty() ? "" : std::string(between)) + std::string(name);
    return text;
}

std::string register_json(const Columns& columns, const std::vector<std::string>& faults) {
    json::Writer writer;
    writer.begin_object();
    writer.member("name", kName);
    writer.key("not_held");
    writer.begin_array();
    for (const auto name : kNotHeld) writer.value(name);
    writer.end_array();
    writer.key("columns");
    writer.begin_array();
    for (const auto& column : columns) {
        writer.begin_object();
        writer.member("table", column.table);
        writer.member("column", column.column);
        writer.member("person", column.person);
        writer.member("what", column.what);
        writer.member("purpose", column.purpose);
        writer.member("kept_as", column.kept_as);
        writer.member("retention", column.retention);
        writer.end_object();
    }
    writer.end_array();
    writer.key("faults");
    writer.begin_array();
    for (const auto& fault : faults) writer.value(fault);
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string_view in_japanese(std::string_view kept_as) {
    if (kept_as == "sealed") return "封じる（ハブの鍵でだけ開く）";
    if (kept_as == "keyed_digest") return "鍵付きハッシュ";
    return kept_as == "digest" ? "ハッシュ" : "そのまま";
}

std::string csv_row(std::initializer_list<std::string_view> cells) {
    std::string row;
    for (const auto cell : cells) row += (row.empty() ? "" : ",") + csv_cell(cell);
    return row + "\r\n";
}

std::string register_csv(const Columns& columns) {
    // With a byte order mark spreadsheets read it as UTF-8.
    auto text = "\xEF\xBB\xBF" + csv_row({"個人情報ファイルの名称", kName}) +
                csv_row({"記録しない情報", not_held("、")}) + "\r\n" +
                csv_row({"表", "項目", "だれの情報か", "内容", "利用目的", "保管のしかた", "保存期間"});
    for (const auto& column : columns)
        text += csv_row({column.table, column.column, column.person, column.what, column.purpose,
                         in_japanese(column.kept_as), column.retention});
    return text;
}

// Columns of a table that have the rest in common stand below it once.
std::string register_text(const Columns& columns, const std::vector<std::string>& faults) {
    auto text = std::string(kName) + "\nNot held: " + not_held(", ");
    const PersonalColumn* before = nullptr;
    for (const auto& column : columns) {
        const bool same_table = before && before->table == column.table;
        if (!same_table) text += "\n\n" + column.table;
        if (!same_table || before->person != column.person || before->purpose != column.purpose ||
            before->retention != column.retention)
            text += "\n  " + column.person + "\n    for   " + column.purpose + "\n    until " + column.retention;
        text += "\n      " + column.column + "  " + column.kept_as + "  " + column.what;
        before = &column;
    }
    if (!faults.empty()) text += "\n\nThe register is NOT complete:";
    for (const auto& fault : faults) text += "\n  " + fault;
    return text;
}

int list_personal_data(const CommonOptions& common, bool csv) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto database = open_database(*configuration);
    std::vector<std::string> faults;
    const auto columns = in_transaction<Columns>(*database, kLongest, [&](UnitOfWork& unit_of_work) -> Result<Columns> {
        faults = passport_db::register_faults(unit_of_work);
        return passport_db::personal_columns(unit_of_work);
    });
    if (!columns) return common.output.error(columns.error());
    if (csv) {
        std::cout << register_csv(*columns);
        for (const auto& fault : faults) std::cerr << "passport-hub: " << fault << '\n';
    } else {
        common.output.line(common.output.json ? register_json(*columns, faults) : register_text(*columns, faults));
    }
    return faults.empty() ? kSuccess : kDifferent;
}

}  // namespace

void add_personal_data(CLI::App& application, CommonOptions& common, int& exit_code) {
    auto* group = application.add_subcommand("personal-data", "What the database holds about people");
    group->require_subcommand(1);
    const auto csv = std::make_shared<bool>(false);
    auto* command = add_command(*group, common, exit_code, "list",
                                "The register of personal data (個人情報ファイル簿), as the database is now: tables, "
                                "columns, whose data, what for, how it is kept and for how long. Exit code 4: a column "
                                "is not described, or a description has no column",
                                [&common, csv] { return list_personal_data(common, *csv); });
    command->add_flag("--csv", *csv, "For a spreadsheet, in Japanese")->excludes("--json");
}

}  // namespace hub::cli
