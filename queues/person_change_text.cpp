#include "queues/person_change.hpp"
#include "router/core/json.hpp"

namespace hub::queues {
namespace {

void write_chosen(json::Writer& writer, const ChosenDelivery& chosen) {
    writer.member("delivery", chosen.view.id);
    writer.member("message_id", chosen.message_id);
    writer.member("type", chosen.type);
    if (!chosen.subject.empty()) writer.member("subject", chosen.subject);
    writer.member("connector", chosen.connector);
    if (!chosen.recipient.empty()) writer.member("recipient", chosen.recipient);
    if (!chosen.error_code.empty()) writer.member("error_code", chosen.error_code);
}

std::string line_of(const ChosenDelivery& chosen) {
    return "  delivery " + std::to_string(chosen.view.id) + "  " + chosen.type + "  " + chosen.subject + "  -> " +
           chosen.connector + (chosen.recipient.empty() ? "" : " " + chosen.recipient);
}

std::string meaning_of(PersonChange change) {
    switch (change) {
        case PersonChange::park: return "Parked: not sent until somebody replays it.";
        case PersonChange::drop: return "Dropped: given up for good, never sent, not even by a replay.";
        case PersonChange::replay: return "Replayed: sent again under the same key, with its attempts counted anew.";
    }
    return {};
}

std::string duration_of(std::size_t count, int per_second) {
    const auto seconds = count / static_cast<std::size_t>(per_second);
    if (seconds < 120) return std::to_string(seconds) + " s";
    return std::to_string(seconds / 60) + " min";
}

}  // namespace

std::string to_json(const ChangeReport& report) {
    json::Writer writer;
    writer.begin_object();
    writer.member("change", to_string(report.change));
    writer.member("dry_run", report.only_looked);
    writer.key("changed");
    writer.begin_array();
    for (const auto& [chosen, transition] : report.changed) {
        writer.begin_object();
        write_chosen(writer, chosen);
        writer.member("from", to_string(transition.from));
        writer.member("to", to_string(transition.to));
        writer.end_object();
    }
    writer.end_array();
    writer.key("left");
    writer.begin_array();
    for (const auto& [what, why] : report.left) {
        writer.begin_object();
        writer.member("what", what);
        writer.member("why", why);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string to_text(const ChangeReport& report) {
    std::string text = (report.only_looked ? "Not done, this would happen. " : "") + meaning_of(report.change) + "\n";
    for (const auto& [chosen, transition] : report.changed)
        text += line_of(chosen) + "  " + std::string(to_string(transition.from)) + " -> " +
                std::string(to_string(transition.to)) + "\n";
    for (const auto& [what, why] : report.left) text += "  left as it is: " + what + " " + why + "\n";
    text.pop_back();
    return text;
}

std::string to_json(const ReplayOfMany& replay) {
    json::Writer writer;
    writer.begin_object();
    writer.member("dry_run", replay.only_looked);
    writer.member("matched", replay.matched);
    writer.member("replayed", replay.replayed);
    writer.member("per_second", replay.per_second);
    if (replay.unknown_left_out) writer.member("unknown_left_out", true);
    if (!replay.next.empty()) writer.member("next", replay.next);
    writer.key("first");
    writer.begin_array();
    for (const auto& chosen : replay.first) {
        writer.begin_object();
        write_chosen(writer, chosen);
        writer.member("state", to_string(chosen.view.state));
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string to_text(const ReplayOfMany& replay) {
    const std::string left_out =
        replay.unknown_left_out ? "\nDeliveries whose outcome is unknown match too. They may have arrived, so they are "
                                  "replayed only with --state unknown."
                                : "";
    if (replay.matched == 0) return "No delivery that could be replayed matches." + left_out;
    std::string text = replay.only_looked ? std::to_string(replay.matched) + " deliveries would be replayed"
                                          : std::to_string(replay.replayed) + " of " + std::to_string(replay.matched) +
                                                " deliveries replayed";
    text += ", " + std::to_string(replay.per_second) + " a second: over " +
            duration_of(replay.matched, replay.per_second) + ".";
    if (!replay.only_looked && replay.replayed < replay.matched)
        text += " The others had been changed in the meantime.";
    for (const auto& chosen : replay.first)
        text += "\n" + line_of(chosen) + "  " + std::string(to_string(chosen.view.state));
    if (replay.matched > replay.first.size())
        text += "\n  and " + std::to_string(replay.matched - replay.first.size()) + " more";
    return text + left_out;
}

}  // namespace hub::queues
