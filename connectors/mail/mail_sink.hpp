#pragma once

#include <memory>

#include "connectors/mail/mime_message.hpp"
#include "connectors/mail/smtp_client.hpp"
#include "router/core/connector.hpp"

namespace hub::runtime {
class BlockingPool;
}

namespace hub::mail {

struct MailSettings {
    SmtpServer server;
    Mailbox from;
    std::string bounce_address{};   // envelope sender; empty: the address of `from`
    std::string message_id_domain;  // also how we introduce ourselves when server.helo_name is empty
    std::size_t connections = 2;    // and as many threads
    // Mails that may wait for a connection: all that a worker may be sending. One that is turned away goes its way
    // through the database in vain.
    std::size_t most_waiting = 256;
};

// Takes mail.send {"to":[{"address","name"?}],"subject","text","html"?,"kind":"transactional"}. The Message-ID follows
// from the delivery's idempotency key (else from the message's id) and the date is the message's, so a mail that is
// sent again is the same mail. Errors: invalid (every wrong field named), those of send_mail, not_begun (too many are
// waiting, it had waited for half of its time, or was called off). Receipt.reference is the server's reply. I/O thread
// only.
class MailSink final : public Sink {
public:
    // Throws std::invalid_argument when the settings' addresses or domain are none.
    MailSink(MailSettings settings, const Clock& clock);
    ~MailSink() override;

    boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) override;
    boost::asio::awaitable<Result<void>> check(Deadline deadline) override;

private:
    const MailSettings settings_;
    const Clock& clock_;
    std::unique_ptr<runtime::BlockingPool> pool_;  // last: its threads end before the rest does
};

}  // namespace hub::mail
