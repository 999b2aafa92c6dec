#include "queues/audit/line_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace hub::queues {
namespace {

constexpr off_t kEnd = 4'096;

Error failed(const std::string& path, const char* what) {
    return {ErrorKind::transient, "audit.file", path + " cannot be " + what + ": " + std::strerror(errno)};
}

}  // namespace

LineReader::LineReader(const std::string& path) : stream_(path, std::ios::binary) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(path, ignored);
    if (!ignored) left_ = static_cast<std::streamoff>(size);
}

std::optional<std::string> LineReader::next() {
    std::string line;
    if (left_ <= 0 || !std::getline(stream_, line) || stream_.eof()) return std::nullopt;
    left_ -= static_cast<std::streamoff>(line.size()) + 1;
    if (left_ < 0) return std::nullopt;
    return line;
}

Result<LineWriter> LineWriter::open(const std::string& path) {
    std::error_code ignored;  // what matters is whether the file can be opened
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    LineWriter writer(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640), path);
    if (writer.descriptor_ < 0) return failed(path, "opened");
    return writer;
}

LineWriter::LineWriter(LineWriter&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)), cut_off_(other.cut_off_) {}

LineWriter::~LineWriter() {
    if (descriptor_ >= 0) ::close(descriptor_);  // which gives up the lock
}

Result<bool> LineWriter::lock() {
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return true;
    if (errno == EWOULDBLOCK) return false;
    return failed(path_, "locked");
}

Result<std::string> LineWriter::end() {
    struct stat status {};
    if (fstat(descriptor_, &status) != 0) return failed(path_, "read");
    const auto from = std::max<off_t>(0, status.st_size - kEnd);
    std::string end(static_cast<std::size_t>(status.st_size - from), '\0');
    if (pread(descriptor_, end.data(), end.size(), from) != static_cast<ssize_t>(end.size()))
        return failed(path_, "read");
    cut_off_ = !end.empty() && end.back() != '\n';
    return end;
}

Result<void> LineWriter::append(const std::string& lines) {
    const auto text = (cut_off_ ? "\n" : "") + lines;
    for (std::size_t written = 0; written < text.size();) {
        const auto count = ::write(descriptor_, text.data() + written, text.size() - written);
        if (count < 0 && errno == EINTR) continue;
        cut_off_ = true;
        if (count <= 0) return failed(path_, "written");
        written += static_cast<std::size_t>(count);
    }
    cut_off_ = false;
    if (fsync(descriptor_) != 0) return failed(path_, "made durable");
    return Result<void>::success();
}

}  // namespace hub::queues
