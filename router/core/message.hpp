#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"

namespace hub {

// JSON text that is shared, never changed: copies of a message are cheap.
using SharedText = std::shared_ptr<const std::string>;

// A CloudEvents 1.0 event as an immutable value; its identity is (source, id). `data` is JSON text.
struct Message {
    std::string id;      // UUIDv7
    std::string source;  // who says so: "/portal", "/connectors/dialogflow", "/cli"
    std::string type;    // "shop.approved"
    std::string subject; // what it is about: "shop/123"; may be empty
    WallTime time{};
    SharedText data;                                // null means no data
    std::map<std::string, std::string> extensions;  // traceparent, correlationid, causationid, notbefore, expirytime

    // `data`, or "null".
    std::string_view data_text() const { return data ? std::string_view(*data) : std::string_view("null"); }
    // The value of an extension, or empty.
    std::string_view extension(const std::string& name) const;
};

// A new message with a fresh id and trace.
Message make_message(const Clock& clock, std::string source, std::string type, std::string data);

// A new message that follows from `cause`: same trace and correlation, causationid = the cause's id.
Message make_message_from(const Message& cause, const Clock& clock, std::string source, std::string type,
                          std::string data);

// CloudEvents JSON format (1.0, "Structured mode").
std::string to_json(const Message& message);

// Reads the JSON format; every missing or wrong attribute is named in `fields` of an `invalid` error.
Result<Message> message_from_json(std::string_view text);

}  // namespace hub
