#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"

namespace hub::mail {

// Somebody in a mail's header. `name` may be empty.
struct Mailbox {
    std::string address;
    std::string name{};
};

// A mail before it is written. All texts are UTF-8.
struct MailContent {
    Mailbox from;
    std::vector<Mailbox> to;
    std::string subject;
    std::string text;
    std::string html{};  // empty: text only
    WallTime date{};
    std::string key;        // equal for the same mail, whatever happens to it: makes its Message-ID
    std::string id_domain;  // the domain behind the Message-ID's "@"
};

// The mail as it goes over the wire (RFC 5322, MIME): UTF-8 in base64, multipart/alternative when there is HTML, header
// texts as RFC 2047 says, Auto-Submitted: auto-generated, lines ended by CRLF. The same content gives the same bytes.
// Invalid "mail.invalid" names every wrong field: addresses, an empty subject or text, and line ends or NUL in anything
// that becomes a header.
Result<std::string> write_mime(const MailContent& content);

// <key@domain>; a key with characters that an id may not have is replaced by its digest.
std::string message_id(std::string_view key, std::string_view domain);

}  // namespace hub::mail
