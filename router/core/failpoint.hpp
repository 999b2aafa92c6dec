#pragma once

// Named places where a test ends the process, and settings that only a test may shorten. In the product all of it
// vanishes in the preprocessor; the program of tests/faults is compiled with HUB_FAILPOINTS and brings the functions
// (tests/faults/program/failpoint.cpp).
#ifdef HUB_FAILPOINTS

#include <chrono>
#include <functional>
#include <string_view>

namespace pqxx {
class transaction_base;
}

namespace hub::failpoint {

// Whether this point is armed, without taking it.
bool armed(std::string_view name);
// Whether this point is armed and its turn has come: true once, for one process.
bool due(std::string_view name);
// Ends the process in the armed way.
[[noreturn]] void end_process();

// Aborts over a message that says POISON.
void die_of_poison(std::string_view data);

// Remembers on this thread that something happened; noted() says so once.
void note(std::string_view what);
bool noted(std::string_view what);

// Sends the first bytes of PostgreSQL's message "COMMIT", behind the library's back: 6 is a torn one, 12 the whole.
void write_commit(pqxx::transaction_base& transaction, std::size_t bytes);
// Sends text to the mail server, behind the library's back.
void write_text(int socket, std::string_view text);
// Waits until an answer can be read, and takes nothing of it.
void await_answer(int socket);
// Takes the first bytes of an answer.
void read_bytes(int socket, std::size_t bytes);
// Calls until all is sent; `write` says through its argument when it is.
void send_all(const std::function<int(int*)>& write);

// The point for a moment in the dialogue with Redis, empty when there is none: "sent" one command of a pipeline, "all
// sent", "answer waits" (only an answer with entries counts), "answered" one.
std::string_view of_redis(std::string_view moment, std::string_view verb, int socket = -1);

// The connection this thread has opened to the mail server.
inline thread_local int mail_socket = -1;

// The environment's PASSPORT_HUB_TEST_<name>, in milliseconds, or `usual`.
std::chrono::milliseconds setting(const char* name, std::chrono::milliseconds usual);

}  // namespace hub::failpoint

// Ends the process here when the point is due.
#define HUB_FAILPOINT(name)                                               \
    do {                                                                  \
        if (::hub::failpoint::due(name)) ::hub::failpoint::end_process(); \
    } while (false)
// The same, after doing something.
#define HUB_FAILPOINT_DOING(name, ...)       \
    do {                                     \
        if (::hub::failpoint::due(name)) {   \
            __VA_ARGS__;                     \
            ::hub::failpoint::end_process(); \
        }                                    \
    } while (false)
#define HUB_FAILPOINT_ONLY(...) __VA_ARGS__
#define HUB_TEST_SETTING(name, usual) ::hub::failpoint::setting(name, usual)

#else

#define HUB_FAILPOINT(name) static_cast<void>(0)
#define HUB_FAILPOINT_DOING(name, ...) static_cast<void>(0)
#define HUB_FAILPOINT_ONLY(...) static_cast<void>(0)
#define HUB_TEST_SETTING(name, usual) (usual)

#endif
