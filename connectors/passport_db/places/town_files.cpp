#include "connectors/passport_db/places/town_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <tuple>

#include <archive.h>
#include <archive_entry.h>

#include "handlers/places/prefectures.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024 * 1024;
constexpr std::size_t kMostFiles = 4'000;
constexpr std::size_t kBlock = 64 * 1024;

Error damaged(const std::filesystem::path& file, const char* why) {
    return {ErrorKind::invalid, "import.damaged",
            "the file " + file.string() + " cannot be read to its end: " + (why == nullptr ? "it is damaged" : why)};
}

Error too_large(const std::filesystem::path& file) {
    return {ErrorKind::invalid, "import.too_large", file.string() + " holds more than 64 MiB or 4,000 lists of towns"};
}

// The municipality a path names: 大阪府/堺市堺区.json.
std::optional<TownFile> file_of(const std::filesystem::path& path) {
    const auto prefecture = path.parent_path().filename().string();
    const auto& known = places::kPrefectures;
    if (path.extension() != ".json" || std::find(known.begin(), known.end(), prefecture) == known.end())
        return std::nullopt;
    return TownFile{prefecture, path.stem().string(), ""};
}

Result<std::vector<TownFile>> read_archive(const std::filesystem::path& file) {
    const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), &archive_read_free);
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_filename(reader.get(), file.c_str(), kBlock) != ARCHIVE_OK)
        return damaged(file, archive_error_string(reader.get()));
    std::vector<TownFile> files;
    std::size_t bytes = 0;
    archive_entry* entry = nullptr;
    for (;;) {
        const auto status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF) return files;
        if (status < ARCHIVE_WARN) return damaged(file, archive_error_string(reader.get()));
        // The name's bytes as they are: converting them would need a locale.
        const char* name = archive_entry_pathname(entry);
        auto town = name == nullptr ? std::nullopt : file_of(name);
        if (!town || archive_entry_filetype(entry) != AE_IFREG) continue;
        if (files.size() == kMostFiles) return too_large(file);
        std::string block(kBlock, '\0');
        for (;;) {
            const auto count = archive_read_data(reader.get(), block.data(), block.size());
            if (count < 0) return damaged(file, archive_error_string(reader.get()));
            if (count == 0) break;
            bytes += static_cast<std::size_t>(count);
            if (bytes > kMostBytes) return too_large(file);
            town->text.append(block, 0, static_cast<std::size_t>(count));
        }
        files.push_back(std::move(*town));
    }
}

Result<std::vector<TownFile>> read_folder(const std::filesystem::path& folder) {
    std::vector<TownFile> files;
    std::size_t bytes = 0;
    std::error_code failure;
    std::filesystem::recursive_directory_iterator entry(folder, failure);
    for (; !failure && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failure)) {
        auto town = file_of(entry->path());
        if (!town || !entry->is_regular_file(failure)) {
            if (town && failure) break;
            continue;
        }
        bytes += entry->file_size(failure);
        if (failure) break;
        if (files.size() == kMostFiles || bytes > kMostBytes) return too_large(folder);
        std::ifstream stream(entry->path(), std::ios::binary);
        town->text.assign(std::istreambuf_iterator<char>(stream), {});
        files.push_back(std::move(*town));
    }
    // What cannot be read may hold towns that would be taken for gone.
    if (failure) return damaged(folder, failure.message().c_str());
    return files;
}

}  // namespace

Result<std::vector<TownFile>> read_town_files(const std::filesystem::path& archive_or_folder) {
    std::error_code failure;
    if (!std::filesystem::exists(archive_or_folder, failure))
        return Error{ErrorKind::not_found, "import.no_file",
                     "the file " + archive_or_folder.string() + " cannot be read"};
    auto files = std::filesystem::is_directory(archive_or_folder, failure) ? read_folder(archive_or_folder)
                                                                           : read_archive(archive_or_folder);
    if (!files) return files.error();
    if (files->empty())
        return Error{ErrorKind::invalid, "towns.none",
                     archive_or_folder.string() + " holds no PREFECTURE/MUNICIPALITY.json"};
    std::sort(files->begin(), files->end(), [](const TownFile& one, const TownFile& other) {
        return std::tie(one.prefecture, one.municipality) < std::tie(other.prefecture, other.municipality);
    });
    return files;
}

}  // namespace hub::passport_db
