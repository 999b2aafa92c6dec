#include "portal/server/trusted_proxies.hpp"

#include <array>
#include <charconv>
#include <optional>

#include <boost/asio/ip/address.hpp>

#include "portal/server/header_syntax.hpp"

namespace hub::portal {
namespace {
namespace ip = boost::asio::ip;

// IPv4 addresses as ::ffff:a.b.c.d, so that there is one kind.
using Bytes = std::array<unsigned char, 16>;

struct Network {
    Bytes address{};
    int prefix_bits = 128;
};

std::optional<Bytes> bytes_of(std::string_view text, bool* is_v4 = nullptr) {
    boost::system::error_code error;
    const auto address = ip::make_address(std::string(text), error);
    if (error) return std::nullopt;
    if (is_v4) *is_v4 = address.is_v4();
    const auto as_v6 = address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()) : address.to_v6();
    return as_v6.to_bytes();
}

std::optional<Network> network_of(std::string_view text) {
    const auto slash = text.find('/');
    bool is_v4 = false;
    const auto address = bytes_of(text.substr(0, slash), &is_v4);
    if (!address) return std::nullopt;
    if (slash == std::string_view::npos) return Network{*address, 128};
    const auto bits_text = text.substr(slash + 1);
    int bits = -1;
    const auto [end, error] = std::from_chars(bits_text.data(), bits_text.data() + bits_text.size(), bits);
    if (error != std::errc{} || end != bits_text.data() + bits_text.size() || bits < 0 || bits > (is_v4 ? 32 : 128))
        return std::nullopt;
    return Network{*address, is_v4 ? bits + 96 : bits};
}

bool contains(const Network& network, const Bytes& address) {
    for (int bit = 0; bit < network.prefix_bits; bit += 8) {
        const auto index = static_cast<std::size_t>(bit / 8);
        const int significant = std::min(8, network.prefix_bits - bit);
        const auto mask = static_cast<unsigned char>(0xff << (8 - significant));
        if ((network.address[index] & mask) != (address[index] & mask)) return false;
    }
    return true;
}

}  // namespace

struct TrustedProxies::Networks {
    std::vector<Network> all;
};

TrustedProxies::TrustedProxies() : networks_(std::make_shared<const Networks>()) {}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& entries) {
    Error problems{ErrorKind::invalid, "trusted_proxies.invalid",
                   "a trusted proxy is neither an address nor a network"};
    auto networks = std::make_shared<Networks>();
    for (std::size_t index = 0; index < entries.size(); ++index) {
        if (const auto network = network_of(entries[index])) networks->all.push_back(*network);
        else
            problems.fields.push_back({"/" + std::to_string(index), "\"" + entries[index] +
                                                                        "\" is neither an address "
                                                                        "like 10.0.0.7 nor a network like 10.0.0.0/8"});
    }
    if (!problems.fields.empty()) return problems;
    return TrustedProxies(std::move(networks));
}

bool TrustedProxies::empty() const { return networks_->all.empty(); }

bool TrustedProxies::trusts(std::string_view address) const {
    const auto bytes = bytes_of(address);
    if (!bytes) return false;
    for (const auto& network : networks_->all)
        if (contains(network, *bytes)) return true;
    return false;
}

std::string TrustedProxies::client_of(const std::string& peer, const HttpHeaders& headers) const {
    if (empty() || !trusts(peer)) return peer;
    std::string chain;  // of several header lines one list, in order (RFC 9110, 5.3)
    for (const auto& [name, value] : headers)
        if (equals_ignoring_case(name, "x-forwarded-for")) chain += (chain.empty() ? "" : ",") + value;
    std::string_view left = chain;
    std::string client = peer;
    while (!left.empty()) {
        const auto comma = left.rfind(',');
        const auto hop = without_blanks(comma == std::string_view::npos ? left : left.substr(comma + 1));
        left = comma == std::string_view::npos ? std::string_view{} : left.substr(0, comma);
        // What stands left of an ill-formed hop was not written by anyone we trust.
        if (!bytes_of(hop)) return client;
        client = hop;
        if (!trusts(client)) return client;
    }
    return client;
}

}  // namespace hub::portal
