#pragma once

#include <optional>
#include <string>

#include "router/core/result.hpp"

namespace hub::supervisor {

// A wish that the supervisor go over to another program.
struct UpgradeRequest {
    std::string id;       // tells its reports from those of earlier ones
    std::string program;  // absolute path
};

// How far it has come.
struct UpgradeReport {
    enum class State { checking, replacing, done, failed };

    std::string id;
    State state = State::checking;
    int replaced = 0;  // workers that run the new program
    int workers = 0;
    std::string why;  // failed: for operators; the earlier program goes on unless it says otherwise

    bool is_final() const { return state == State::done || state == State::failed; }
};

// Two files in the state directory's run/ through which `reload --binary` and the supervisor speak; each is replaced
// whole. A file and not a connection, because the supervisor that answers last is another program than the one that was
// asked.
class UpgradeExchange {
public:
    explicit UpgradeExchange(std::string directory) : directory_(std::move(directory)) {}

    // The command's side. Error: permanent "upgrade.unwritable".
    Result<void> ask(const UpgradeRequest& request) const;
    void withdraw() const;
    // Empty before the first report, or when there is none that can be read.
    std::optional<UpgradeReport> report() const;

    // The supervisor's side. The request is gone afterwards; empty when there is none.
    std::optional<UpgradeRequest> take() const;
    // Where it cannot be written the command hears nothing and says so; the log has the same.
    void tell(const UpgradeReport& report) const;

private:
    Result<void> replace(const std::string& name, const std::string& text) const;
    const std::string directory_;
};

}  // namespace hub::supervisor
