#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace hub::test {

// The reference data beside the checkout (or where PASSPORT_HUB_SHARED says). Third parties' samples and schemas are
// read from there and never copied into the repository.
inline std::filesystem::path shared_directory() {
    if (const char* named = std::getenv("PASSPORT_HUB_SHARED")) return named;
    return std::filesystem::path(HUB_SOURCE_DIRECTORY).parent_path() / "shared";
}

// A file below it; empty when it is not there, which is for tests a reason to be skipped and to say so.
inline std::optional<std::string> shared_file(const std::string& path) {
    std::ifstream file(shared_directory() / path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace hub::test
