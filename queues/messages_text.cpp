#include <algorithm>

#include "queues/delivery_reason.hpp"
#include "queues/messages_read.hpp"
#include "queues/sealed_members.hpp"
#include "router/core/json.hpp"

namespace hub::queues {
namespace {

void write_event(json::Writer& writer, const DeliveryEvent& event) {
    writer.begin_object();
    writer.member("at", event.at);
    if (!event.from_state.empty()) writer.member("from", event.from_state);
    writer.member("to", event.to_state);
    if (!event.worker.empty()) writer.member("worker", event.worker);
    if (!event.person.empty()) writer.member("person", event.person);
    if (!event.detail.empty()) writer.member("detail", event.detail);
    writer.end_object();
}

void write_provider(json::Writer& writer, const ProviderAnswer& answer) {
    if (answer.status == 0 && answer.excerpt.empty()) return;
    writer.key("provider");
    writer.begin_object();
    if (answer.status != 0) writer.member("status", answer.status);
    if (!answer.excerpt.empty()) writer.member("answer", answer.excerpt);
    writer.end_object();
}

void write_delivery(json::Writer& writer, const DeliveryRecord& delivery) {
    const auto optional = [&writer](const char* name, const std::string& value) {
        if (!value.empty()) writer.member(name, value);
    };
    writer.begin_object();
    writer.member("id", delivery.id);
    writer.member("route", delivery.route);
    writer.member("connector", delivery.connector);
    optional("recipient", delivery.recipient);
    writer.member("lane", delivery.lane);
    writer.member("state", delivery.state);
    writer.member("epoch", delivery.epoch);
    writer.member("attempts", delivery.attempts);
    writer.member("crashes", delivery.crashes);
    writer.member("idempotency_key", delivery.idempotency_key);
    optional("next_attempt_at", delivery.next_attempt_at);
    optional("published_at", delivery.published_at);
    optional("sending_since", delivery.sending_since);
    optional("finished_at", delivery.finished_at);
    optional("kept_until", delivery.kept_until);
    optional("provider_reference", delivery.reference);
    optional("error_code", delivery.error_code);
    optional("error_detail", delivery.error_detail);
    optional("reason", reason_in_japanese(delivery.state, delivery.error_code, delivery.error_detail));
    optional("advice", advice_in_japanese(delivery.state, delivery.error_code));
    write_provider(writer, provider_answer(delivery.error_code, delivery.error_detail));
    if (!delivery.edited_data.empty()) {
        writer.key("edited_data");
        writer.raw(without_sealed_members(delivery.edited_data));
    }
    writer.key("events");
    writer.begin_array();
    for (const auto& event : delivery.events) write_event(writer, event);
    writer.end_array();
    writer.end_object();
}

void write_message(json::Writer& writer, const MessageRecord& message) {
    writer.begin_object();
    writer.member("id", message.id);
    writer.member("source", message.source);
    writer.member("type", message.type);
    if (!message.subject.empty()) writer.member("subject", message.subject);
    writer.member("time", message.time);
    writer.member("accepted_at", message.accepted_at);
    writer.key("extensions");
    writer.raw(message.extensions);
    if (!message.data.empty()) {
        writer.key("data");
        writer.raw(without_sealed_members(message.data));
    }
    writer.key("deliveries");
    writer.begin_array();
    for (const auto& delivery : message.deliveries) write_delivery(writer, delivery);
    writer.end_array();
    if (!message.relations.messages.empty() || !message.relations.missing_cause.empty()) {
        writer.key("relations");
        write_relations(writer, message.relations);
    }
    writer.end_object();
}

std::string with_thousands(std::size_t number) {
    auto digits = std::to_string(number);
    for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3)
        digits.insert(static_cast<std::size_t>(place), ",");
    return digits;
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

// " (smtp.550; kept until 2027-05-14)".
std::string notes_on(const DeliveryRecord& delivery) {
    auto notes = delivery.error_code;
    if (!delivery.kept_until.empty())
        notes += (notes.empty() ? "kept until " : "; kept until ") + delivery.kept_until.substr(0, 10);
    return notes.empty() ? notes : " (" + notes + ")";
}

std::string states_of(const MessageRecord& message) {
    std::string text;
    for (const auto& delivery : message.deliveries)
        text += (text.empty() ? "" : ", ") + delivery.connector + " " + delivery.state + notes_on(delivery);
    return text.empty() ? "no route takes it" : text;
}

void tell(std::string& text, const std::string& at, const std::string& what) {
    if (!at.empty()) text += "    " + at + "  " + what + "\n";
}

// Why it is with people, in Japanese for staff, and whom it concerns.
void tell_reason(std::string& text, const MessageRecord& message, const DeliveryRecord& delivery) {
    const auto reason = reason_in_japanese(delivery.state, delivery.error_code, delivery.error_detail);
    if (reason.empty()) return;
    const auto affected =
        delivery.recipient + (delivery.recipient.empty() || message.subject.empty() ? "" : ", ") + message.subject;
    const auto advice = advice_in_japanese(delivery.state, delivery.error_code);
    const auto answer = provider_answer(delivery.error_code, delivery.error_detail);
    text += "    " + reason + "\n";
    if (!advice.empty()) text += "    " + advice + "\n";
    if (!affected.empty()) text += "    affected: " + affected + "\n";
    if (answer.status != 0) text += "    the provider's status: " + std::to_string(answer.status) + "\n";
    if (!answer.excerpt.empty()) text += "    the provider's answer: " + answer.excerpt + "\n";
}

void tell_delivery(std::string& text, const MessageRecord& message, const DeliveryRecord& delivery) {
    text += "\n  delivery " + std::to_string(delivery.id) + "  " + delivery.route + " -> " + delivery.connector +
            "  " + delivery.state + "  (" + delivery.lane + ", attempts " + std::to_string(delivery.attempts) +
            ", crashes " + std::to_string(delivery.crashes) + ")\n";
    tell_reason(text, message, delivery);
    text += "    key " + delivery.idempotency_key + "\n";
    tell(text, delivery.published_at, "in the stream");
    if (!delivery.edited_data.empty())
        text += "    sent instead of the data: " + without_sealed_members(delivery.edited_data) + "\n";
    for (const auto& event : delivery.events)
        tell(text, event.at,
             event.from_state + " -> " + event.to_state + (event.worker.empty() ? "" : "  by " + event.worker) +
                 (event.person.empty() ? "" : "  by " + event.person) +
                 (event.detail.empty() ? "" : "  " + event.detail));
    tell(text, delivery.next_attempt_at, "due for the next attempt");
    tell(text, delivery.kept_until, "kept until then, if nobody replays or drops it");
    if (!delivery.reference.empty()) text += "    the provider's reference: " + delivery.reference + "\n";
    if (!delivery.error_detail.empty()) text += "    " + delivery.error_code + ": " + delivery.error_detail + "\n";
}

}  // namespace

std::string to_json(const MessageRecord& message) {
    json::Writer writer;
    write_message(writer, message);
    return writer.take();
}

std::string to_json(const std::vector<MessageRecord>& messages) {
    json::Writer writer;
    writer.begin_object();
    writer.key("messages");
    writer.begin_array();
    for (const auto& message : messages) write_message(writer, message);
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string to_json(const MessageList& list) {
    json::Writer writer;
    writer.begin_object();
    writer.key("messages");
    writer.begin_array();
    for (const auto& message : list.messages) write_message(writer, message);
    writer.end_array();
    writer.member("matched", list.matched);
    if (list.matched_more) writer.member("matched_more", true);
    if (!list.next.empty()) writer.member("next", list.next);
    writer.end_object();
    return writer.take();
}

std::string to_text(const MessageList& list) {
    if (list.matched == 0) return "No message matches.";
    const auto matched = (list.matched_more ? "more than " : "") + with_thousands(list.matched);
    if (list.messages.empty()) return "No further message; " + matched + " match in all.";
    return to_table(list.messages) + std::to_string(list.messages.size()) + " of " + matched + " that match" +
           (list.next.empty() ? "." : "; the next page: --after " + list.next);
}

std::string to_table(const std::vector<MessageRecord>& messages) {
    std::size_t type_width = 4;
    std::size_t subject_width = 7;
    for (const auto& message : messages) {
        type_width = std::max(type_width, message.type.size());
        subject_width = std::max(subject_width, message.subject.size());
    }
    const auto line = [&](const std::string& at, const std::string& id, const std::string& type,
                          const std::string& subject, const std::string& states) {
        return padded(at, 24) + "  " + padded(id, 36) + "  " + padded(type, type_width) + "  " +
               padded(subject, subject_width) + "  " + states + "\n";
    };
    std::string text = line("ACCEPTED", "MESSAGE", "TYPE", "SUBJECT", "DELIVERIES");
    for (const auto& message : messages)
        text += line(message.accepted_at, message.id, message.type, message.subject, states_of(message));
    return text;
}

std::string to_story(const MessageRecord& message) {
    std::string text = "message " + message.id + "  " + message.type + "  " + message.subject + "\n";
    text += "  from " + message.source + " at " + message.time + "\n";
    tell(text, message.accepted_at, "accepted");
    text += "  data " + without_sealed_members(message.data) + "\n  extensions " + message.extensions + "\n";
    for (const auto& delivery : message.deliveries) tell_delivery(text, message, delivery);
    if (message.deliveries.empty()) text += "\n  no route takes it\n";
    const auto tree = to_tree(message.relations, message.id);
    return tree.empty() ? text : text + "\n" + tree;
}

}  // namespace hub::queues
