#include "connectors/passport_db/import/tables/encoding.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace hub::passport_db {
namespace {

constexpr std::size_t kUnitsAtOnce = 16 * 1024;

// ICU's names. Its "euc-jp" knows the characters of NEC and IBM as well, which lists are full of.
const char* converter_of(Encoding encoding) {
    switch (encoding) {
        case Encoding::automatic:
        case Encoding::utf8: return "UTF-8";
        case Encoding::cp932: return "windows-31j";
        case Encoding::euc_jp: return "EUC-JP";
        case Encoding::utf16: return "UTF-16";
    }
    return "UTF-8";
}

Error wrong_byte(int line, Encoding encoding) {
    return {ErrorKind::invalid, "import.encoding",
            "line " + std::to_string(line) + " is not valid " + name_of(encoding)};
}

}  // namespace

const char* name_of(Encoding encoding) {
    switch (encoding) {
        case Encoding::automatic: return "text";
        case Encoding::utf8: return "UTF-8";
        case Encoding::cp932: return "CP932";
        case Encoding::euc_jp: return "EUC-JP";
        case Encoding::utf16: return "UTF-16";
    }
    return "text";
}

struct TextDecoder::State {
    Encoding encoding;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> converter{nullptr, &ucnv_close};
    std::vector<UChar> units = std::vector<UChar>(kUnitsAtOnce);
    char16_t pending_surrogate = 0;  // the first half of a pair, at the end of a piece
    int line = 1;
    bool at_beginning = true;
};

TextDecoder::TextDecoder(Encoding encoding) : state_(std::make_unique<State>()) {
    state_->encoding = encoding;
    UErrorCode status = U_ZERO_ERROR;
    state_->converter.reset(ucnv_open(converter_of(encoding), &status));
    if (U_FAILURE(status)) return;
    ucnv_setToUCallBack(state_->converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
}

TextDecoder::~TextDecoder() = default;
TextDecoder::TextDecoder(TextDecoder&&) noexcept = default;

Result<void> TextDecoder::feed(std::string_view bytes, bool last, std::string& text) {
    auto& state = *state_;
    if (!state.converter) return Error{ErrorKind::bug, "import.encoding", "ICU lacks a converter"};
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar* target = state.units.data();
        if (state.pending_surrogate != 0) *target++ = std::exchange(state.pending_surrogate, 0);
        ucnv_toUnicode(state.converter.get(), &target, state.units.data() + state.units.size(), &source, end, nullptr,
                       static_cast<UBool>(last), &status);
        auto length = static_cast<std::int32_t>(target - state.units.data());
        state.line += static_cast<int>(std::count(state.units.data(), target, u'\n'));
        if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return wrong_byte(state.line, state.encoding);
        const bool more = status == U_BUFFER_OVERFLOW_ERROR;
        if (length > 0 && U16_IS_LEAD(state.units[length - 1]) && (more || !last))
            state.pending_surrogate = state.units[--length];
        const UChar* begin = state.units.data();
        if (length > 0 && std::exchange(state.at_beginning, false) && *begin == 0xFEFF) ++begin, --length;
        icu::UnicodeString(false, begin, length).toUTF8String(text);
        if (!more) return Result<void>::success();
    }
}

struct EncodingDetector::State {
    struct Candidate {
        Encoding encoding;
        TextDecoder decoder;
        std::optional<Error> refused;
    };
    std::vector<Candidate> candidates;
    bool begun = false;
    bool is_utf16 = false;
};

EncodingDetector::EncodingDetector() : state_(std::make_unique<State>()) {
    // EUC-JP before CP932: text in EUC-JP is often valid CP932 (as half-width kana), hardly ever the other way round.
    for (const auto encoding : {Encoding::utf8, Encoding::euc_jp, Encoding::cp932})
        state_->candidates.push_back({encoding, TextDecoder(encoding), std::nullopt});
}

EncodingDetector::~EncodingDetector() = default;

void EncodingDetector::feed(std::string_view bytes, bool last) {
    if (!std::exchange(state_->begun, true))
        state_->is_utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    std::string ignored;
    for (auto& candidate : state_->candidates) {
        if (candidate.refused) continue;
        ignored.clear();
        if (auto fed = candidate.decoder.feed(bytes, last, ignored); !fed) candidate.refused = fed.error();
    }
}

Result<Encoding> EncodingDetector::result() const {
    if (state_->is_utf16) return Encoding::utf16;
    for (const auto& candidate : state_->candidates)
        if (!candidate.refused) return candidate.encoding;
    auto error = *state_->candidates.front().refused;
    error.detail += ", nor is the file CP932 or EUC-JP";
    return error;
}

Result<std::string> to_utf8(std::string_view bytes, Encoding encoding) {
    if (encoding == Encoding::automatic) {
        EncodingDetector detector;
        detector.feed(bytes, true);
        const auto found = detector.result();
        if (!found) return found.error();
        encoding = *found;
    }
    std::string text;
    TextDecoder decoder(encoding);
    if (auto fed = decoder.feed(bytes, true, text); !fed) return fed.error();
    return text;
}

}  // namespace hub::passport_db
