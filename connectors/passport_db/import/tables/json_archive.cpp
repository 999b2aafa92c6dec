#include <archive.h>
#include <archive_entry.h>

#include "connectors/passport_db/import/tables/json_texts.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

class Archive final : public JsonTexts {
public:
    Archive(std::filesystem::path file, const TableLimits& limits) : file_(std::move(file)), limits_(limits) {}

    Result<void> rewind() override;
    Result<std::optional<JsonText>> next() override;

private:
    Error damaged() const {
        return {ErrorKind::invalid, "import.damaged", "the archive " + file_.string() + " is truncated or damaged"};
    }
    Error too_large(const std::string& what) const {
        return {ErrorKind::invalid, "import.too_large", what + " of the archive " + file_.string() + " is too large"};
    }
    Result<std::string> read_entry(const std::string& name);

    const std::filesystem::path file_;
    const TableLimits limits_;
    std::unique_ptr<archive, decltype(&archive_read_free)> archive_{nullptr, &archive_read_free};
    std::uint64_t bytes_ = 0;
    std::size_t entries_ = 0;
};

Result<void> Archive::rewind() {
    bytes_ = 0;
    entries_ = 0;
    archive_.reset(archive_read_new());
    archive_read_support_filter_gzip(archive_.get());
    archive_read_support_format_tar(archive_.get());
    archive_read_support_format_zip(archive_.get());
    if (archive_read_open_filename(archive_.get(), file_.c_str(), kBlock) != ARCHIVE_OK) return damaged();
    return Result<void>::success();
}

Result<std::string> Archive::read_entry(const std::string& name) {
    std::string text;
    char block[kBlock];
    for (;;) {
        const auto count = archive_read_data(archive_.get(), block, kBlock);
        if (count < 0) return damaged();
        if (count == 0) return text;
        bytes_ += static_cast<std::uint64_t>(count);
        if (text.size() + static_cast<std::size_t>(count) > limits_.line_bytes) return too_large("the file " + name);
        if (bytes_ > limits_.bytes) return too_large("the content");
        text.append(block, static_cast<std::size_t>(count));
    }
}

Result<std::optional<JsonText>> Archive::next() {
    for (;;) {
        archive_entry* entry = nullptr;
        const auto status = archive_read_next_header(archive_.get(), &entry);
        if (status == ARCHIVE_EOF) return std::optional<JsonText>();
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return damaged();
        if (++entries_ > limits_.rows) return too_large("the number of files");
        const char* path = archive_entry_pathname(entry);
        const std::filesystem::path name(path == nullptr ? "" : path);
        if (archive_entry_filetype(entry) != AE_IFREG || name.extension() != ".json") continue;
        auto text = read_entry(name.filename().string());
        if (!text) return text.error();
        return std::optional<JsonText>({name.filename().string(), std::move(*text)});
    }
}

}  // namespace

Result<std::unique_ptr<JsonTexts>> json_archive(const std::filesystem::path& file, const TableLimits& limits) {
    auto archive = std::make_unique<Archive>(file, limits);
    if (auto opened = archive->rewind(); !opened) return opened.error();
    return std::unique_ptr<JsonTexts>(std::move(archive));
}

}  // namespace hub::passport_db
