#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <zip.h>

#include "connectors/passport_db/import/tables/table_source.hpp"

namespace hub::passport_db {

// A folder for the files of one test.
class TestFolder {
public:
    TestFolder() {
        static int number = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("hub_tables_" + std::to_string(::getpid()) + "_" + std::to_string(++number));
        std::filesystem::create_directories(path_);
    }
    ~TestFolder() { std::filesystem::remove_all(path_); }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return path_ / name;
    }
    // A ZIP file of parts (name, content).
    std::filesystem::path write_zip(const std::string& name,
                                    const std::vector<std::pair<std::string, std::string>>& parts) const {
        std::filesystem::remove(path_ / name);
        zip_t* archive = zip_open((path_ / name).c_str(), ZIP_CREATE, nullptr);
        for (const auto& [part, text] : parts)
            zip_file_add(archive, part.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0),
                         ZIP_FL_OVERWRITE);
        zip_close(archive);
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

// A whole table, or the error that ended it.
struct WholeTable {
    std::vector<std::string> header{};
    std::vector<TableRow> rows{};
    std::string error{};   // code
    std::string detail{};  // of the error
};

inline WholeTable read_whole(const std::filesystem::path& file, const TableForm& form = {},
                             const TableLimits& limits = {}) {
    WholeTable whole;
    const auto fail = [&](const Error& error) {
        whole.error = error.code;
        whole.detail = error.detail;
        return whole;
    };
    const auto table = open_table(file, form, limits);
    if (!table) return fail(table.error());
    whole.header = (*table)->header();
    for (;;) {
        auto row = (*table)->next();
        if (!row) return fail(row.error());
        if (!*row) return whole;
        whole.rows.push_back(std::move(**row));
    }
}

inline WholeTable read_text(const std::string& bytes, const TableForm& form = {}, const TableLimits& limits = {}) {
    const TestFolder folder;
    return read_whole(folder.write("list.csv", bytes), form, limits);
}

}  // namespace hub::passport_db
