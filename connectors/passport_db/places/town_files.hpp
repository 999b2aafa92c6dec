#pragma once

#include <filesystem>
#include <vector>

#include "connectors/passport_db/places/town_list.hpp"

namespace hub::passport_db {

// The files of a list of towns: PREFECTURE/MUNICIPALITY.json (大阪府/堺市堺区.json) inside an archive (tar, also in
// gzip) or a folder; in the order of their names. Other files are passed over. Errors: not_found "import.no_file";
// invalid "import.damaged" (not an archive, truncated, a file or folder that cannot be read), "import.too_large" (more
// than 64 MiB unpacked or 4,000 files), "towns.none" (no such file).
Result<std::vector<TownFile>> read_town_files(const std::filesystem::path& archive_or_folder);

}  // namespace hub::passport_db
