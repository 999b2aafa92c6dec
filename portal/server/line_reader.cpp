#include "portal/server/line_reader.hpp"

namespace hub::portal {

LineReader::Outcome LineReader::take(std::string_view& bytes, std::size_t limit) {
    if (finished_) {
        partial_.clear();
        length_ = 0;
        finished_ = false;
    }
    const auto allowed = limit > length_ ? limit - length_ : 0;
    const auto window = bytes.substr(0, allowed);
    const auto feed = window.find('\n');
    if (feed == std::string_view::npos) {
        partial_.append(window);
        length_ += window.size();
        const bool had_bytes = !bytes.empty();
        bytes.remove_prefix(window.size());
        return length_ >= limit && had_bytes ? Outcome::too_long : Outcome::need_more;
    }
    const auto piece = window.substr(0, feed + 1);
    bytes.remove_prefix(piece.size());
    length_ += piece.size();
    finished_ = true;
    if (length_ == piece.size()) {
        line_ = piece;
    } else {
        partial_.append(piece);
        line_ = partial_;
    }
    if (line_.size() < 2 || line_[line_.size() - 2] != '\r') return Outcome::bare_line_feed;
    line_.remove_suffix(2);
    return Outcome::line;
}

}  // namespace hub::portal
