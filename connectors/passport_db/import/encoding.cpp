#include "connectors/passport_db/import/encoding.hpp"

#include <algorithm>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace hub::passport_db {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Where the first byte is that is not UTF-8, or the size.
std::size_t end_of_valid_utf8(const std::string& bytes) {
    const auto* text = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto size = static_cast<std::int64_t>(bytes.size());
    std::int64_t index = 0;
    while (index < size) {
        const auto start = index;
        UChar32 character = 0;
        U8_NEXT(text, index, size, character);
        if (character < 0) return static_cast<std::size_t>(start);
    }
    return bytes.size();
}

Error wrong_byte(const std::string& bytes, std::size_t offset, const char* encoding_name) {
    const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    return {ErrorKind::invalid, "import.encoding", "line " + std::to_string(line) + " is not valid " + encoding_name};
}

Result<std::string> from_cp932(const std::string& bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("windows-31j", &status), &ucnv_close);
    if (U_FAILURE(status)) return Error{ErrorKind::bug, "import.encoding", "ICU has no CP932 converter"};
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);

    std::u16string text(bytes.size() + 1, u'\0');  // CP932 never has fewer bytes than UTF-16 units
    const char* source = bytes.data();
    UChar* target = text.data();
    ucnv_toUnicode(converter.get(), &target, target + text.size(), &source, bytes.data() + bytes.size(), nullptr, true,
                   &status);
    if (U_FAILURE(status)) return wrong_byte(bytes, static_cast<std::size_t>(source - bytes.data()), "CP932");
    std::string utf8;
    icu::UnicodeString(text.data(), static_cast<std::int32_t>(target - text.data())).toUTF8String(utf8);
    return utf8;
}

}  // namespace

Result<std::string> to_utf8(std::string bytes, Encoding encoding) {
    if (encoding == Encoding::cp932) return from_cp932(bytes);
    const auto valid = end_of_valid_utf8(bytes);
    if (valid != bytes.size()) {
        if (encoding == Encoding::automatic) {
            auto text = from_cp932(bytes);
            if (text) return text;
        }
        return wrong_byte(bytes, valid, "UTF-8");
    }
    if (bytes.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) bytes.erase(0, kByteOrderMark.size());
    return bytes;
}

}  // namespace hub::passport_db
