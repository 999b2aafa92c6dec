#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "router/core/result.hpp"

namespace hub::mail {

enum class Tls {
    off,
    optional,  // used when the server offers it; its certificate is not checked: for the mail server next door
    required   // with a certificate that is valid for the host
};

struct SmtpServer {
    std::string host;
    int port = 25;
    Tls tls = Tls::off;
    std::string helo_name;  // how we introduce ourselves
    std::chrono::milliseconds connect_limit{10'000};
};

struct Envelope {
    std::string sender;                   // wire address; bounces go there
    std::vector<std::string> recipients;  // wire addresses
};

// Hands one message to the server and returns the server's last reply ("250 2.0.0 Ok: queued as …", addresses taken
// out). Blocks for at most `limit`; any thread. Either all recipients are accepted or nobody gets it.
// Errors by what the server said and how far it came:
//   transient        nothing was accepted: no connection, connection lost before the message, or a 4xx reply
//   permanent        a 5xx reply, or TLS is required and cannot be had
//   unknown_outcome  connection lost or time over after the message had begun: it may have been accepted
// Codes: "smtp.connect", "smtp.tls", "smtp.lost", "smtp.reply_<code>", "smtp.outcome_unknown".
Result<std::string> send_mail(const SmtpServer& server, const Envelope& envelope, const std::string& message,
                              std::chrono::milliseconds limit);

// Connects, introduces us and asks for nothing (NOOP). Errors: transient, permanent as above.
Result<std::string> check_server(const SmtpServer& server, std::chrono::milliseconds limit);

}  // namespace hub::mail
