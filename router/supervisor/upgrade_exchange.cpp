#include "router/supervisor/upgrade_exchange.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

#include "router/core/json.hpp"

namespace hub::supervisor {
namespace {

using State = UpgradeReport::State;

constexpr char kRequest[] = "upgrade.request";
constexpr char kReport[] = "upgrade.report";
constexpr std::size_t kMostBytes = 16 * 1024;
constexpr std::array<std::pair<State, std::string_view>, 4> kStates{
    {{State::checking, "checking"}, {State::replacing, "replacing"}, {State::done, "done"}, {State::failed, "failed"}}};

std::string_view name_of(State state) {
    for (const auto& [known, name] : kStates)
        if (known == state) return name;
    return {};
}

std::optional<State> state_of(std::string_view text) {
    for (const auto& [known, name] : kStates)
        if (name == text) return known;
    return std::nullopt;
}

std::optional<json::Document> read_json(const std::string& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;
    std::string text(kMostBytes, '\0');
    const auto length = read(descriptor, text.data(), text.size());
    close(descriptor);
    if (length <= 0) return std::nullopt;
    text.resize(static_cast<std::size_t>(length));
    auto document = json::Document::parse(text);
    return document ? std::optional(std::move(*document)) : std::nullopt;
}

std::string text_of(const json::Value& object, std::string_view name) {
    return std::string(object.string(name).value_or(""));
}

}  // namespace

Result<void> UpgradeExchange::replace(const std::string& name, const std::string& text) const {
    const auto path = directory_ + "/" + name;
    const auto fresh = path + ".new";
    const int descriptor = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool written = descriptor >= 0 && write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (descriptor >= 0) written = close(descriptor) == 0 && written;
    if (written && std::rename(fresh.c_str(), path.c_str()) == 0) return Result<void>::success();
    return Error{ErrorKind::permanent, "upgrade.unwritable", path + " cannot be written: " + std::strerror(errno)};
}

Result<void> UpgradeExchange::ask(const UpgradeRequest& request) const {
    json::Writer writer;
    writer.begin_object();
    writer.member("id", request.id);
    writer.member("program", request.program);
    writer.end_object();
    return replace(kRequest, writer.take());
}

void UpgradeExchange::withdraw() const { unlink((directory_ + "/" + kRequest).c_str()); }

std::optional<UpgradeRequest> UpgradeExchange::take() const {
    const auto document = read_json(directory_ + "/" + kRequest);
    withdraw();
    if (!document) return std::nullopt;
    UpgradeRequest request{text_of(document->root(), "id"), text_of(document->root(), "program")};
    if (request.id.empty() || !request.program.starts_with('/')) return std::nullopt;
    return request;
}

void UpgradeExchange::tell(const UpgradeReport& report) const {
    json::Writer writer;
    writer.begin_object();
    writer.member("id", report.id);
    writer.member("state", name_of(report.state));
    writer.member("replaced", report.replaced);
    writer.member("workers", report.workers);
    writer.member("why", report.why);
    writer.end_object();
    (void)replace(kReport, writer.take());
}

std::optional<UpgradeReport> UpgradeExchange::report() const {
    const auto document = read_json(directory_ + "/" + kReport);
    if (!document) return std::nullopt;
    const auto root = document->root();
    const auto state = state_of(text_of(root, "state"));
    if (!state) return std::nullopt;
    return UpgradeReport{text_of(root, "id"), *state, static_cast<int>(root.integer("replaced").value_or(0)),
                         static_cast<int>(root.integer("workers").value_or(0)), text_of(root, "why")};
}

}  // namespace hub::supervisor
