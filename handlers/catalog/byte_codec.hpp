#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

// Numbers and texts as bytes, little-endian; for cursors and the catalog's copy on disk.
namespace hub::catalog {

class ByteWriter {
public:
    void byte(std::uint8_t value) { bytes_ += static_cast<char>(value); }
    void integer(std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(value >> shift));
    }
    void integer(std::int64_t value) { integer(static_cast<std::uint64_t>(value)); }
    void number(double value) { integer(std::bit_cast<std::uint64_t>(value)); }
    // Length as seven bits a byte, then the bytes.
    void text(std::string_view value) {
        length(value.size());
        bytes_ += value;
    }
    void length(std::size_t value) {
        for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>(0x80 | (value & 0x7F)));
        byte(static_cast<std::uint8_t>(value));
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

// Never reads beyond the end: what is missing reads as zero or empty and ok() is false from then on.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    std::uint8_t byte() {
        if (rest_.empty()) ok_ = false;
        if (!ok_) return 0;
        const auto value = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return value;
    }
    std::uint64_t unsigned_integer() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 8) value |= std::uint64_t{byte()} << shift;
        return value;
    }
    std::int64_t integer() { return static_cast<std::int64_t>(unsigned_integer()); }
    double number() { return std::bit_cast<double>(unsigned_integer()); }
    std::size_t length() {
        std::size_t value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            const auto part = byte();
            value |= static_cast<std::size_t>(part & 0x7FU) << shift;
            if (part < 0x80) return value;
        }
        ok_ = false;
        return 0;
    }
    // A count of things that take at least one byte each: never more than bytes are left.
    std::size_t count() {
        const auto value = length();
        if (value > rest_.size()) ok_ = false;
        return ok_ ? value : 0;
    }
    std::string text() {
        const auto size = count();
        const auto value = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return std::string(value);
    }
    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace hub::catalog
