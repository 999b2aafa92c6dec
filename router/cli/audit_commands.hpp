#pragma once

#include "queues/audit/audit_read.hpp"
#include "router/cli/commands.hpp"

// passport-hub audit: who did what, proof that nobody changed it, and what is told to whom.
namespace hub::cli {

struct AuditOptions {
    queues::AuditSearch search;  // show, export
    int limit = 50;              // show
    std::int64_t before = 0;     // show: only records before this one
    bool values = false;         // show
    std::string heads;           // verify: a head file; empty: that of the state directory
    std::string format = "csv";  // export: csv or lines
    std::string file;            // export; empty: standard output
    std::string object;          // erase
    std::string by = "operator";
    std::string reason;  // erase
};

int verify_audit(const CommonOptions& common, const AuditOptions& options);
int export_audit(const CommonOptions& common, const AuditOptions& options);
int show_audit(const CommonOptions& common, const AuditOptions& options);
int erase_audit(const CommonOptions& common, const AuditOptions& options);

}  // namespace hub::cli
