#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "portal/server/line_reader.hpp"

namespace hub::portal {

// Takes the chunked coding off a body (RFC 9112, 7.1), strictly: plain hexadecimal sizes of at most 8 digits, no
// extensions, CR LF everywhere. Trailers are checked and dropped.
class ChunkedBody {
public:
    enum class Outcome { need_more, complete, malformed, too_large, trailers_too_large };

    // `limit` is the most decoded bytes.
    ChunkedBody(std::size_t limit, std::size_t trailer_limit) : limit_(limit), trailers_left_(trailer_limit) {}

    // Takes bytes off the front of `bytes` and appends the decoded ones to `body`.
    Outcome feed(std::string_view& bytes, std::string& body);

private:
    enum class Part { size, data, data_end, trailers };

    Outcome read_size(std::string_view& bytes, std::size_t decoded);
    Outcome read_data(std::string_view& bytes, std::string& body);
    Outcome read_data_end(std::string_view& bytes);
    Outcome read_trailers(std::string_view& bytes);

    std::size_t limit_;
    std::size_t trailers_left_;
    LineReader reader_;
    Part part_ = Part::size;
    std::size_t chunk_left_ = 0;
};

}  // namespace hub::portal
