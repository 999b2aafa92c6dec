#include "connectors/passport_db/import/tables/zip_parts.hpp"

#include <zip.h>

namespace hub::passport_db {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

}  // namespace

struct ZipParts::State {
    std::string name;
    std::unique_ptr<zip_t, decltype(&zip_discard)> archive{nullptr, &zip_discard};

    Error damaged(const std::string& part) const {
        return {ErrorKind::invalid, "import.damaged",
                "the file " + name + " is truncated or damaged: its part " + part + " cannot be read"};
    }
};

Result<ZipParts> ZipParts::open(const std::filesystem::path& file) {
    auto state = std::make_shared<State>();
    state->name = file.string();
    int failure = 0;
    state->archive.reset(zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &failure));
    if (!state->archive)
        return Error{ErrorKind::invalid, "import.damaged",
                     "the file " + file.string() + " is truncated or damaged: it is no whole ZIP file"};
    return ZipParts(std::move(state));
}

bool ZipParts::has(const std::string& name) const {
    return zip_name_locate(state_->archive.get(), name.c_str(), 0) >= 0;
}

Result<std::string> ZipParts::read(const std::string& name, std::uint64_t most_bytes) const {
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> part(zip_fopen(state_->archive.get(), name.c_str(), 0),
                                                                  &zip_fclose);
    if (!part) return state_->damaged(name);
    std::string text;
    for (;;) {
        const auto size = text.size();
        text.resize(size + kPiece);
        const auto count = zip_fread(part.get(), text.data() + size, kPiece);
        if (count < 0) return state_->damaged(name);
        text.resize(size + static_cast<std::size_t>(count));
        if (count == 0) return text;
        if (text.size() > most_bytes)
            return Error{ErrorKind::invalid, "import.too_large",
                         "the part " + name + " of the file " + state_->name + " unpacks to more than " +
                             std::to_string(most_bytes / (1024 * 1024)) + " MiB"};
    }
}

}  // namespace hub::passport_db
