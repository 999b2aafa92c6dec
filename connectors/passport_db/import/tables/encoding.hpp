#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "router/core/result.hpp"

namespace hub::passport_db {

// How the bytes of a list are to be read. `automatic`: UTF-16 with a byte order mark; otherwise the first of UTF-8,
// EUC-JP and CP932 of which all bytes are valid.
enum class Encoding { automatic, utf8, cp932, euc_jp, utf16 };

// "UTF-8", "CP932", ...
const char* name_of(Encoding encoding);

// Turns bytes into UTF-8 piece by piece; a byte order mark at the beginning is taken off.
class TextDecoder {
public:
    // Not for `automatic`.
    explicit TextDecoder(Encoding encoding);
    ~TextDecoder();
    TextDecoder(TextDecoder&&) noexcept;

    // Appends what the bytes say to `text`; `last` at the end of all bytes. Errors: invalid "import.encoding", naming
    // the line of the first byte that is not of the encoding.
    Result<void> feed(std::string_view bytes, bool last, std::string& text);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Finds out how bytes are to be read, from all of them piece by piece.
class EncodingDetector {
public:
    EncodingDetector();
    ~EncodingDetector();

    void feed(std::string_view bytes, bool last);
    // After the last piece. Errors: invalid "import.encoding", naming the first line that is not valid UTF-8.
    Result<Encoding> result() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The text as UTF-8 without a byte order mark. Errors as above.
Result<std::string> to_utf8(std::string_view bytes, Encoding encoding);

}  // namespace hub::passport_db
