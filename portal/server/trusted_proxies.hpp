#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/http.hpp"
#include "router/core/result.hpp"

namespace hub::portal {

// Who may say for whom a request is made. Immutable; copies share.
class TrustedProxies {
public:
    // Trusts nobody.
    TrustedProxies();

    // Addresses ("10.0.0.7") and networks ("10.0.0.0/8", "fd00::/8"); `invalid` names every entry that is neither.
    static Result<TrustedProxies> parse(const std::vector<std::string>& entries);

    // True when the address, in text form, is one of them.
    bool trusts(std::string_view address) const;

    // The client behind `peer`: the last X-Forwarded-For address that is not itself a trusted proxy, if `peer` is one;
    // `peer` otherwise, and when the header is not a list of addresses.
    std::string client_of(const std::string& peer, const HttpHeaders& headers) const;

    bool empty() const;

private:
    struct Networks;
    explicit TrustedProxies(std::shared_ptr<const Networks> networks) : networks_(std::move(networks)) {}
    std::shared_ptr<const Networks> networks_;
};

}  // namespace hub::portal
