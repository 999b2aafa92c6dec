#include "handlers/accounts/account_records.hpp"

namespace hub::accounts {
namespace {

void write_second_step(json::Writer& writer, const std::optional<SecondStep>& step) {
    writer.key("second_step");
    writer.begin_object();
    writer.member("method", step ? name_of(step->method) : "none");
    if (step) {
        writer.member("began_at", to_rfc3339(step->began_at));
        writer.member("recovery_codes", step->recovery_codes);
    }
    writer.end_object();
}

}  // namespace

void write_time(json::Writer& writer, std::string_view name, const std::optional<WallTime>& time) {
    if (time) writer.member(name, to_rfc3339(*time));
}

void write_text(json::Writer& writer, std::string_view name, const std::string& text) {
    if (!text.empty()) writer.member(name, text);
}

void write_records(json::Writer& writer, const std::vector<Session>& sessions, const std::optional<SecondStep>& step,
                   const AccountRecords& records) {
    write_list(writer, "sessions", sessions, [&](const Session& session) {
        writer.member("began_at", to_rfc3339(session.began_at));
        writer.member("seen_at", to_rfc3339(session.seen_at));
    });
    write_second_step(writer, step);
    write_list(writer, "links", records.links, [&](const LinkRecord& link) {
        writer.member("purpose", link.purpose);
        writer.member("asked_at", to_rfc3339(link.asked_at));
        writer.member("expires_at", to_rfc3339(link.expires_at));
        write_time(writer, "used_at", link.used_at);
        write_text(writer, "mail", link.mail);
    });
    write_list(writer, "messages", records.messages, [&](const MessageRecord& message) {
        writer.member("message_id", message.message_id);
        writer.member("type", message.type);
        writer.member("at", to_rfc3339(message.at));
    });
    write_list(writer, "staff_actions", records.staff_actions, [&](const StaffAction& action) {
        writer.member("action", action.action);
        writer.member("at", to_rfc3339(action.at));
        write_text(writer, "role", action.role);
        write_text(writer, "by", action.by);
        write_text(writer, "reason", action.reason);
    });
}

}  // namespace hub::accounts
