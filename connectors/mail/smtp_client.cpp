#include "connectors/mail/smtp_client.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>

#include <curl/curl.h>

#include "router/core/failpoint.hpp"
#include "router/core/mail_address.hpp"

namespace hub::mail {
namespace {

constexpr std::size_t kLongestReply = 200;

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void initialise_curl() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

// What is sent, and what has been seen of the dialogue so far.
struct Dialogue {
    std::string_view rest;       // of the message
    bool message_begun = false;  // the server has answered DATA with 354
    std::string last_reply{};
    std::string refusal{};  // the last 4xx or 5xx reply: libcurl says QUIT after it, and that is answered too
};

#ifdef HUB_FAILPOINTS
int note_socket(void*, curl_socket_t socket, curlsocktype) {
    failpoint::mail_socket = socket;
    HUB_FAILPOINT("K14.inside");
    return CURL_SOCKOPT_OK;
}

// All is sent but the dot of its own line that ends the message.
void at_end_of_message() {
    const int socket = failpoint::mail_socket;
    HUB_FAILPOINT("K15.after");
    HUB_FAILPOINT_DOING("K16.before", failpoint::write_text(socket, "."));
    HUB_FAILPOINT_DOING("K16.inside", failpoint::write_text(socket, ".\r"));
    HUB_FAILPOINT_DOING("K16.after", failpoint::write_text(socket, ".\r\n"));
    HUB_FAILPOINT_DOING("K17.before", failpoint::write_text(socket, ".\r\n"), failpoint::await_answer(socket));
    HUB_FAILPOINT_DOING("K17.inside", failpoint::write_text(socket, ".\r\n"), failpoint::read_bytes(socket, 5));
}
#endif

std::size_t read_message(char* room, std::size_t size, std::size_t count, void* user) {
    auto& dialogue = *static_cast<Dialogue*>(user);
    if (dialogue.message_begun && !dialogue.rest.empty()) HUB_FAILPOINT("K15.inside");
    dialogue.message_begun = true;
    auto length = std::min(size * count, dialogue.rest.size());
    HUB_FAILPOINT("K15.before");
    HUB_FAILPOINT_ONLY(if (failpoint::armed("K15.inside") && length > 1) length /= 2);
    HUB_FAILPOINT_ONLY(if (length == 0) at_end_of_message());
    std::memcpy(room, dialogue.rest.data(), length);
    dialogue.rest.remove_prefix(length);
    return length;
}

std::size_t note_reply(char* line, std::size_t size, std::size_t count, void* user) {
    auto& dialogue = *static_cast<Dialogue*>(user);
    if (dialogue.message_begun) HUB_FAILPOINT("K17.after");
    else HUB_FAILPOINT("K14.after");
    auto& reply = dialogue.last_reply;
    const std::string_view text(line, size * count);
    reply = without_addresses(text.substr(0, std::min(text.size(), kLongestReply)));
    std::erase_if(reply, [](char character) {
        return static_cast<unsigned char>(character) < ' ' || static_cast<unsigned char>(character) >= 0x7f;
    });
    if (reply.starts_with('4') || reply.starts_with('5')) dialogue.refusal = reply;
    return size * count;
}

std::size_t discard(char*, std::size_t size, std::size_t count, void*) { return size * count; }

std::string url_of(const SmtpServer& server) {
    return "smtp://" + server.host + ":" + std::to_string(server.port) + "/" + server.helo_name;
}

void configure(CURL* handle, const SmtpServer& server, std::chrono::milliseconds limit, Dialogue& dialogue) {
    curl_easy_setopt(handle, CURLOPT_URL, url_of(server).c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");  // the environment's HTTP proxy has no business here
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.connect_limit.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(limit.count()));
    const long use_tls = server.tls == Tls::off        ? CURLUSESSL_NONE
                         : server.tls == Tls::optional ? CURLUSESSL_TRY
                                                       : CURLUSESSL_ALL;
    curl_easy_setopt(handle, CURLOPT_USE_SSL, use_tls);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, server.tls == Tls::required ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, server.tls == Tls::required ? 2L : 0L);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, note_reply);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &dialogue);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, discard);
}

bool is_tls_failure(CURLcode code) {
    return code == CURLE_USE_SSL_FAILED || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CERTPROBLEM;
}

bool is_connect_failure(CURLcode code) { return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT; }

Error from_reply(long reply, const Dialogue& dialogue) {
    const auto kind = reply >= 500 ? ErrorKind::permanent : ErrorKind::transient;
    return {kind, "smtp.reply_" + std::to_string(reply), "the mail server said: " + dialogue.refusal};
}

Error to_error(CURL* handle, CURLcode code, const Dialogue& dialogue) {
    long reply = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
    const std::string why = curl_easy_strerror(code);
    // A reply that refuses is the last word, also after the message: then it is the answer to its final dot.
    if (reply >= 400 && reply <= 599) return from_reply(reply, dialogue);
    if (dialogue.message_begun)
        return {ErrorKind::unknown_outcome, "smtp.outcome_unknown", "no reply to the message: " + why};
    if (is_tls_failure(code))
        return {ErrorKind::permanent, "smtp.tls", "no secure connection to the mail server: " + why};
    if (is_connect_failure(code))
        return {ErrorKind::transient, "smtp.connect", "no connection to the mail server: " + why};
    return {ErrorKind::transient, "smtp.lost", "the mail server went away before the message: " + why};
}

Result<std::string> perform(CURL* handle, const Dialogue& dialogue) {
    const auto code = curl_easy_perform(handle);
    HUB_FAILPOINT("K18.before");
    if (code != CURLE_OK) return to_error(handle, code, dialogue);
    HUB_FAILPOINT("K18.inside");
    return dialogue.last_reply;
}

Error no_handle() { return {ErrorKind::transient, "smtp.lost", "libcurl gave no handle"}; }

}  // namespace

Result<std::string> send_mail(const SmtpServer& server, const Envelope& envelope, const std::string& message,
                              std::chrono::milliseconds limit) {
    initialise_curl();
    const Handle handle(curl_easy_init(), curl_easy_cleanup);
    if (!handle) return no_handle();
    List recipients(nullptr, curl_slist_free_all);
    for (const auto& recipient : envelope.recipients)
        recipients.reset(curl_slist_append(recipients.release(), ("<" + recipient + ">").c_str()));
    HUB_FAILPOINT("K14.before");
    Dialogue dialogue{message};
    configure(handle.get(), server, limit, dialogue);
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, ("<" + envelope.sender + ">").c_str());
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, read_message);
    curl_easy_setopt(handle.get(), CURLOPT_READDATA, &dialogue);
    HUB_FAILPOINT_ONLY(curl_easy_setopt(handle.get(), CURLOPT_SOCKOPTFUNCTION, note_socket));
    return perform(handle.get(), dialogue);
}

Result<std::string> check_server(const SmtpServer& server, std::chrono::milliseconds limit) {
    initialise_curl();
    const Handle handle(curl_easy_init(), curl_easy_cleanup);
    if (!handle) return no_handle();
    Dialogue dialogue{{}};
    configure(handle.get(), server, limit, dialogue);
    curl_easy_setopt(handle.get(), CURLOPT_NOBODY, 1L);
    curl_easy_setopt(handle.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
    return perform(handle.get(), dialogue);
}

}  // namespace hub::mail
