#pragma once

#include <string>
#include <vector>

#include "queues/message_filter.hpp"
#include "router/cli/output.hpp"
#include "router/cli/settings.hpp"
#include "router/core/change.hpp"

// One function per command of `passport-hub`; each returns the process's exit code.
namespace hub::cli {

struct CommonOptions {
    std::string config = "config/hub.json";
    Output output;
};

struct ServeOptions {
    int workers = 2;
    std::string log_file;   // empty: standard error
    int handover = -1;      // set: descriptor of what the program left that this process ran before
    bool rehearse = false;  // only say whether it could be taken over
};

struct ReloadOptions {
    bool binary = false;
    std::string program;  // empty: what lies where the running one was found
};

// What the supervisor hands to a worker process.
struct WorkerOptions {
    int index = 1;
    int public_descriptor = -1;
    int operations_descriptor = -1;
    int deaths_descriptor = -1;
    int ready_descriptor = -1;
    std::string log_file;
    Changes changes{};  // of the program around the hub
};

struct ImportOptions {
    std::string what;  // shops, facilities, events or places; of a guess also empty
    std::string file;
    std::string mapping;
    bool prune = false;
    bool no_prune = false;
    bool all_or_nothing = false;
    bool dry_run = false;
    std::string month;   // 2026-05, or empty
    std::string report;  // a file, or empty
};

struct PlacesOptions {
    std::string text;    // an address, or a position
    bool lines = false;  // addresses on standard input
};

struct MessagesOptions {
    std::string id;                     // show: message id, delivery id or subject
    queues::MessageSearch search;       // which messages
    std::vector<FieldProblem> unknown;  // options that are none
    std::vector<std::string> ids;       // park, drop, replay: message or delivery ids
    std::string by;
    std::string reason;
    bool yes = false;  // nobody is asked
    bool dry_run = false;
    std::string per_second = "10";
    std::string data_file;  // empty: the payload stays as it is
};

struct ShopsOptions {
    std::int64_t shop_temp_id = 0;
    std::string decided_by;
};

struct AlarmsOptions {
    std::int64_t id = 0;
    std::string by;
    std::string reason;
};

struct SchedulesOptions {
    std::string name;
    std::string cron;        // set: either this
    std::string at;          // or this, RFC 3339
    std::string days = "every";
    std::string if_missed = "fire";
    int grace_minutes = 5;
    std::string type;
    std::string subject;
    std::string data_file;
    std::string by = "operator";
    bool yes = false;
};

struct AgentOptions {
    std::string text;         // explain: one sentence
    bool lines = false;       // explain: JSON lines from standard input instead
    std::string directory;    // of the export; empty: the configured one
    bool no_catalog = false;  // without the catalog's names of places and shops
    std::string places_file;  // more places; empty: none
};

int serve(const CommonOptions& common, const ServeOptions& options, const std::string& program);
int worker(const CommonOptions& common, const WorkerOptions& options);
int check(const CommonOptions& common, bool offline);
int reload(const CommonOptions& common);
int upgrade(const CommonOptions& common, const ReloadOptions& options);
// `account_key_is_lost`: addresses are sealed with the configured key, although others are sealed with another one.
int migrate(const CommonOptions& common, bool account_key_is_lost);
int routes(const CommonOptions& common);
int import_file(const CommonOptions& common, const ImportOptions& options);
int import_towns(const CommonOptions& common, const ImportOptions& options);
int import_areas(const CommonOptions& common, const ImportOptions& options);
int normalise_addresses(const CommonOptions& common, const PlacesOptions& options);
int places_at(const CommonOptions& common, const PlacesOptions& options);
int guess_mapping(const CommonOptions& common, const ImportOptions& options);
int list_messages(const CommonOptions& common, const MessagesOptions& options);
int show_message(const CommonOptions& common, const MessagesOptions& options);
int park_messages(const CommonOptions& common, const MessagesOptions& options);
int drop_messages(const CommonOptions& common, const MessagesOptions& options);
int replay_messages(const CommonOptions& common, const MessagesOptions& options);
int list_applications(const CommonOptions& common);
int approve_shop(const CommonOptions& common, const ShopsOptions& options);
int list_alarms(const CommonOptions& common);
int acknowledge_alarm(const CommonOptions& common, const AlarmsOptions& options);
int list_schedules(const CommonOptions& common);
int show_schedule(const CommonOptions& common, const SchedulesOptions& options);
int set_schedule(const CommonOptions& common, const SchedulesOptions& options);
int pause_schedule(const CommonOptions& common, const SchedulesOptions& options);
int resume_schedule(const CommonOptions& common, const SchedulesOptions& options);
int explain_agent(const CommonOptions& common, const AgentOptions& options);
int check_agent(const CommonOptions& common, const AgentOptions& options);
int remove_schedule(const CommonOptions& common, const SchedulesOptions& options);

}  // namespace hub::cli
