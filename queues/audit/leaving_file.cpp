#include "queues/audit/leaving_file.hpp"

#include <charconv>
#include <filesystem>

#include "queues/audit/line_file.hpp"
#include "router/core/clock.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kTime = std::string_view("2026-11-22T03:00:00.000000Z").size();

// A time as the audit writes it. One that was cut off has another length.
bool is_time(std::string_view text) { return text.size() == kTime && text.back() == 'Z' && from_rfc3339(text).ok(); }

// What stands before the next blank, which is taken away with it; all of it when there is none.
std::string_view take_word(std::string_view& text) {
    const auto end = text.find(' ');
    const auto word = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return word;
}

}  // namespace

std::string leaving_line(const Leaving& leaving) {
    return leaving.left_at + " " + leaving.kind + " " + std::to_string(leaving.id) + " " + leaving.registered_at;
}

std::optional<Leaving> leaving_of_line(std::string_view line) {
    const auto left_at = take_word(line);
    const auto kind = take_word(line);
    const auto number = take_word(line);
    std::int64_t id = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), id);
    const bool is_number = read.ec == std::errc() && read.ptr == number.data() + number.size() && id > 0;
    if (!is_time(left_at) || (kind != "member" && kind != "owner") || !is_number || !is_time(line)) return std::nullopt;
    return Leaving{std::string(left_at), std::string(kind), id, std::string(line)};
}

Result<void> append_leavings(const std::string& path, const std::vector<Leaving>& leavings) {
    auto file = LineWriter::open(path);
    if (!file) return file.error();
    if (leavings.empty()) return Result<void>::success();
    if (const auto end = file->end(); !end) return end.error();
    std::string lines;
    for (const auto& leaving : leavings) lines += leaving_line(leaving) + "\n";
    return file->append(lines);
}

Result<void> replace_leavings(const std::string& path, const std::vector<Leaving>& leavings) {
    const auto whole = path + ".new";
    std::error_code failed;
    std::filesystem::remove(whole, failed);
    if (auto written = append_leavings(whole, leavings); !written) return written;
    std::filesystem::rename(whole, path, failed);
    if (failed) return Error{ErrorKind::transient, "audit.file", path + " cannot be replaced: " + failed.message()};
    return Result<void>::success();
}

Result<Leavings> read_leavings(const std::string& path) {
    LineReader reader(path);
    if (!reader.exists())
        return Error{ErrorKind::not_found, "audit.no_leavings",
                     "there is no file " + path + " that can be read: who has left is not known"};
    Leavings leavings;
    std::int64_t number = 0;
    while (const auto line = reader.next()) {
        ++number;
        if (auto leaving = leaving_of_line(*line)) leavings.known.push_back(std::move(*leaving));
        else leavings.unreadable.push_back(number);
    }
    return leavings;
}

}  // namespace hub::queues
