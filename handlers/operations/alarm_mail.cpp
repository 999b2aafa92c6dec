#include "handlers/operations/alarm_mail.hpp"

#include <algorithm>

#include "router/core/japanese_time.hpp"
#include "router/core/json.hpp"

namespace hub::operations {
namespace {

struct Told {
    std::string name;
    std::string subject;
    std::string began_at;
    std::string over_at;
    std::string detail;
    std::string advice;
    std::string acknowledged;
};

// A subject must not start another header, nor an alarm another paragraph.
std::string one_line(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char byte) { return byte < 0x20 || byte == 0x7F; }, ' ');
    return line;
}

// "2026-11-20 19:28 in Japan".
std::string minute_in_japan(std::string_view rfc3339) {
    const auto text = japanese_text(rfc3339);
    return text.empty() ? text : text.substr(0, 16) + " in Japan";
}

Told told_from(const json::Value& alarm) {
    const auto text = [&alarm](const char* name) { return one_line(alarm.string(name).value_or("")); };
    Told told{text("name"),
              text("subject"),
              minute_in_japan(text("began_at")),
              minute_in_japan(text("over_at")),
              text("detail"),
              text("advice"),
              text("acknowledged_by")};
    if (told.name.empty()) told.name = text("kind");
    if (!told.acknowledged.empty()) told.acknowledged += ": " + text("acknowledged_reason");
    return told;
}

std::string headline(const std::vector<Told>& alarms, std::size_t count, bool over) {
    const auto first = alarms.front().name + " (" + alarms.front().subject + ")";
    const std::string what = over ? "over" : "ALARM";
    return "[Passport Hub] " + what + ": " + first + (count > 1 ? " and " + std::to_string(count - 1) + " more" : "");
}

std::string paragraph(const Told& alarm, bool over) {
    std::string text = alarm.name + ": " + alarm.subject + "\n  since " + alarm.began_at + "\n";
    if (over) text += "  over at " + alarm.over_at + "\n";
    if (!alarm.detail.empty()) text += std::string("  ") + (over ? "it was: " : "") + alarm.detail + "\n";
    if (!alarm.acknowledged.empty()) text += "  acknowledged by " + alarm.acknowledged + "\n";
    if (!over && !alarm.advice.empty()) text += "  " + alarm.advice + "\n";
    return text;
}

std::string letter(const std::vector<Told>& alarms, std::size_t count, bool over) {
    std::string text = over ? "No longer the case:\n" : "Somebody has to look at this:\n";
    for (const auto& alarm : alarms) text += "\n" + paragraph(alarm, over);
    if (count > alarms.size()) text += "\nand " + std::to_string(count - alarms.size()) + " more.\n";
    text += "\nAll alarms: passport-hub alarms list, or the operations page.\n";
    if (!over) text += "You will get one more mail about each when it is over, and none in between.\n";
    return text;
}

}  // namespace

Result<Message> AlarmMail::translate(const Message& message) const {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    Error problems{ErrorKind::invalid, "alarm.invalid", "the event " + message.type + " is incomplete"};
    const auto to = document->root().string("to");
    if (!to || to->find('@') == std::string_view::npos) problems.fields.push_back({"/to", "must be a mail address"});
    std::vector<Told> alarms;
    if (const auto list = document->root().find("alarms"))
        for (const auto& alarm : list->elements()) alarms.push_back(told_from(alarm));
    if (alarms.empty()) problems.fields.push_back({"/alarms", "must name at least one alarm"});
    if (!problems.fields.empty()) return problems;

    const bool over = message.type == "alarm.over";
    const auto count = alarms.size() + static_cast<std::size_t>(
                                           std::max<std::int64_t>(0, document->root().integer("more").value_or(0)));
    json::Writer writer;
    writer.begin_object();
    writer.key("to");
    writer.begin_array();
    writer.begin_object();
    writer.member("address", *to);
    writer.end_object();
    writer.end_array();
    writer.member("subject", headline(alarms, count, over));
    writer.member("text", letter(alarms, count, over));
    writer.member("kind", "transactional");
    writer.end_object();
    auto mail = make_message_from(message, clock_, "/handlers/operations", "mail.send", writer.take());
    mail.subject = message.subject;
    return mail;
}

}  // namespace hub::operations
