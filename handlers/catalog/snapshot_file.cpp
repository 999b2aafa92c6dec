#include "handlers/catalog/snapshot_file.hpp"

#include <fcntl.h>
#include <sodium/crypto_generichash.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "handlers/catalog/byte_codec.hpp"
#include "handlers/catalog/catalog_codec.hpp"

namespace hub::catalog {
namespace {

constexpr std::string_view kMagic = "passport-hub-catalog\n";
constexpr std::size_t kChecksum = crypto_generichash_BYTES;
constexpr std::size_t kHeader = kMagic.size() + 8 + 8 + kChecksum;
constexpr std::size_t kLongestFile = 512U * 1024 * 1024;

std::string checksum(std::string_view bytes) {
    std::string sum(kChecksum, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(sum.data()), sum.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    return sum;
}

std::string header_of(std::string_view contents) {
    ByteWriter writer;
    writer.integer(kCatalogLayout);
    writer.integer(static_cast<std::uint64_t>(contents.size()));
    return std::string(kMagic) + writer.take() + checksum(contents);
}

Error cannot_write(const std::string& path, const char* step) {
    return {ErrorKind::transient, "catalog.file_write", path + ": " + step + ": " + std::strerror(errno)};
}

Error refused(const std::string& path, const std::string& reason) {
    return {ErrorKind::permanent, "catalog.file_refused", path + ": " + reason};
}

// Closes its descriptor; a file that is not kept is removed.
class NewFile {
public:
    explicit NewFile(std::string path)
        : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640)) {}
    ~NewFile() {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        if (!kept_) ::unlink(path_.c_str());
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    bool is_open() const { return descriptor_ >= 0; }
    bool write(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }
    bool flush() { return ::fsync(descriptor_) == 0; }
    bool rename_to(const std::string& path) { return kept_ = ::rename(path_.c_str(), path.c_str()) == 0; }

private:
    const std::string path_;
    const int descriptor_;
    bool kept_ = false;
};

// The rename itself is on the disk only when its directory is.
void flush_directory_of(const std::string& path) {
    const auto slash = path.rfind('/');
    const auto directory = slash == std::string::npos ? std::string(".") : path.substr(0, slash + 1);
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

bool starts_with_header(const std::string& path, const std::string& header) {
    std::ifstream file(path, std::ios::binary);
    std::string present(header.size(), '\0');
    return file.read(present.data(), static_cast<std::streamsize>(present.size())) && present == header;
}

}  // namespace

Result<void> write_snapshot_file(const std::string& path, const Snapshot& snapshot) {
    const auto contents = encode_catalog(snapshot);
    const auto header = header_of(contents);
    if (starts_with_header(path, header)) return Result<void>::success();
    // Several workers write the same file: each has its own beside it.
    NewFile file(path + "." + std::to_string(::getpid()) + ".new");
    if (!file.is_open()) return cannot_write(path, "cannot create a file beside it");
    if (!file.write(header) || !file.write(contents)) return cannot_write(path, "cannot write");
    if (!file.flush()) return cannot_write(path, "cannot flush to the disk");
    if (!file.rename_to(path)) return cannot_write(path, "cannot rename");
    flush_directory_of(path);
    return Result<void>::success();
}

Result<CatalogData> read_snapshot_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        if (errno == ENOENT) return Error{ErrorKind::not_found, "catalog.file_missing", path + ": no such file"};
        return refused(path, std::strerror(errno));
    }
    std::string header(kHeader, '\0');
    if (!file.read(header.data(), static_cast<std::streamsize>(header.size())) || !header.starts_with(kMagic))
        return refused(path, "not a catalog file");
    ByteReader numbers(std::string_view(header).substr(kMagic.size()));
    const auto layout = numbers.unsigned_integer();
    const auto length = numbers.unsigned_integer();
    if (layout != kCatalogLayout)
        return refused(path, "layout " + std::to_string(layout) + ", this program reads layout " +
                                 std::to_string(kCatalogLayout));
    if (length > kLongestFile) return refused(path, "an impossible length");

    std::string contents;
    contents.assign(std::istreambuf_iterator<char>(file), {});
    if (contents.size() != length)
        return refused(path, std::to_string(contents.size()) + " bytes of contents instead of " +
                                 std::to_string(length));
    if (header_of(contents) != header) return refused(path, "the checksum does not fit the contents");
    auto data = decode_catalog(contents);
    if (!data) return refused(path, data.error().detail);
    return data;
}

}  // namespace hub::catalog
