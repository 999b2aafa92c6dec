#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "router/core/result.hpp"

namespace hub::passport_db {

// The parts of a ZIP file.
class ZipParts {
public:
    // Errors: invalid "import.damaged" when the file is no whole ZIP.
    static Result<ZipParts> open(const std::filesystem::path& file);

    bool has(const std::string& name) const;
    // A part, unpacked. Errors: invalid "import.damaged" (missing, checksum wrong), "import.too_large" (more than
    // `most_bytes`, whatever the directory of the file claims).
    Result<std::string> read(const std::string& name, std::uint64_t most_bytes) const;

private:
    struct State;
    explicit ZipParts(std::shared_ptr<State> state) : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

}  // namespace hub::passport_db
