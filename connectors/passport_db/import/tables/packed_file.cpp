#include "connectors/passport_db/import/tables/packed_file.hpp"

#include <zlib.h>

namespace hub::passport_db {
namespace {

constexpr unsigned kPiece = 64 * 1024;

}  // namespace

struct PackedFile::State {
    std::string name;
    std::uint64_t most_bytes = 0;
    std::uint64_t bytes = 0;
    std::unique_ptr<gzFile_s, decltype(&gzclose_r)> file{nullptr, &gzclose_r};
};

Result<PackedFile> PackedFile::open(const std::filesystem::path& file, std::uint64_t most_bytes) {
    const Error unreadable{ErrorKind::not_found, "import.no_file", "the file " + file.string() + " cannot be read"};
    std::error_code failure;
    if (!std::filesystem::is_regular_file(file, failure)) return unreadable;
    auto state = std::make_shared<State>();
    state->name = file.string();
    state->most_bytes = most_bytes;
    // gzopen also reads what is not gzip, byte for byte.
    state->file.reset(gzopen(file.c_str(), "rb"));
    if (!state->file) return unreadable;
    gzbuffer(state->file.get(), kPiece);
    return PackedFile(std::move(state));
}

Result<std::string> PackedFile::read() {
    std::string piece(kPiece, '\0');
    const auto count = gzread(state_->file.get(), piece.data(), kPiece);
    int status = Z_OK;
    gzerror(state_->file.get(), &status);
    // The end of a truncated file is no error of gzread's, but of the file's.
    if (count < 0 || (count == 0 && status != Z_OK && status != Z_STREAM_END))
        return Error{ErrorKind::invalid, "import.damaged",
                     "the file " + state_->name + " is truncated or damaged and cannot be unpacked to its end"};
    state_->bytes += static_cast<std::uint64_t>(count);
    if (state_->bytes > state_->most_bytes)
        return Error{ErrorKind::invalid, "import.too_large",
                     "the file " + state_->name + " holds more than " +
                         std::to_string(state_->most_bytes / (1024 * 1024)) + " MiB"};
    piece.resize(static_cast<std::size_t>(count));
    return piece;
}

void PackedFile::rewind() {
    gzrewind(state_->file.get());
    state_->bytes = 0;
}

}  // namespace hub::passport_db
