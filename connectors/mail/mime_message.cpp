#include "connectors/mail/mime_message.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#include <gmime/gmime.h>

#include "connectors/mail/header_encoding.hpp"
#include "connectors/mail/mail_text.hpp"
#include "router/core/http.hpp"
#include "router/core/mail_address.hpp"

namespace hub::mail {
namespace {

template <typename Object>
struct Unref {
    void operator()(Object* object) const { g_object_unref(object); }
};
template <typename Object>
using Owned = std::unique_ptr<Object, Unref<Object>>;

void initialise_gmime() {
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

bool breaks_header(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos || !is_utf8(text);
}

void check_mailbox(const Mailbox& mailbox, const std::string& field, std::vector<FieldProblem>& problems) {
    if (!wire_address(mailbox.address))
        problems.push_back({field + "/address", "is not a mail address we can send to"});
    if (breaks_header(mailbox.name)) problems.push_back({field + "/name", "must be one line of text"});
}

std::vector<FieldProblem> problems_of(const MailContent& content) {
    std::vector<FieldProblem> problems;
    check_mailbox(content.from, "/from", problems);
    if (content.to.empty()) problems.push_back({"/to", "must name at least one recipient"});
    for (std::size_t index = 0; index < content.to.size(); ++index)
        check_mailbox(content.to[index], "/to/" + std::to_string(index), problems);
    if (content.subject.empty()) problems.push_back({"/subject", "must not be empty"});
    if (breaks_header(content.subject)) problems.push_back({"/subject", "must be one line of text"});
    if (content.text.empty() || !is_utf8(content.text)) problems.push_back({"/text", "must be a text in UTF-8"});
    if (!is_utf8(content.html)) problems.push_back({"/html", "must be in UTF-8"});
    if (content.key.empty()) problems.push_back({"/key", "must not be empty"});
    if (!wire_address("a@" + content.id_domain)) problems.push_back({"/id_domain", "must be a domain"});
    return problems;
}

std::string digest(std::string_view text) {
    const std::unique_ptr<char, decltype(&g_free)> hex(
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(text.data()), text.size()),
        g_free);
    return std::string(hex.get()).substr(0, 40);
}

Owned<GMimePart> text_part(const char* subtype, std::string_view utf8) {
    const auto bytes = body_text(utf8);
    Owned<GMimePart> part(g_mime_part_new_with_type("text", subtype));
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Owned<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    g_mime_part_set_content(part.get(), content.get());
    g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_BASE64);
    return part;
}

Owned<GMimeObject> body_of(const MailContent& content) {
    auto text = text_part("plain", content.text);
    if (content.html.empty()) return Owned<GMimeObject>(GMIME_OBJECT(text.release()));
    const auto html = text_part("html", content.html);
    Owned<GMimeMultipart> alternatives(g_mime_multipart_new_with_subtype("alternative"));
    // GMime's own boundaries are random; one that follows from the key keeps repeats equal byte by byte. Base64 has no
    // "=_", so the parts cannot hold it.
    g_mime_multipart_set_boundary(alternatives.get(), ("=_" + digest("boundary " + content.key)).c_str());
    g_mime_multipart_add(alternatives.get(), GMIME_OBJECT(text.get()));
    g_mime_multipart_add(alternatives.get(), GMIME_OBJECT(html.get()));
    return Owned<GMimeObject>(GMIME_OBJECT(alternatives.release()));
}

// Sets a header to lines that are encoded and folded already.
void set_header(GMimeMessage* message, const char* name, const std::vector<std::string>& lines) {
    std::string raw;
    for (const auto& line : lines) raw += " " + line + "\n";
    auto* const object = GMIME_OBJECT(message);
    g_mime_object_set_header(object, name, "", nullptr);
    g_mime_header_set_raw_value(g_mime_header_list_get_header(g_mime_object_get_header_list(object), name),
                                raw.c_str());
}

std::vector<std::string> mailbox_lines(const Mailbox& mailbox) {
    const auto name = header_text(mailbox.name);
    const auto address = *wire_address(mailbox.address);
    if (name.empty()) return {address};
    auto lines = header_lines(name);
    lines.push_back("<" + address + ">");
    return lines;
}

std::vector<std::string> recipient_lines(const std::vector<Mailbox>& recipients) {
    std::vector<std::string> lines;
    for (const auto& recipient : recipients) {
        if (!lines.empty()) lines.back() += ",";
        const auto more = mailbox_lines(recipient);
        lines.insert(lines.end(), more.begin(), more.end());
    }
    return lines;
}

void set_date(GMimeMessage* message, WallTime date) {
    using Zone = std::unique_ptr<GTimeZone, decltype(&g_time_zone_unref)>;
    using Date = std::unique_ptr<GDateTime, decltype(&g_date_time_unref)>;
    const Zone japan(g_time_zone_new_offset(9 * 3600), g_time_zone_unref);
    const Date utc(g_date_time_new_from_unix_utc(std::chrono::system_clock::to_time_t(date)), g_date_time_unref);
    const Date local(g_date_time_to_timezone(utc.get(), japan.get()), g_date_time_unref);
    g_mime_message_set_date(message, local.get());
}

std::string to_wire(GMimeMessage* message) {
    const std::unique_ptr<GMimeFormatOptions, decltype(&g_mime_format_options_free)> options(
        g_mime_format_options_new(), g_mime_format_options_free);
    g_mime_format_options_set_newline_format(options.get(), GMIME_NEWLINE_FORMAT_DOS);
    const std::unique_ptr<char, decltype(&g_free)> text(g_mime_object_to_string(GMIME_OBJECT(message), options.get()),
                                                        g_free);
    return text.get();
}

}  // namespace

std::string message_id(std::string_view key, std::string_view domain) {
    const bool is_plain = !key.empty() && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
               (character >= '0' && character <= '9') || character == '-' || character == '_';
    });
    return (is_plain ? std::string(key) : digest(key)) + "@" + std::string(domain);
}

Result<std::string> write_mime(const MailContent& content) {
    auto problems = problems_of(content);
    if (!problems.empty())
        return Error{ErrorKind::invalid, "mail.invalid", "the mail is not valid", {}, std::move(problems)};
    initialise_gmime();
    const Owned<GMimeMessage> message(g_mime_message_new(TRUE));
    set_date(message.get(), content.date);
    set_header(message.get(), "From", mailbox_lines(content.from));
    set_header(message.get(), "To", recipient_lines(content.to));
    set_header(message.get(), "Subject", header_lines(header_text(content.subject)));
    g_mime_message_set_message_id(message.get(), message_id(content.key, content.id_domain).c_str());
    g_mime_object_set_header(GMIME_OBJECT(message.get()), "Auto-Submitted", "auto-generated", nullptr);
    g_mime_object_set_header(GMIME_OBJECT(message.get()), "MIME-Version", "1.0", nullptr);
    const auto body = body_of(content);
    g_mime_message_set_mime_part(message.get(), body.get());
    return to_wire(message.get());
}

}  // namespace hub::mail
