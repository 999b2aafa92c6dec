#include "queues/audit/head_file.hpp"

#include <utility>

namespace hub::queues {
namespace {

// The last whole line of what a file ends with, which is more than the longest one: two numbers, a time and a digest.
std::string last_head(std::string end) {
    while (!end.empty()) {
        const auto line_end = end.rfind('\n');
        if (line_end == std::string::npos) break;
        end.resize(line_end);
        const auto begin = end.rfind('\n');
        const auto line = end.substr(begin == std::string::npos ? 0 : begin + 1);
        if (seal_of_head_line(line) != 0) return line;  // else it was cut off once
    }
    return {};
}

}  // namespace

Result<HeadWriter> HeadWriter::open(const std::string& path) {
    auto file = LineWriter::open(path);
    if (!file) return file.error();
    const auto locked = file->lock();
    if (!locked) return locked.error();
    if (!*locked) return Error{ErrorKind::transient, kHeadFileBusy, path + " is being written to by another process"};
    auto end = file->end();
    if (!end) return end.error();
    return HeadWriter(std::move(*file), last_head(std::move(*end)));
}

Result<void> HeadWriter::append(const std::vector<AuditSeal>& seals) {
    std::string lines;
    for (const auto& seal : seals) lines += head_line(seal) + "\n";
    if (auto appended = file_.append(lines); !appended) return appended.error();
    if (!seals.empty()) last_line_ = head_line(seals.back());
    return Result<void>::success();
}

}  // namespace hub::queues
