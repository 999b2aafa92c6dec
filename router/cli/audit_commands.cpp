#include "router/cli/audit_commands.hpp"

#include <iostream>

#include "queues/audit/audit_verification.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

using namespace std::chrono_literals;
using queues::AuditFindings;
using queues::AuditRecord;

constexpr std::chrono::seconds kLongestStep{600};  // the last one may go through everything
constexpr auto kBetweenNews = 2s;

std::string verified_json(const AuditFindings& findings) {
    const auto& problems = findings.problems;
    json::Writer writer;
    writer.begin_object();
    writer.member("intact", problems.count == 0);
    writer.member("seals", findings.seals);
    writer.member("records", findings.records);
    writer.member("unsealed", findings.unsealed);
    writer.member("problem_count", problems.count);
    writer.key("problems");
    writer.begin_array();
    for (const auto& problem : problems.first) {
        writer.begin_object();
        writer.member("fault", queues::to_string(problem.fault));
        if (problem.seal > 0) writer.member("seal", problem.seal);
        if (problem.record > 0) writer.member("record", problem.record);
        writer.member("detail", problem.detail);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string verified_text(const AuditFindings& findings) {
    const auto& problems = findings.problems;
    const auto looked_at =
        std::to_string(findings.records) + " records in " + std::to_string(findings.seals) + " seals";
    if (problems.count == 0)
        return "The audit is intact: " + looked_at + "; " + std::to_string(findings.unsealed) +
               " more wait to be sealed.";
    std::string text = "The audit is NOT intact (" + looked_at + "), problems: " + std::to_string(problems.count);
    for (const auto& problem : problems.first)
        text += "\n  " + std::string(queues::to_string(problem.fault)) + "  " + problem.detail;
    if (problems.count > problems.first.size())
        text += "\n  and " + std::to_string(problems.count - problems.first.size()) + " more";
    return text;
}

// Says now and then on standard error how far it is.
class Progress {
public:
    void tell(const AuditFindings& findings) {
        const auto now = system_clock().monotonic();
        if (now - told_ < kBetweenNews) return;
        told_ = now;
        std::cerr << "passport-hub: " << findings.records << " of " << findings.of_records << " records verified ...\n";
    }

private:
    MonotonicTime told_ = system_clock().monotonic();
};

std::string shown_json(const std::vector<AuditRecord>& records, queues::Values values) {
    std::string text = "[";
    for (const auto& record : records) text += (text.size() > 1 ? "," : "") + queues::to_json(record, values);
    return text + "]";
}

std::string shown_text(const std::vector<AuditRecord>& records, const AuditOptions& options, queues::Values values) {
    if (records.empty()) return options.before > 0 ? "No older audit record matches." : "No audit record matches.";
    std::string text;
    for (const auto& record : records) text += (text.empty() ? "" : "\n") + queues::to_text(record, values);
    if (records.size() == static_cast<std::size_t>(options.limit))
        text += "\nOlder ones: --before " + std::to_string(records.back().id);
    return text;
}

}  // namespace

int verify_audit(const CommonOptions& common, const AuditOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto database = open_database(*configuration);
    const auto path = options.heads.empty() ? audit_head_file(configuration->settings) : options.heads;
    queues::AuditVerification verification(path);
    Progress progress;
    for (bool more = true; more; progress.tell(verification.findings())) {
        const auto stepped = in_transaction<bool>(
            *database, kLongestStep,
            [&](UnitOfWork& unit_of_work) -> Result<bool> { return verification.step(runtime::native(unit_of_work)); });
        if (!stepped) return common.output.error(stepped.error());
        more = *stepped;
    }
    const auto& findings = verification.findings();
    common.output.line(common.output.json ? verified_json(findings) : verified_text(findings));
    return findings.problems.count == 0 ? kSuccess : kDifferent;
}

int show_audit(const CommonOptions& common, const AuditOptions& options) {
    const auto filter = queues::read_audit_filter(options.search);
    if (!filter) return common.output.error(filter.error());
    const auto values = options.values ? queues::Values::shown : queues::Values::left_out;
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto records =
            queues::newest_records(unit_of_work, *filter, options.before, static_cast<std::size_t>(options.limit));
        if (options.values)
            if (auto noted = queues::note_reading(unit_of_work, options.by, "audit.show", options.search); !noted)
                return noted.error();
        return common.output.json ? shown_json(records, values) : shown_text(records, options, values);
    });
}

int erase_audit(const CommonOptions& common, const AuditOptions& options) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto erased = queues::erase_values(unit_of_work, options.by, options.reason, options.object);
        if (!erased) return erased.error();
        const auto count = std::to_string(*erased);
        if (common.output.json) return R"({"erased":)" + count + "}";
        return "Erased the values of " + count + " records about " + options.object + ".";
    });
}

}  // namespace hub::cli
