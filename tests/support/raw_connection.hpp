#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hub::test {

// A response as it came over the wire.
struct RawResponse {
    int status = 0;
    std::string head;  // with status line
    std::string body;
    // The value of a header, by its lower-case name; empty when absent.
    std::string header(std::string_view lower_case_name) const;
};

// A blocking TCP client that sends exactly the bytes it is given. Every wait ends after 10 s with an exception.
class RawConnection {
public:
    explicit RawConnection(std::uint16_t port);
    ~RawConnection();
    RawConnection(const RawConnection&) = delete;
    RawConnection& operator=(const RawConnection&) = delete;

    // Sends in one packet if it fits; false when the peer has closed.
    bool send(std::string_view bytes);
    // Says that nothing more will be sent.
    void finish_sending();
    // Reads one response (interim ones count); empty at the end of the stream. `to_head` for answers to HEAD.
    std::optional<RawResponse> read_response(bool to_head = false);
    // Everything until the peer closes.
    std::string read_to_end();
    // Whether the peer closes without sending anything more.
    bool is_closed_by_peer();

private:
    bool read_more();
    int socket_;
    std::string received_;
};

// Cuts what was received into responses; `heads` says which of the final ones answer HEAD and have no body.
std::vector<RawResponse> split_responses(std::string_view received, const std::vector<bool>& heads);

}  // namespace hub::test
