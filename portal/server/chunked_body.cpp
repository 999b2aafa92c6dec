#include "portal/server/chunked_body.hpp"

#include <algorithm>
#include <charconv>

#include "portal/server/header_syntax.hpp"

namespace hub::portal {
namespace {

constexpr std::size_t kLongestSize = 8;  // hexadecimal digits

bool read_hex(std::string_view text, std::size_t& number) {
    if (text.empty() || text.size() > kLongestSize) return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    return error == std::errc{} && end == text.data() + text.size() && text.front() != '-';
}

}  // namespace

// Every part ends with `complete` when it is over, and the next one begins; only the trailers end the body.
ChunkedBody::Outcome ChunkedBody::feed(std::string_view& bytes, std::string& body) {
    while (true) {
        const Part part = part_;
        Outcome outcome = Outcome::need_more;
        switch (part) {
            case Part::size: outcome = read_size(bytes, body.size()); break;
            case Part::data: outcome = read_data(bytes, body); break;
            case Part::data_end: outcome = read_data_end(bytes); break;
            case Part::trailers: outcome = read_trailers(bytes); break;
        }
        if (outcome != Outcome::complete || part == Part::trailers) return outcome;
    }
}

ChunkedBody::Outcome ChunkedBody::read_size(std::string_view& bytes, std::size_t decoded) {
    const auto line = reader_.take(bytes, kLongestSize + 2);
    if (line == LineReader::Outcome::need_more) return Outcome::need_more;
    if (line != LineReader::Outcome::line || !read_hex(reader_.line(), chunk_left_)) return Outcome::malformed;
    if (chunk_left_ > limit_ - std::min(limit_, decoded)) return Outcome::too_large;
    part_ = chunk_left_ == 0 ? Part::trailers : Part::data;
    return Outcome::complete;
}

ChunkedBody::Outcome ChunkedBody::read_data(std::string_view& bytes, std::string& body) {
    const auto piece = bytes.substr(0, chunk_left_);
    body.append(piece);
    bytes.remove_prefix(piece.size());
    chunk_left_ -= piece.size();
    if (chunk_left_ > 0) return Outcome::need_more;
    part_ = Part::data_end;
    return Outcome::complete;
}

ChunkedBody::Outcome ChunkedBody::read_data_end(std::string_view& bytes) {
    const auto line = reader_.take(bytes, 2);
    if (line == LineReader::Outcome::need_more) return Outcome::need_more;
    if (line != LineReader::Outcome::line) return Outcome::malformed;
    part_ = Part::size;
    return Outcome::complete;
}

ChunkedBody::Outcome ChunkedBody::read_trailers(std::string_view& bytes) {
    while (true) {
        const auto line = reader_.take(bytes, trailers_left_);
        if (line == LineReader::Outcome::need_more) return Outcome::need_more;
        if (line == LineReader::Outcome::too_long) return Outcome::trailers_too_large;
        if (line != LineReader::Outcome::line) return Outcome::malformed;
        trailers_left_ -= reader_.length();
        if (reader_.line().empty()) return Outcome::complete;
        if (!parse_field_line(reader_.line())) return Outcome::malformed;
    }
}

}  // namespace hub::portal
