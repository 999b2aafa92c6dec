#include "portal/pages/read_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace hub::portal {

Result<std::string> read_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream.is_open() || stream.bad())
        return Error{ErrorKind::invalid, "pages.file", path + " cannot be read: " + std::strerror(errno)};
    return content;
}

}  // namespace hub::portal
