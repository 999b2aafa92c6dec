#include "tests/faults/program/publish.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include <pqxx/pqxx>

#include "router/cli/database_access.hpp"
#include "router/core/failpoint.hpp"
#include "router/core/json.hpp"
#include "router/core/message.hpp"

namespace hub::faults {
namespace {

constexpr std::chrono::seconds kLongest{60};

// What makes a message impossible: the worker dies that is about to send it (crash), it is no mail for which there
// could be an address (address), it is larger than any mail may be (oversized), its heads would be two (encoding), it
// is something else than the connector was built for (shape). Empty: it is a good one.
std::string mail_data(const std::string& subject, const std::string& poison) {
    json::Writer writer;
    writer.begin_object();
    writer.member("kind", poison == "shape" ? "telegram" : "transactional");
    writer.member("subject", poison == "encoding" ? subject + "\r\nBcc: others@example.jp" : subject);
    const std::string text = poison == "crash" ? "POISON" : "Message " + subject + " of the fault tests.";
    writer.member("text", poison == "oversized" ? std::string(2 * 1024 * 1024, 'x') : text);
    writer.member("html", "<p>A mail of the fault tests.</p>");
    writer.key("to");
    writer.begin_array();
    writer.begin_object();
    writer.member("address", subject + (poison == "address" ? "@@" : "@") + "recipients.example.jp");
    writer.member("name", "");
    writer.end_object();
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::vector<std::string> words_of(const char* text) {
    std::vector<std::string> words;
    std::istringstream stream(text ? text : "");
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

void write_business_rows(UnitOfWork& unit_of_work, const std::string& run, int from, int until) {
    runtime::native(unit_of_work)
        .exec_params0(
            "INSERT INTO public.fault_request (name) SELECT $1 || '-' || n FROM generate_series($2::int, $3::int) n",
            run, from, until);
}

// Which of the messages are impossible: every so many, of these kinds in turn. Zero: none.
struct Poison {
    int every = 0;
    std::vector<std::string> kinds{};

    std::string of(int number) const {
        if (every == 0 || number % every != 0) return {};
        return kinds[static_cast<std::size_t>(number / every) % kinds.size()];
    }
};

// All of it in one transaction: the business rows and the messages.
void accept(UnitOfWork& unit_of_work, const std::string& run, int messages, const std::vector<std::string>& types,
            const Poison& poison) {
    HUB_FAILPOINT("K2.before");
    write_business_rows(unit_of_work, run, 1, messages / 2);
    HUB_FAILPOINT("K2.inside");
    write_business_rows(unit_of_work, run, messages / 2 + 1, messages);
    for (int number = 1; number <= messages; ++number) {
        const auto name = run + "-" + std::to_string(number);
        auto message = make_message(system_clock(), "/cli", types[static_cast<std::size_t>(number) % types.size()],
                                    mail_data(name, poison.of(number)));
        message.subject = name;
        unit_of_work.publish(std::move(message));
    }
}

Result<std::string> accept_asked(UnitOfWork& unit_of_work, const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    const auto data = document->root();
    const auto count = static_cast<int>(data.integer("count").value_or(0));
    std::vector<std::string> types;
    for (const auto& type : data.find("types")->elements()) types.emplace_back(type.as_string().value_or(""));
    accept(unit_of_work, std::string(data.string("run").value_or("")), count, types, {});
    return "{\"accepted\":" + std::to_string(count) + "}";
}

}  // namespace

Changes accepting() { return {{"fault.accept", accept_asked}}; }

int publish(int count, char** arguments) {
    if (count < 5) return 2;
    const auto configuration = cli::load_configuration(arguments[0]);
    if (!configuration) return 2;
    const std::string name = arguments[1];
    const int messages = std::stoi(arguments[2]);
    const int most = std::stoi(arguments[3]);
    const std::vector<std::string> types(arguments + 4, arguments + count);
    const char* const every = std::getenv("PASSPORT_HUB_TEST_POISON_EVERY");
    const Poison poison{every ? std::stoi(every) : 0, words_of(std::getenv("PASSPORT_HUB_TEST_POISON_KINDS"))};
    const auto database = cli::open_database(*configuration);
    for (int left = messages, runs = 1; left > 0; left -= most, ++runs) {
        const int now = std::min(left, most);
        const auto done = database->run_here(
            [&](UnitOfWork& unit_of_work) -> Result<void> {
                accept(unit_of_work, name + "." + std::to_string(runs), now, types, poison);
                return Result<void>::success();
            },
            Deadline::after(system_clock(), kLongest));
        if (!done) {
            std::printf("%s\n", done.error().code.c_str());
            return 1;
        }
        std::printf("accepted %d\n", now);
        std::fflush(stdout);
    }
    return 0;
}

}  // namespace hub::faults
