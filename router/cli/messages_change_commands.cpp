#include <charconv>

#include "queues/person_change_store.hpp"
#include "queues/sealed_members.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/confirmation.hpp"
#include "router/cli/database_access.hpp"
#include "router/cli/mail_access.hpp"

namespace hub::cli {
namespace {

constexpr const char* kNotConfirmed = "messages.not_confirmed";

using queues::PersonChange;

constexpr std::chrono::seconds kLongest{30};
constexpr std::size_t kPart = 1'000;  // deliveries of one transaction of a replay of many
constexpr std::size_t kShown = 20;
constexpr std::size_t kMostNamed = 1'000;  // ids on one command line

// What was asked for, understood.
struct Order {
    queues::NamedChange named;
    queues::MessageFilter filter;  // when nothing is named
    bool many() const { return named.ids.empty(); }
};

int read_per_second(const std::string& text, std::vector<FieldProblem>& problems) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && number >= 1 && number <= 1'000) return number;
    problems.push_back({"per-second", "must be a whole number from 1 to 1000, not \"" + text + "\""});
    return 1;
}

std::string read_data(const std::string& path, std::vector<FieldProblem>& problems) {
    if (path.empty()) return {};
    const auto text = read_file(path);
    if (!text) {
        problems.push_back({"data", path + " cannot be read"});
        return {};
    }
    auto data = queues::edited_data(*text);
    if (data) return *data;
    problems.insert(problems.end(), data.error().fields.begin(), data.error().fields.end());
    return {};
}

void check_choice(const MessagesOptions& options, PersonChange change, const queues::MessageFilter& filter,
                  std::vector<FieldProblem>& problems) {
    const bool filtered = !queues::is_everything(filter);
    if (options.ids.size() > kMostNamed) problems.push_back({"id", "at most 1000 can be named at once"});
    if (options.ids.empty() && !filtered)
        problems.push_back({"id", change == PersonChange::replay
                                      ? "is required: name deliveries, or filter what to replay"
                                      : "is required"});
    if (!options.ids.empty() && filtered) problems.push_back({"id", "name deliveries or filter them, not both"});
    if (options.ids.empty() && !options.data_file.empty())
        problems.push_back({"data", "goes to one delivery, which must be named"});
    if (!filtered) return;
    for (auto& problem : queues::problems_of_replay(filter)) problems.push_back(std::move(problem));
}

// Everything wrong with the command line at once.
Result<Order> read_order(const MessagesOptions& options, PersonChange change) {
    Order order;
    order.named.order = {change, options.by, options.reason};
    order.named.ids = options.ids;
    auto problems = options.unknown;
    for (auto& problem : queues::problems_of(order.named.order)) problems.push_back(std::move(problem));
    order.named.per_second = read_per_second(options.per_second, problems);
    order.named.data = read_data(options.data_file, problems);
    const auto filter = queues::read_filter(options.search);
    if (filter) {
        order.filter = *filter;
        check_choice(options, change, order.filter, problems);
    } else {
        problems.insert(problems.end(), filter.error().fields.begin(), filter.error().fields.end());
    }
    if (problems.empty()) return order;
    return Error{ErrorKind::invalid,
                 "messages.invalid_options",
                 "nothing was done: the command is not given like that",
                 {},
                 std::move(problems)};
}

int change_named(const CommonOptions& common, const MessagesOptions& options, const queues::NamedChange& named,
                 runtime::Database& database) {
    using Report = queues::ChangeReport;
    const auto run = [&](bool only_look) {
        return in_transaction<Report>(
            database, kLongest, [&](UnitOfWork& unit_of_work) { return queues::change_named(unit_of_work, named, only_look); });
    };
    auto report = run(true);
    if (!report) return common.output.error(report.error());
    if (!options.dry_run) {
        const bool ask = named.order.change == PersonChange::drop || report->changed.size() > 1;
        const auto confirmed =
            ask ? confirm(options.yes, kNotConfirmed, queues::to_text(*report)) : Result<void>::success();
        if (!confirmed) return common.output.error(confirmed.error());
        report = run(false);
        if (!report) return common.output.error(report.error());
    }
    common.output.line(common.output.json ? queues::to_json(*report) : queues::to_text(*report));
    return kSuccess;
}

// Part by part, each in a transaction of its own; each delivery once, also when it is parked again meanwhile.
Result<void> replay_parts(runtime::Database& database, const Order& order, queues::ReplayOfMany& replay) {
    std::int64_t last = 0;
    std::size_t index = 0;
    for (;;) {
        const auto part = in_transaction<queues::ReplayedPart>(database, kLongest, [&](UnitOfWork& unit_of_work) {
            return queues::replay_part(unit_of_work, order.named.order, order.filter, last, index,
                                       order.named.per_second, kPart);
        });
        if (!part) return part.error();
        if (part->found == 0) return Result<void>::success();
        last = part->last;
        index += part->found;
        replay.replayed += part->replayed;
        replay.matched = std::max(replay.matched, index);
    }
}

int replay_many(const CommonOptions& common, const MessagesOptions& options, const Order& order,
                runtime::Database& database) {
    using Replay = queues::ReplayOfMany;
    auto replay = in_transaction<Replay>(database, kLongest, [&](UnitOfWork& unit_of_work) -> Result<Replay> {
        return queues::look_at_replay(unit_of_work, order.filter, kShown);
    });
    if (!replay) return common.output.error(replay.error());
    replay->per_second = order.named.per_second;
    if (!options.dry_run && replay->matched > 0) {
        const auto confirmed = replay->matched > 1 ? confirm(options.yes, kNotConfirmed, queues::to_text(*replay))
                                                   : Result<void>::success();
        if (!confirmed) return common.output.error(confirmed.error());
        replay->only_looked = false;
        const auto done = replay_parts(database, order, *replay);
        if (!done) {
            auto error = done.error();
            if (replay->replayed > 0)
                error.detail += " (" + std::to_string(replay->replayed) + " had been replayed before)";
            return common.output.error(error);
        }
    }
    common.output.line(common.output.json ? queues::to_json(*replay) : queues::to_text(*replay));
    return kSuccess;
}

int change(const CommonOptions& common, const MessagesOptions& options, PersonChange what) {
    auto order = read_order(options, what);
    if (!order) return common.output.error(order.error());
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto seal = mail_seal(configuration->settings);
    if (!seal) return common.output.error(seal.error());
    if (!order->named.data.empty())
        if (const auto fits = account_key_fits(*configuration); !fits) return common.output.error(fits.error());
    order->named.data =
        queues::with_sealed_addresses(order->named.data, [&](std::string_view address) { return seal->seal(address); });
    const auto database = open_database(*configuration);
    return order->many() ? replay_many(common, options, *order, *database)
                         : change_named(common, options, order->named, *database);
}

}  // namespace

int park_messages(const CommonOptions& common, const MessagesOptions& options) {
    return change(common, options, PersonChange::park);
}

int drop_messages(const CommonOptions& common, const MessagesOptions& options) {
    return change(common, options, PersonChange::drop);
}

int replay_messages(const CommonOptions& common, const MessagesOptions& options) {
    return change(common, options, PersonChange::replay);
}

}  // namespace hub::cli
