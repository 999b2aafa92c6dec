#include "connectors/passport_db/import/tables/text_lines.hpp"

namespace hub::passport_db {
namespace {

Error too_long(int line, std::size_t most_bytes) {
    return {ErrorKind::invalid, "import.too_large",
            "line " + std::to_string(line) + " is longer than " + std::to_string(most_bytes) + " bytes"};
}

}  // namespace

TextLines::TextLines(PackedFile file, Encoding encoding, const TableLimits& limits)
    : file_(std::move(file)), decoder_(encoding), most_bytes_(limits.line_bytes) {}

Result<std::optional<std::string>> TextLines::next() {
    std::size_t searched = begin_;
    for (;;) {
        const auto newline = text_.find('\n', searched);
        if (newline != std::string::npos || (ended_ && begin_ < text_.size())) {
            const auto end = newline == std::string::npos ? text_.size() : newline + 1;
            if (end - begin_ > most_bytes_) return too_long(line_ + 1, most_bytes_);
            std::optional<std::string> line = text_.substr(begin_, end - begin_);
            begin_ = end;
            ++line_;
            return line;
        }
        if (ended_) return std::optional<std::string>();
        if (text_.size() - begin_ > most_bytes_) return too_long(line_ + 1, most_bytes_);
        text_.erase(0, std::exchange(begin_, 0));
        searched = text_.size();
        const auto piece = file_.read();
        if (!piece) return piece.error();
        ended_ = piece->empty();
        if (auto fed = decoder_.feed(*piece, ended_, text_); !fed) return fed.error();
    }
}

std::optional<Error> LineLengths::feed(std::string_view bytes) {
    for (;;) {
        const auto newline = bytes.find('\n');
        length_ += newline == std::string_view::npos ? bytes.size() : newline;
        if (length_ > most_bytes_) return too_long(line_, most_bytes_);
        if (newline == std::string_view::npos) return std::nullopt;
        bytes.remove_prefix(newline + 1);
        length_ = 0;
        ++line_;
    }
}

}  // namespace hub::passport_db
