#include "queues/audit/head_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace hub::queues {
namespace {

// More than the longest line, which has two numbers, a time and a digest.
constexpr off_t kEnd = 4'096;

Error failed(const std::string& path, const char* what) {
    return {ErrorKind::transient, "audit.head_file", path + " cannot be " + what + ": " + std::strerror(errno)};
}

}  // namespace

HeadReader::HeadReader(const std::string& path) : stream_(path, std::ios::binary) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(path, ignored);
    if (!ignored) left_ = static_cast<std::streamoff>(size);
}

std::optional<std::string> HeadReader::next() {
    std::string line;
    if (left_ <= 0 || !std::getline(stream_, line) || stream_.eof()) return std::nullopt;
    left_ -= static_cast<std::streamoff>(line.size()) + 1;
    if (left_ < 0) return std::nullopt;
    return line;
}

Result<HeadWriter> HeadWriter::open(const std::string& path) {
    std::error_code ignored;  // what matters is whether the file can be opened
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    HeadWriter writer(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0640), path);
    if (writer.descriptor_ < 0) return failed(path, "opened");
    if (flock(writer.descriptor_, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return failed(path, "locked");
        return Error{ErrorKind::transient, kHeadFileBusy, path + " is being written to by another process"};
    }
    if (auto read = writer.read_end(); !read) return read.error();
    return writer;
}

HeadWriter::HeadWriter(HeadWriter&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      last_line_(std::move(other.last_line_)),
      cut_off_(other.cut_off_) {}

HeadWriter::~HeadWriter() {
    if (descriptor_ >= 0) ::close(descriptor_);  // which gives up the lock
}

Result<void> HeadWriter::read_end() {
    struct stat status {};
    if (fstat(descriptor_, &status) != 0) return failed(path_, "read");
    const auto from = std::max<off_t>(0, status.st_size - kEnd);
    std::string end(static_cast<std::size_t>(status.st_size - from), '\0');
    if (pread(descriptor_, end.data(), end.size(), from) != static_cast<ssize_t>(end.size()))
        return failed(path_, "read");
    cut_off_ = !end.empty() && end.back() != '\n';
    while (!end.empty()) {
        const auto line_end = end.rfind('\n');
        if (line_end == std::string::npos) break;
        end.resize(line_end);
        const auto begin = end.rfind('\n');
        const auto line = end.substr(begin == std::string::npos ? 0 : begin + 1);
        if (seal_of_head_line(line) == 0) continue;  // cut off once
        last_line_ = line;
        break;
    }
    return Result<void>::success();
}

Result<void> HeadWriter::append(const std::vector<AuditSeal>& seals) {
    std::string lines = cut_off_ ? "\n" : "";
    for (const auto& seal : seals) lines += head_line(seal) + "\n";
    for (std::size_t written = 0; written < lines.size();) {
        const auto count = ::write(descriptor_, lines.data() + written, lines.size() - written);
        if (count < 0 && errno == EINTR) continue;
        cut_off_ = true;
        if (count <= 0) return failed(path_, "written");
        written += static_cast<std::size_t>(count);
    }
    cut_off_ = false;
    if (fsync(descriptor_) != 0) return failed(path_, "made durable");
    if (!seals.empty()) last_line_ = head_line(seals.back());
    return Result<void>::success();
}

}  // namespace hub::queues
