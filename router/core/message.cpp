#include "router/core/message.hpp"

#include "router/core/ids.hpp"
#include "router/core/json.hpp"

namespace hub {

std::string_view Message::extension(const std::string& name) const {
    const auto found = extensions.find(name);
    return found == extensions.end() ? std::string_view{} : std::string_view(found->second);
}

Message make_message(const Clock& clock, std::string source, std::string type, std::string data) {
    Message message;
    message.time = clock.wall();
    message.id = new_uuid_v7(message.time);
    message.source = std::move(source);
    message.type = std::move(type);
    message.data = std::make_shared<const std::string>(std::move(data));
    message.extensions.emplace("traceparent", new_traceparent());
    return message;
}

Message make_message_from(const Message& cause, const Clock& clock, std::string source, std::string type,
                          std::string data) {
    Message message = make_message(clock, std::move(source), std::move(type), std::move(data));
    const auto trace = cause.extension("traceparent");
    if (!trace.empty()) message.extensions["traceparent"] = trace;
    const auto correlation = cause.extension("correlationid");
    message.extensions["correlationid"] = correlation.empty() ? cause.id : std::string(correlation);
    message.extensions["causationid"] = cause.id;
    return message;
}

std::string to_json(const Message& message) {
    json::Writer writer;
    writer.begin_object();
    writer.member("specversion", "1.0");
    writer.member("id", message.id);
    writer.member("source", message.source);
    writer.member("type", message.type);
    if (!message.subject.empty()) writer.member("subject", message.subject);
    writer.member("time", to_rfc3339(message.time));
    for (const auto& [name, value] : message.extensions) writer.member(name, value);
    if (message.data) {
        writer.member("datacontenttype", "application/json");
        writer.key("data");
        writer.raw(*message.data);
    }
    writer.end_object();
    return writer.take();
}

namespace {

void read_attribute(const json::Value& event, std::string_view name, std::string& target, Error& problems) {
    const auto value = event.find(name);
    const auto text = value ? value->as_string() : std::nullopt;
    if (!text || text->empty())
        problems.fields.push_back({"/" + std::string(name), "is required and must be a non-empty string"});
    else
        target = *text;
}

bool is_context_attribute(std::string_view name) {
    return name == "specversion" || name == "id" || name == "source" || name == "type" || name == "subject" ||
           name == "time" || name == "data" || name == "datacontenttype" || name == "dataschema";
}

}  // namespace

Result<Message> message_from_json(std::string_view text) {
    const auto document = json::Document::parse(text);
    if (!document) return document.error();
    const auto event = document->root();
    Error problems{ErrorKind::invalid, "message.invalid", "the message is not a CloudEvents 1.0 event"};
    if (!event.is_object()) return problems;

    Message message;
    std::string version;
    read_attribute(event, "specversion", version, problems);
    if (!version.empty() && version != "1.0") problems.fields.push_back({"/specversion", "must be 1.0"});
    read_attribute(event, "id", message.id, problems);
    read_attribute(event, "source", message.source, problems);
    read_attribute(event, "type", message.type, problems);
    for (const auto& [name, value] : event.members()) {
        const auto string = value.as_string();
        if (name == "data") message.data = std::make_shared<const std::string>(value.to_json());
        else if (name == "subject" && string) message.subject = *string;
        else if (name == "time" && string) {
            const auto time = from_rfc3339(*string);
            if (time) message.time = *time;
            else problems.fields.push_back({"/time", time.error().detail});
        } else if (!is_context_attribute(name)) {
            if (string) message.extensions.emplace(name, *string);
            else problems.fields.push_back({"/" + std::string(name), "an extension must be a string"});
        }
    }
    if (!problems.fields.empty()) return problems;
    return message;
}

}  // namespace hub
