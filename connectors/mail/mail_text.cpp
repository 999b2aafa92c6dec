#include "connectors/mail/mail_text.hpp"

#include <memory>

#include <glib.h>

namespace hub::mail {
namespace {

std::string normalised(std::string_view utf8, GNormalizeMode mode) {
    const std::unique_ptr<char, decltype(&g_free)> text(
        g_utf8_normalize(utf8.data(), static_cast<gssize>(utf8.size()), mode), g_free);
    return text ? std::string(text.get()) : std::string(utf8);
}

bool is_half_width_katakana(gunichar point) { return point >= 0xff61 && point <= 0xff9f; }

void append(std::string& text, gunichar point) {
    char bytes[6];
    text.append(bytes, static_cast<std::size_t>(g_unichar_to_utf8(point, bytes)));
}

// Only katakana: full compatibility normalisation would also turn ① into 1.
std::string with_full_width_katakana(std::string_view utf8) {
    std::string result;
    std::string half_width;
    const auto flush = [&] { result += normalised(std::exchange(half_width, {}), G_NORMALIZE_ALL_COMPOSE); };
    const char* const end = utf8.data() + utf8.size();
    for (const char* at = utf8.data(); at < end; at = g_utf8_next_char(at)) {
        const auto point = g_utf8_get_char(at);
        if (is_half_width_katakana(point)) {
            append(half_width, point);
            continue;
        }
        if (!half_width.empty()) flush();
        append(result, point == 0x301c ? 0xff5e : point);  // WAVE DASH as FULLWIDTH TILDE
    }
    if (!half_width.empty()) flush();
    return result;
}

bool is_control(unsigned char byte) { return byte < ' ' || byte == 0x7f; }

}  // namespace

std::string header_text(std::string_view utf8) {
    std::string text = with_full_width_katakana(normalised(utf8, G_NORMALIZE_DEFAULT_COMPOSE));
    std::erase_if(text, [](char character) { return is_control(static_cast<unsigned char>(character)); });
    return text;
}

std::string body_text(std::string_view utf8) {
    const auto composed = normalised(utf8, G_NORMALIZE_DEFAULT_COMPOSE);
    std::string text;
    text.reserve(composed.size() + composed.size() / 16);
    for (std::size_t index = 0; index < composed.size(); ++index) {
        const char character = composed[index];
        const bool is_line_end =
            character == '\n' || (character == '\r' && (index + 1 == composed.size() || composed[index + 1] != '\n'));
        if (is_line_end) text += "\r\n";
        else if (character == '\t' || !is_control(static_cast<unsigned char>(character))) text += character;
    }
    return text;
}

}  // namespace hub::mail
