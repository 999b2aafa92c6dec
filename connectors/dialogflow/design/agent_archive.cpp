#include <zip.h>

#include <memory>

#include "connectors/dialogflow/design/agent_files.hpp"

namespace hub::dialogflow::design {
namespace {

// The earliest time a ZIP can name: it shall not tell when it was written.
constexpr zip_uint16_t kNoTime = 0;
constexpr zip_uint16_t kFirstOfJanuary1980 = (1 << 5) | 1;

Error bad_archive(std::string detail) { return {ErrorKind::invalid, "agent.bad_archive", std::move(detail)}; }

Error cannot_pack(zip_t* archive) {
    return {ErrorKind::bug, "agent.not_packed", std::string("the archive cannot be made: ") + zip_strerror(archive)};
}

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;

bool is_inside(std::string_view path) {
    return !path.empty() && !path.starts_with('/') && path.find("..") == std::string_view::npos &&
           path.find('\\') == std::string_view::npos;
}

// Adds the files; the archive only points to their content.
bool add_all(zip_t* archive, const AgentFiles& files) {
    for (const auto& [path, content] : files) {
        auto* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        if (source == nullptr) return false;
        const auto index = zip_file_add(archive, path.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            zip_source_free(source);
            return false;
        }
        const auto entry = static_cast<zip_uint64_t>(index);
        if (zip_file_set_dostime(archive, entry, kNoTime, kFirstOfJanuary1980, 0) != 0 ||
            zip_set_file_compression(archive, entry, ZIP_CM_DEFLATE, 9) != 0)
            return false;
    }
    return true;
}

Result<std::string> content_of(zip_source_t* source) {
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
        return bad_archive("the archive cannot be read back");
    std::string bytes(stat.size, '\0');
    const auto read = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (read != static_cast<zip_int64_t>(bytes.size())) return bad_archive("the archive cannot be read back");
    return bytes;
}

Result<std::string> entry_content(zip_t* archive, zip_uint64_t index, std::size_t room) {
    zip_stat_t stat;
    if (zip_stat_index(archive, index, 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
        return bad_archive("a file of the archive is damaged");
    if (stat.size > room) return bad_archive("the archive is too large for an agent's export");
    const std::unique_ptr<zip_file_t, Discard> file(zip_fopen_index(archive, index, 0));
    std::string content(stat.size, '\0');
    if (!file || zip_fread(file.get(), content.data(), content.size()) != static_cast<zip_int64_t>(content.size()))
        return bad_archive("a file of the archive is damaged");
    return content;
}

}  // namespace

Result<std::string> to_zip(const AgentFiles& files) {
    zip_error_t failure;
    zip_error_init(&failure);
    Source source(zip_source_buffer_create(nullptr, 0, 0, &failure));
    if (!source) return Error{ErrorKind::bug, "agent.not_packed", "the archive cannot be made"};
    zip_source_keep(source.get());  // the archive takes one reference, the bytes are read through the other
    Archive archive(zip_open_from_source(source.get(), ZIP_TRUNCATE, &failure));
    if (!archive) {
        zip_source_free(source.get());
        return Error{ErrorKind::bug, "agent.not_packed", "the archive cannot be made"};
    }
    if (!add_all(archive.get(), files) || zip_close(archive.get()) != 0) return cannot_pack(archive.get());
    (void)archive.release();  // closed
    return content_of(source.get());
}

Result<AgentFiles> from_zip(std::string_view zip) {
    zip_error_t failure;
    zip_error_init(&failure);
    auto* source = zip_source_buffer_create(zip.data(), zip.size(), 0, &failure);
    if (source == nullptr) return bad_archive("this is no ZIP archive");
    const Archive archive(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &failure));
    if (!archive) {
        zip_source_free(source);
        return bad_archive("this is no ZIP archive, or it is damaged");
    }
    const auto count = zip_get_num_entries(archive.get(), 0);
    if (count <= 0) return bad_archive("the archive is empty");
    if (count > static_cast<zip_int64_t>(kMostFiles)) return bad_archive("the archive has too many files");
    AgentFiles files;
    std::size_t room = kMostBytes;
    for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
        const char* name = zip_get_name(archive.get(), index, ZIP_FL_ENC_GUESS);
        if (name == nullptr || !is_inside(name)) return bad_archive("the archive has a path that leads out of it");
        if (std::string_view(name).ends_with('/')) continue;
        auto content = entry_content(archive.get(), index, room);
        if (!content) return content.error();
        room -= content->size();
        files.insert_or_assign(name, std::move(*content));
    }
    return files;
}

}  // namespace hub::dialogflow::design
