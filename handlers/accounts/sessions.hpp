#pragma once

#include <string>
#include <unordered_map>

#include "handlers/accounts/session_store.hpp"
#include "router/core/deadline.hpp"
#include "router/core/message.hpp"
#include "router/core/result.hpp"

namespace hub::accounts {

// What is told to whom nobody is behind (any more).
inline Error session_missing() { return {ErrorKind::unauthenticated, "session.missing", "ログインが必要です。"}; }

// Extensions of messages from the portal: the address a request came from (a network, for IPv6), and the cookie's
// token.
inline constexpr char kPeer[] = "peer";
inline constexpr char kSession[] = "session";

// Who is behind a cookie: PostgreSQL's word, remembered for five seconds. A session that was ended elsewhere may so
// live on here for five seconds. I/O thread only.
class Sessions {
public:
    // What is passed must outlive it.
    Sessions(SessionStore& store, Transactions& transactions, const Clock& clock)
        : store_(store), transactions_(transactions), clock_(clock) {}

    // Errors: unauthenticated "session.missing" when nobody is behind the token; those of the database.
    boost::asio::awaitable<Result<Session>> find(std::string token, Deadline deadline);

    // Who sent a message (see kSession). Errors as find().
    boost::asio::awaitable<Result<Session>> asking(const Message& message, Deadline deadline) {
        return find(std::string(message.extension(kSession)), deadline);
    }

    // After a session was ended, or all of an account.
    void forget(const std::string& digest) { known_.erase(digest); }
    void forget_all(Account account);

    static constexpr std::size_t kMostKnown = 10'000;

private:
    struct Known {
        Session session;
        MonotonicTime at{};
    };
    void remember(const Session& session);

    SessionStore& store_;
    Transactions& transactions_;
    const Clock& clock_;
    std::unordered_map<std::string, Known> known_;
};

}  // namespace hub::accounts
