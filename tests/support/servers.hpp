#pragma once

#include <map>
#include <string>

#include "router/runtime/database.hpp"

namespace hub::test {

// A private PostgreSQL (roles and an empty database "passport") and Redis for one test binary, made by
// config/deploy/services.sh in a directory below /tmp. They are stopped and removed when the process ends, however it
// ends. Every command blocks until it is done and throws std::runtime_error when it fails.
class Servers {
public:
    // Started at the first call.
    static Servers& shared();

    runtime::DatabaseSettings application() const { return database("passport_app", "database_application_password"); }
    runtime::DatabaseSettings owner() const { return database("passport_owner", "database_owner_password"); }
    int redis_port() const { return std::stoi(environment_.at("PASSPORT_HUB_REDIS_PORT")); }
    int postgres_port() const { return std::stoi(environment_.at("PASSPORT_HUB_POSTGRES_PORT")); }
    // PASSPORT_HUB_... as services.sh printed them; PASSPORT_HUB_HOME is the directory.
    const std::map<std::string, std::string>& environment() const { return environment_; }

    void stop_redis() { run("stop-redis"); }
    void start_redis() { run("start-redis"); }
    void kill_redis() { run("kill-redis"); }
    void freeze_redis() { run("freeze-redis"); }
    void thaw_redis() { run("thaw-redis"); }
    void flush_redis() { run("flush-redis"); }

    void stop_postgresql() { run("stop-postgresql"); }
    void start_postgresql() { run("start-postgresql"); }
    void kill_postgresql() { run("kill-postgresql"); }
    void freeze_postgresql() { run("freeze-postgresql"); }
    void thaw_postgresql() { run("thaw-postgresql"); }

private:
    Servers();
    std::string run(const std::string& command) const;
    runtime::DatabaseSettings database(const std::string& role, const std::string& secret) const;

    std::string home_;
    std::map<std::string, std::string> environment_;
};

}  // namespace hub::test
