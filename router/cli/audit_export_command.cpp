#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

#include "router/cli/audit_commands.hpp"
#include "router/cli/database_access.hpp"

namespace hub::cli {
namespace {

constexpr std::chrono::seconds kLongest{60};
constexpr std::size_t kAtOnce = 500;

// Standard output, or a new file that only its owner reads and that is removed unless it becomes whole.
class Target {
public:
    static Result<Target> open(const std::string& file) {
        Target target(STDOUT_FILENO, file);
        if (file.empty()) return target;
        target.descriptor_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (target.descriptor_ < 0)
            return Error{ErrorKind::invalid, "audit.file", file + " cannot be made: " + std::strerror(errno)};
        return target;
    }
    Target(Target&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)), file_(std::move(other.file_)) {}
    ~Target() {
        if (file_.empty() || descriptor_ < 0) return;
        ::close(descriptor_);
        if (!whole_) ::unlink(file_.c_str());
    }

    Result<void> write(std::string_view text) {
        while (!text.empty()) {
            const auto count = ::write(descriptor_, text.data(), text.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0)
                return Error{ErrorKind::transient, "audit.file",
                             std::string("the export cannot be written: ") + std::strerror(errno)};
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        return Result<void>::success();
    }
    void keep() { whole_ = true; }

private:
    Target(int descriptor, std::string file) : descriptor_(descriptor), file_(std::move(file)) {}

    int descriptor_;
    std::string file_;
    bool whole_ = false;
};

// A page of records as text; moves `last` behind it. Empty at the end.
Result<std::string> next_page(runtime::Database& database, const queues::AuditFilter& filter, bool csv,
                              std::int64_t& last, std::size_t& count) {
    return in_transaction<std::string>(database, kLongest, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        std::string text;
        const auto records = queues::records_behind(unit_of_work, filter, last, kAtOnce);
        for (const auto& record : records)
            text += csv ? queues::csv_line(record) : queues::to_json(record, queues::Values::shown) + "\n";
        if (!records.empty()) last = records.back().id;
        count += records.size();
        return text;
    });
}

Result<std::size_t> write_all(runtime::Database& database, const queues::AuditFilter& filter, bool csv,
                              Target& target) {
    // With a byte order mark spreadsheets read it as UTF-8.
    auto text = csv ? Result<std::string>("\xEF\xBB\xBF" + queues::csv_header()) : Result<std::string>(std::string());
    std::int64_t last = 0;
    std::size_t count = 0;
    do {
        if (auto written = target.write(*text); !written) return written.error();
        text = next_page(database, filter, csv, last, count);
        if (!text) return text.error();
    } while (!text->empty());
    target.keep();
    return count;
}

}  // namespace

int export_audit(const CommonOptions& common, const AuditOptions& options) {
    const auto filter = queues::read_audit_filter(options.search);
    if (!filter) return common.output.error(filter.error());
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto database = open_database(*configuration);
    const auto noted = in_transaction<bool>(*database, kLongest, [&](UnitOfWork& unit_of_work) -> Result<bool> {
        if (auto done = queues::note_reading(unit_of_work, options.by, "audit.export", options.search); !done)
            return done.error();
        return true;
    });
    if (!noted) return common.output.error(noted.error());
    auto target = Target::open(options.file);
    if (!target) return common.output.error(target.error());
    const auto count = write_all(*database, *filter, options.format == "csv", *target);
    if (!count) return common.output.error(count.error());
    const auto number = std::to_string(*count);
    // What is written to standard output is the export and nothing else.
    if (options.file.empty()) std::cerr << "passport-hub: " << number << " records exported\n";
    else if (common.output.json) common.output.line(R"({"records":)" + number + "}");
    else common.output.line("Exported " + number + " records to " + options.file + ".");
    return kSuccess;
}

}  // namespace hub::cli
