#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hub::portal {

// Cuts a byte stream into lines that end in CR LF. A line that arrives whole is not copied. The outcome does not
// depend on how the stream was cut into pieces.
class LineReader {
public:
    enum class Outcome {
        need_more,       // every byte was taken; the line goes on
        line,            // line() is complete
        bare_line_feed,  // a line feed without its carriage return
        too_long         // `limit` bytes, line end included, did not hold a whole line
    };

    // Takes bytes off the front of `bytes`, up to and including the next line feed.
    Outcome take(std::string_view& bytes, std::size_t limit);

    // The line without CR LF; valid until the next take() and while the bytes it was taken from are.
    std::string_view line() const { return line_; }
    // How many bytes of the unfinished or just finished line were taken.
    std::size_t length() const { return length_; }

private:
    std::string partial_;
    std::string_view line_;
    std::size_t length_ = 0;
    bool finished_ = true;
};

}  // namespace hub::portal
