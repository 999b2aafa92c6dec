// Thousands of damaged lists and mappings, the same in every run: none may do more than end in an error with a code.
#include <gtest/gtest.h>

#include <random>

#include "connectors/passport_db/import/guess/mapping_guess.hpp"
#include "connectors/passport_db/import/list_reading.hpp"
#include "tests/unit/passport_db/table_files.hpp"

namespace hub::passport_db {
namespace {

constexpr auto kMapping = R"({"kind": "facilities", "source": "list", "encoding": "auto", "partial": false,
    "skip": [{"column": "閉", "equals": ["1"], "reason": "closed"}],
    "fields": {"source_key": {"columns": ["番号", "名前"], "join": "/", "transforms": ["digest"]}, "kind": {"column": "種類", "map": {"公園": "park"}},
               "name": {"column": "名前", "transforms": ["nfkc", "padding"]}, "tel": {"column": "電話", "transforms": [{"transform": "phone",
               "area_code": "06"}], "otherwise": ""}, "url": {"column": "URL", "otherwise": ""}, "position": {"column": "位置"},
               "opening_hours": {"pattern": "{曜日} {時間}", "transforms": ["hours_in"]}, "closed_days": {"column": "時間", "transforms": ["holidays_in"]},
               "address": {"column": "住所", "prefix": "大阪市", "default": "不明"}}})";
constexpr auto kList =
    "番号,種類,名前,電話,URL,位置,曜日,時間,住所,閉\r\n"
    "1,公園,\"みどり\n公園\",06-0000-0001,https://a.example.jp/?x=1&amp;amp;y=2,\"34.7,135.5\",月火,9:00〜17:00 "
    "定休日：水曜,北区1-2,\r\n"
    "2,公園,ﾐﾄﾞﾘ公園,6000-0002,なし,\"135.5,34.7\",毎日,営業時間　９時から１７時（火曜休み）,大阪市北区,0\r\n"
    "3,図書館,②館,,,\",\",,,,1\r\n";
constexpr auto kEventMapping =
    R"({"kind": "events", "source": "list", "month": "2026-05", "fields": {"source_key": {"column": "番号"},
    "programme": {"constant": "1"}, "title": {"column": "名前"}, "period": {"column": "日"}, "start_time": {"column": "時"}}})";
constexpr auto kEventList =
    "番号,名前,日,時\n1,会,\"8月5日（水）～8月16日（日）\n※10日（月）以外\",9：30\n2,会,5/16/"
    "2026,0.375\n3,会,令和8年5月の土・日、12月25日～1月7日,②14:00\n";

// Changes that break files in the ways that people and networks do, and some that nobody would.
class Mutator {
public:
    explicit Mutator(unsigned seed) : random_(seed) {}

    std::string mutated(std::string text) {
        for (auto times = 1 + below(2); times > 0; --times) mutate(text);
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

    void mutate(std::string& text) {
        static const std::vector<std::string> pieces = {std::string(1, '\0'),
                                                        "\"",
                                                        "\"\"",
                                                        ",",
                                                        "\n",
                                                        "\r",
                                                        "\xFF",
                                                        "\x81",
                                                        "\xEF\xBB\xBF",
                                                        "{",
                                                        "}",
                                                        "[",
                                                        "]",
                                                        ":",
                                                        "null",
                                                        "-1",
                                                        "1e999",
                                                        "９",
                                                        "～",
                                                        "（",
                                                        "２月３０日",
                                                        "13/45/99999",
                                                        "0000-00-00",
                                                        "99999999999999999999",
                                                        "=1+1",
                                                        "\xE3\x80",
                                                        "\\u0000",
                                                        "日",
                                                        "年",
                                                        "月",
                                                        std::string(5000, 'x'),
                                                        std::string(300, ',')};
        const auto at = below(text.size() + 1);
        switch (below(7)) {
            case 0: text.resize(at); break;
            case 1: text.insert(at, pieces[below(pieces.size())]); break;
            case 2: text.erase(at, 1 + below(40)); break;
            case 3:
                if (at < text.size()) text[at] = static_cast<char>(random_());
                break;
            case 4: text.insert(at, text.substr(below(text.size() + 1), below(200))); break;
            case 5: std::swap(text[below(text.size())], text[below(text.size())]); break;
            case 6:
                if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
                break;
        }
        if (text.empty()) text = "x";
    }

    std::mt19937 random_;
};

struct Outcome {
    int rows = 0;
    int refused = 0;
    std::string error;
};

// As far as an import goes without a database.
template <typename Record>
Outcome take(const std::filesystem::path& file, const Mapping& mapping) {
    Outcome outcome;
    TableLimits limits;
    limits.line_bytes = 64 * 1024;
    auto table = open_table(file, mapping.form, limits);
    if (!table) return {0, 0, table.error().code};
    const auto reader = RowReader::make(mapping, (*table)->header());
    if (!reader) return {0, 0, reader.error().code};
    ImportReport report;
    const CodeLists codes{{}, {}, {{"park", "park"}, {"公園", "park"}}};
    const auto contents = read_rows<Record>(**table, *reader, codes, report);
    if (!contents) return {0, 0, contents.error().code};
    int skipped = 0;
    for (const auto& [reason, rows] : report.skipped) skipped += rows;
    EXPECT_EQ(report.read, static_cast<int>(contents->records.size()) + report.refused_rows + skipped);
    EXPECT_FALSE(to_csv(report).empty());
    EXPECT_FALSE(to_json(report).empty());
    return {report.read, report.refused_rows, ""};
}

bool is_known(const std::string& code) {
    static const std::vector<std::string> codes = {"",
                                                   "import.csv",
                                                   "import.json",
                                                   "import.encoding",
                                                   "import.too_large",
                                                   "import.damaged",
                                                   "import.columns",
                                                   "import.workbook"};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

TEST(MutatedImports, of_lists_end_in_rows_or_an_error_that_is_known) {
    const TestFolder folder;
    const auto facilities = parse_mapping(kMapping).value();
    const auto events = parse_mapping(kEventMapping).value();
    EXPECT_EQ(take<FacilityRecord>(folder.write("list", kList), facilities).refused, 0);
    EXPECT_EQ(take<EventRecord>(folder.write("list", kEventList), events).refused, 0);
    int read = 0;
    int broken = 0;
    for (unsigned seed = 0; seed < 1500; ++seed) {
        Mutator mutator(seed);
        for (const bool of_events : {false, true}) {
            const auto file = folder.write("list", mutator.mutated(of_events ? kEventList : kList));
            const auto outcome = of_events ? take<EventRecord>(file, events) : take<FacilityRecord>(file, facilities);
            EXPECT_TRUE(is_known(outcome.error)) << "seed " << seed << ": " << outcome.error;
            ++(outcome.error.empty() ? read : broken);
        }
    }
    EXPECT_GT(read, 300);
    EXPECT_GT(broken, 300);
}

TEST(MutatedImports, of_mappings_end_in_a_mapping_or_problems_that_are_named) {
    const TestFolder folder;
    const auto file = folder.write("list", kList);
    int accepted = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        const auto mapping = parse_mapping(Mutator(seed).mutated(kMapping));
        if (!mapping) {
            EXPECT_EQ(mapping.error().kind, ErrorKind::invalid) << "seed " << seed;
            continue;
        }
        ++accepted;
        if (mapping->kind != ListKind::facilities) continue;
        EXPECT_TRUE(is_known(take<FacilityRecord>(file, *mapping).error)) << "seed " << seed;
    }
    EXPECT_GT(accepted, 40);
}

TEST(MutatedImports, of_workbooks_and_json_end_in_rows_or_an_error_that_is_known) {
    const TestFolder folder;
    const std::vector<std::pair<std::string, std::string>> parts = {
        {"xl/workbook.xml",
         R"(<workbook xmlns:r="r"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
        {"xl/styles.xml", R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)"},
        {"xl/sharedStrings.xml", R"(<sst><si><t>a</t><rPh><t>b</t></rPh></si></sst>)"},
        {"xl/worksheets/sheet1.xml",
         R"(<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><f>1</f><v>46001</v></c></row></sheetData></worksheet>)"}};
    TableForm expanded;
    expanded.expand = "b";
    for (unsigned seed = 0; seed < 300; ++seed) {
        Mutator mutator(seed);
        auto broken = parts;
        auto& part = broken[seed % broken.size()].second;
        part = mutator.mutated(part);
        EXPECT_TRUE(is_known(read_whole(folder.write_zip("list.xlsx", broken)).error)) << "part, seed " << seed;
        std::ifstream stream(folder.write_zip("list.xlsx", parts), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
        EXPECT_TRUE(is_known(read_whole(folder.write("list.xlsx", mutator.mutated(bytes))).error))
            << "bytes, seed " << seed;
        const auto json =
            mutator.mutated(R"([{"a": "1", "b": "[{\"c\": \"2\"}]", "d": {"e": [1, "x"]}}, {"a": null}])");
        EXPECT_TRUE(is_known(read_whole(folder.write("list.json", json), seed % 2 == 0 ? expanded : TableForm{}).error))
            << "json, seed " << seed;
    }
}

TEST(MutatedImports, are_guessed_without_harm) {
    const TestFolder folder;
    for (unsigned seed = 0; seed < 300; ++seed) {
        const auto draft = guess_mapping(folder.write("list", Mutator(seed).mutated(kList)), std::nullopt);
        if (!draft) {
            EXPECT_TRUE(is_known(draft.error().code)) << "seed " << seed;
            continue;
        }
        EXPECT_TRUE(parse_mapping(draft->json).ok()) << "seed " << seed << "\n" << draft->json;
    }
}

}  // namespace
}  // namespace hub::passport_db
