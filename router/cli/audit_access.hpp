#pragma once

#include <functional>

#include "handlers/staff/audit_pages.hpp"

namespace hub::cli {

// hub::staff::AuditReader on the audit that the queues keep.
class AuditAccess final : public staff::AuditReader {
public:
    // `intact`: what the keeper of the audit found last; called from any thread.
    explicit AuditAccess(std::function<bool()> intact) : intact_(std::move(intact)) {}

    Result<std::vector<std::string>> read(UnitOfWork& unit_of_work, const staff::AuditQuestion& question,
                                          std::size_t most) override;
    Result<std::string> read_csv(UnitOfWork& unit_of_work, const staff::AuditQuestion& question,
                                 std::size_t most) override;
    void note(UnitOfWork& unit_of_work, const std::string& actor, const std::string& action,
              const staff::AuditQuestion& question) override;
    bool is_intact() const override { return intact_(); }

private:
    const std::function<bool()> intact_;
};

}  // namespace hub::cli
