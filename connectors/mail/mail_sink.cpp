#include "connectors/mail/mail_sink.hpp"

#include <stdexcept>

#include "router/core/json.hpp"
#include "router/core/mail_address.hpp"
#include "router/runtime/blocking_pool.hpp"

namespace hub::mail {
namespace {

constexpr std::size_t kMostRecipients = 20;
constexpr std::size_t kMostBytes = 1024 * 1024;  // of text and HTML each

MailSettings completed(MailSettings settings) {
    if (settings.server.helo_name.empty()) settings.server.helo_name = settings.message_id_domain;
    if (settings.bounce_address.empty()) settings.bounce_address = settings.from.address;
    const auto from = wire_address(settings.from.address);
    const auto bounce = wire_address(settings.bounce_address);
    if (!from || !bounce) throw std::invalid_argument("mail: from and bounce_address must be mail addresses");
    if (!wire_address("a@" + settings.message_id_domain))
        throw std::invalid_argument("mail: message_id_domain must be a domain");
    settings.from.address = *from;
    settings.bounce_address = *bounce;
    return settings;
}

struct Parts {
    MailContent content;
    std::vector<FieldProblem> problems;
};

// The shape of the data; what the values must be like is write_mime's business.
Parts read_data(const json::Value& data) {
    Parts parts;
    const auto recipients = data.find("to");
    const auto elements = recipients ? recipients->elements() : std::vector<json::Value>{};
    if (elements.size() > kMostRecipients) parts.problems.push_back({"/to", "must name at most 20 recipients"});
    for (const auto& element : elements)
        parts.content.to.push_back(
            {std::string(element.string("address").value_or("")), std::string(element.string("name").value_or(""))});
    parts.content.subject = data.string("subject").value_or("");
    parts.content.text = data.string("text").value_or("");
    parts.content.html = data.string("html").value_or("");
    if (parts.content.text.size() > kMostBytes) parts.problems.push_back({"/text", "is too large"});
    if (parts.content.html.size() > kMostBytes) parts.problems.push_back({"/html", "is too large"});
    if (data.string("kind") != "transactional") parts.problems.push_back({"/kind", "must be transactional"});
    return parts;
}

struct Prepared {
    Envelope envelope;
    std::string mime;
};

Result<Prepared> prepare(const Message& message, const Delivery& delivery, const MailSettings& settings,
                         const Clock& clock) {
    const auto document = json::Document::parse(message.data_text(), {.depth = 8, .bytes = 4 * kMostBytes});
    if (!document) return document.error();
    auto parts = read_data(document->root());
    parts.content.from = settings.from;
    parts.content.id_domain = settings.message_id_domain;
    parts.content.key = delivery.idempotency_key.empty() ? message.id : delivery.idempotency_key;
    // Not the time of this attempt: a mail that arrives twice shall be recognised as one.
    parts.content.date = message.time == WallTime{} ? clock.wall() : message.time;
    auto mime = write_mime(parts.content);
    if (!mime && mime.error().kind == ErrorKind::invalid)
        parts.problems.insert(parts.problems.end(), mime.error().fields.begin(), mime.error().fields.end());
    if (!parts.problems.empty())
        return Error{ErrorKind::invalid, "mail.invalid", "the mail is not valid", {}, std::move(parts.problems)};
    if (!mime) return mime.error();
    Envelope envelope{settings.bounce_address, {}};
    for (const auto& recipient : parts.content.to) envelope.recipients.push_back(*wire_address(recipient.address));
    return Prepared{std::move(envelope), std::move(mime).value()};
}

// What the pool says about a job that it did not start.
Error not_begun(Error error) {
    if (error.kind != ErrorKind::bug) error.kind = ErrorKind::not_begun;
    return error;
}

}  // namespace

MailSink::MailSink(MailSettings settings, const Clock& clock)
    : settings_(completed(std::move(settings))),
      clock_(clock),
      pool_(std::make_unique<runtime::BlockingPool>("smtp", settings_.connections, settings_.most_waiting, clock)) {}

MailSink::~MailSink() = default;

boost::asio::awaitable<Result<Receipt>> MailSink::deliver(Message message, Delivery delivery) {
    auto prepared = prepare(message, delivery, settings_, clock_);
    if (!prepared) co_return prepared.error();
    using Reply = Result<std::string>;
    std::function<Result<Reply>()> job = [server = settings_.server, mail = std::move(prepared).value(),
                                          deadline = delivery.deadline, called_off = delivery.called_off,
                                          &clock = clock_]() -> Result<Reply> {
        if (called_off.stop_requested())
            return Error{ErrorKind::not_begun, "mail.called_off", "it was called off before it began"};
        return send_mail(server, mail.envelope, mail.mime,
                         std::max(deadline.remaining(clock), std::chrono::milliseconds(1)));
    };
    // Begun just before its deadline, a mail would be cut off by it, and nobody would know whether it arrived.
    const Deadline begins(delivery.deadline.at() - delivery.deadline.remaining(clock_) / 2);
    auto ran = co_await runtime::run_blocking<Reply>(*pool_, std::move(job), begins);
    if (!ran) co_return not_begun(std::move(ran).error());
    if (!*ran) co_return ran->error();
    co_return Receipt{std::move(*ran).value(), nullptr};
}

boost::asio::awaitable<Result<void>> MailSink::check(Deadline deadline) {
    std::function<Result<std::string>()> job = [server = settings_.server, deadline, &clock = clock_] {
        return check_server(server, std::max(deadline.remaining(clock), std::chrono::milliseconds(1)));
    };
    auto reply = co_await runtime::run_blocking<std::string>(*pool_, std::move(job), deadline);
    if (!reply) co_return reply.error();
    co_return Result<void>::success();
}

}  // namespace hub::mail
