#include "handlers/chat/phrases.hpp"

#include <algorithm>
#include <cmath>

#include "handlers/catalog/folding.hpp"

namespace hub::chat {
namespace {

constexpr std::size_t kLongestQuote = 40;
constexpr double kMetresAMinute = 80;
constexpr double kDetour = 1.3;              // streets against the straight line
constexpr std::int64_t kLongestWalk = 3000;  // metres

// The length in bytes of the code point at `at`.
std::size_t length_at(std::string_view text, std::size_t at) {
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0U) == 0x80U) ++length;
    return length;
}

bool is_one_of(std::string_view letter, std::initializer_list<std::string_view> letters) {
    for (const auto& one : letters)
        if (letter == one) return true;
    return false;
}

// Follows a text and knows where a sentence ends.
class SentenceReader {
public:
    // Whether a sentence ends with this letter.
    bool ends_with(std::string_view letter) {
        if (is_one_of(letter, {"「", "『", "（", "("})) ++depth_;
        if (is_one_of(letter, {"」", "』", "）", ")"}) && depth_ > 0) --depth_;
        if (letter == "\n") depth_ = 0;
        const bool ends = letter == "\n" || (depth_ == 0 && is_one_of(letter, {"。", "？", "！", "?", "!"}));
        const bool counts = ends && has_words_;
        has_words_ = ends ? false : has_words_ || !is_one_of(letter, {" ", "　", "\r"});
        return counts;
    }
    bool has_words() const { return has_words_; }  // since the last end

private:
    int depth_ = 0;
    bool has_words_ = false;
};

std::string without_breaks(std::string_view text) {
    std::string line;
    for (const char byte : text) {
        if (byte == '\r') continue;
        if (byte != '\n') line += byte;
        else if (!line.empty() && line.back() != ' ') line += ' ';
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

}  // namespace

std::string quoted(std::string_view text) { return "「" + catalog::shortened(text, kLongestQuote) + "」"; }

std::string listed(const std::vector<std::string>& texts) {
    std::string text;
    for (const auto& one : texts) text += quoted(one);
    return text;
}

std::string readable_distance(std::int64_t metres) {
    if (metres < 995) return std::to_string(std::max<std::int64_t>(10, (metres + 5) / 10 * 10)) + "m";
    const auto tenths = (metres + 50) / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "km";
}

std::optional<int> walk_minutes(std::int64_t metres) {
    if (metres > kLongestWalk) return std::nullopt;
    return std::max(1, static_cast<int>(std::ceil(static_cast<double>(metres) * kDetour / kMetresAMinute)));
}

std::string readable_way(std::int64_t metres) {
    const auto minutes = walk_minutes(metres);
    const auto distance = "約" + readable_distance(metres);
    return minutes ? distance + "・徒歩約" + std::to_string(*minutes) + "分" : distance;
}

std::string readable_radius(double metres) {
    const auto whole = static_cast<int>(metres);
    return (whole < 1000 ? std::to_string(whole) + "m" : std::to_string(whole / 1000) + "km") + "以内";
}

std::string first_sentences(std::string_view text, std::size_t sentences, std::size_t longest) {
    SentenceReader reader;
    std::size_t letters = 0;
    std::size_t ended = 0;
    std::size_t end = 0;  // of the last whole sentence that fits
    for (std::size_t at = 0; at < text.size() && letters < longest && ended < sentences; ++letters) {
        const auto letter = text.substr(at, length_at(text, at));
        at += letter.size();
        if (!reader.ends_with(letter) && !(at == text.size() && reader.has_words())) continue;
        end = at;
        ++ended;
    }
    if (end > 0) return without_breaks(text.substr(0, end));
    return catalog::shortened(without_breaks(text), longest > 0 ? longest - 1 : 0);
}

std::size_t count_sentences(std::string_view text) {
    SentenceReader reader;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto letter = text.substr(at, length_at(text, at));
        at += letter.size();
        count += reader.ends_with(letter) ? 1 : 0;
    }
    return count + (reader.has_words() ? 1 : 0);
}

}  // namespace hub::chat
