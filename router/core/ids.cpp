#include "router/core/ids.hpp"

#include <sys/random.h>

#include <atomic>
#include <cstdlib>
#include <cstring>

namespace hub {
namespace {

// getrandom() costs a system call; one call fills the buffer for many ids.
struct RandomBuffer {
    unsigned char bytes[4096];
    std::size_t used = sizeof(bytes);

    void take(void* target, std::size_t count) {
        if (used + count > sizeof(bytes)) {
            if (getrandom(bytes, sizeof(bytes), 0) != static_cast<ssize_t>(sizeof(bytes))) std::abort();
            used = 0;
        }
        std::memcpy(target, bytes + used, count);
        std::memset(bytes + used, 0, count);
        used += count;
    }
};

thread_local RandomBuffer random_buffer;

constexpr char kDigits[] = "0123456789abcdef";

std::string uuid_text(const unsigned char (&bytes)[16]) {
    std::string text;
    text.reserve(36);
    for (int index = 0; index < 16; ++index) {
        if (index == 4 || index == 6 || index == 8 || index == 10) text += '-';
        text += kDigits[bytes[index] >> 4];
        text += kDigits[bytes[index] & 15];
    }
    return text;
}

bool is_hex(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f') ||
           (character >= 'A' && character <= 'F');
}

// The time of an id: 48 bits of milliseconds, then 12 bits of the fraction (RFC 9562, 6.2 method 3). An id more within
// the same fraction, or after a small step of the clock backwards, takes the next place after the last one (method 1).
std::uint64_t next_place_in_time(std::chrono::system_clock::time_point now) {
    constexpr std::uint64_t kPlacesPerSecond = 1'000ull << 12;
    static std::atomic<std::uint64_t> last{0};
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
    const auto asked =
        static_cast<std::uint64_t>(micros / 1000) << 12 | static_cast<std::uint64_t>(micros % 1000) * 4096 / 1000;
    auto before = last.load(std::memory_order_relaxed);
    std::uint64_t place = 0;
    do {
        const bool follows = asked <= before && before - asked < kPlacesPerSecond;
        place = follows ? before + 1 : asked;
    } while (!last.compare_exchange_weak(before, place, std::memory_order_relaxed));
    return place;
}

}  // namespace

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    for (std::size_t done = 0; done < count; done += 256)
        random_buffer.take(bytes.data() + done, std::min<std::size_t>(256, count - done));
    return bytes;
}

std::string to_hex(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char character : bytes) {
        const auto byte = static_cast<unsigned char>(character);
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::string new_uuid_v7(std::chrono::system_clock::time_point now) {
    unsigned char bytes[16];
    random_buffer.take(bytes, sizeof(bytes));
    const auto place = next_place_in_time(now);
    for (int index = 0; index < 6; ++index) bytes[index] = static_cast<unsigned char>(place >> (52 - 8 * index));
    bytes[6] = static_cast<unsigned char>(0x70 | ((place >> 8) & 0x0f));
    bytes[7] = static_cast<unsigned char>(place);
    bytes[8] = static_cast<unsigned char>(0x80 | (bytes[8] & 0x3f));
    return uuid_text(bytes);
}

std::string new_uuid_v4() {
    unsigned char bytes[16];
    random_buffer.take(bytes, sizeof(bytes));
    bytes[6] = static_cast<unsigned char>(0x40 | (bytes[6] & 0x0f));
    bytes[8] = static_cast<unsigned char>(0x80 | (bytes[8] & 0x3f));
    return uuid_text(bytes);
}

std::string new_traceparent() {
    std::string text = "00-";
    text += to_hex(random_bytes(16));
    text += '-';
    text += to_hex(random_bytes(8));
    text += "-01";
    return text;
}

std::string_view trace_id_of(std::string_view traceparent) {
    if (traceparent.size() < 55 || traceparent[2] != '-' || traceparent[35] != '-') return {};
    const std::string_view id = traceparent.substr(3, 32);
    for (const char character : id)
        if (!is_hex(character)) return {};
    return id;
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t index = 0; index < text.size(); ++index) {
        const bool dash = index == 8 || index == 13 || index == 18 || index == 23;
        if (dash ? text[index] != '-' : !is_hex(text[index])) return false;
    }
    return true;
}

}  // namespace hub
