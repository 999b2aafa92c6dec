#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "router/core/result.hpp"

namespace hub::passport_db {

// The bytes of a file, unpacked when it is gzip.
class PackedFile {
public:
    // Errors: not_found "import.no_file" (not there, not readable, not a regular file).
    static Result<PackedFile> open(const std::filesystem::path& file, std::uint64_t most_bytes);

    // The next piece, at most 64 KiB; empty at the end. Errors: invalid "import.too_large", "import.damaged".
    Result<std::string> read();
    // Back to the beginning.
    void rewind();

private:
    struct State;
    explicit PackedFile(std::shared_ptr<State> state) : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

}  // namespace hub::passport_db
