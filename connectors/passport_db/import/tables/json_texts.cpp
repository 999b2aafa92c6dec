#include "connectors/passport_db/import/tables/json_texts.hpp"

#include <algorithm>

#include "connectors/passport_db/import/tables/packed_file.hpp"

namespace hub::passport_db {
namespace {

constexpr std::uint64_t kLargestJson = 16ULL * 1024 * 1024;

Result<std::string> whole_text(const std::filesystem::path& file, std::uint64_t most_bytes) {
    auto packed = PackedFile::open(file, most_bytes);
    if (!packed) return packed.error();
    std::string text;
    for (;;) {
        const auto piece = packed->read();
        if (!piece) return piece.error();
        if (piece->empty()) return text;
        text += *piece;
    }
}

class Files final : public JsonTexts {
public:
    Files(std::vector<std::filesystem::path> files, std::uint64_t most_bytes)
        : files_(std::move(files)), most_bytes_(most_bytes) {}

    Result<std::optional<JsonText>> next() override {
        if (next_ == files_.size()) return std::optional<JsonText>();
        const auto& file = files_[next_++];
        auto text = whole_text(file, most_bytes_);
        if (!text) return text.error();
        return std::optional<JsonText>({file.filename().string(), std::move(*text)});
    }
    Result<void> rewind() override {
        next_ = 0;
        return Result<void>::success();
    }

private:
    const std::vector<std::filesystem::path> files_;
    const std::uint64_t most_bytes_;
    std::size_t next_ = 0;
};

}  // namespace

Result<std::unique_ptr<JsonTexts>> json_file(const std::filesystem::path& file, const TableLimits& limits) {
    return std::unique_ptr<JsonTexts>(
        new Files(std::vector<std::filesystem::path>{file}, std::min(kLargestJson, limits.bytes)));
}

Result<std::unique_ptr<JsonTexts>> json_folder(const std::filesystem::path& folder, const TableLimits& limits) {
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    std::filesystem::directory_iterator entry(folder, failure);
    for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
        if (entry->path().extension() == ".json") files.push_back(entry->path());
        if (files.size() > limits.rows)
            return Error{ErrorKind::invalid, "import.too_large",
                         "the folder " + folder.string() + " has too many files"};
    }
    if (failure || files.empty())
        return Error{ErrorKind::not_found, "import.no_file", "the folder " + folder.string() + " has no JSON files"};
    std::sort(files.begin(), files.end());
    return std::unique_ptr<JsonTexts>(new Files(std::move(files), limits.line_bytes));
}

}  // namespace hub::passport_db
