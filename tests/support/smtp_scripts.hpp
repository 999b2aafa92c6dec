#pragma once

#include <string>

#include "tests/support/scripted_server.hpp"

// Scripts that speak as much SMTP (RFC 5321) as a mail client needs.
namespace hub::test {

// The command a line holds: "EHLO", "MAIL", …; "." for the end of a message.
inline std::string smtp_command(const std::string& line) { return line.substr(0, line.find_first_of(" \r")); }

// Greets, accepts everything up to the end of the message, and leaves that unanswered. False when the client went away
// or said QUIT first.
inline bool smtp_dialogue_until_dot(ScriptedConnection& connection, Recorded& lines) {
    connection.write("220 mail.example ESMTP\r\n");
    for (;;) {
        const auto line = connection.read_until("\r\n");
        if (line.empty()) return false;
        lines.add(line);
        const auto command = smtp_command(line);
        if (command == "EHLO") connection.write("250-mail.example\r\n250-PIPELINING\r\n250-DSN\r\n250 8BITMIME\r\n");
        else if (command == "DATA") break;
        else if (command == "QUIT") return connection.write("221 Bye\r\n") && false;
        else connection.write("250 2.1.0 Ok\r\n");
    }
    connection.write("354 End data with <CR><LF>.<CR><LF>\r\n");
    lines.add(connection.read_until("\r\n.\r\n"));
    return true;
}

// Accepts one mail and records each command line and the message.
inline ScriptedServer::Script smtp_server(Recorded& lines) {
    return [&lines](ScriptedConnection& connection) {
        if (!smtp_dialogue_until_dot(connection, lines)) return;
        connection.write("250 2.0.0 Ok: queued as ABC123\r\n");
        connection.read_until("\r\n");
    };
}

// Answers one step ("banner", a command, or "." for the end of the message) with `reply`; with an empty one it hangs
// up.
inline ScriptedServer::Script smtp_server_that_replies(std::string step, std::string reply) {
    return [step, reply](ScriptedConnection& connection) {
        const auto say = [&](const std::string& now, const std::string& usual) {
            if (now != step) return connection.write(usual + "\r\n");
            return !reply.empty() && connection.write(reply + "\r\n");
        };
        if (!say("banner", "220 mail.example ESMTP")) return;
        for (;;) {
            const auto command = smtp_command(connection.read_until("\r\n"));
            if (command.empty()) return;
            if (!say(command, command == "DATA" ? "354 go on" : "250 Ok")) return;
            if (command != "DATA" || step == "DATA") continue;
            connection.read_until("\r\n.\r\n");
            if (!say(".", "250 Ok")) return;
        }
    };
}

}  // namespace hub::test
