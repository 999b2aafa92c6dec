#include "router/core/error.hpp"

namespace hub {

std::string_view to_string(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::transient: return "transient";
        case ErrorKind::throttled: return "throttled";
        case ErrorKind::unauthenticated: return "unauthenticated";
        case ErrorKind::forbidden: return "forbidden";
        case ErrorKind::not_found: return "not_found";
        case ErrorKind::conflict: return "conflict";
        case ErrorKind::invalid: return "invalid";
        case ErrorKind::permanent: return "permanent";
        case ErrorKind::unknown_outcome: return "unknown_outcome";
        case ErrorKind::cancelled: return "cancelled";
        case ErrorKind::not_begun: return "not_begun";
        case ErrorKind::bug: return "bug";
    }
    return "bug";
}

bool may_retry(const Error& error) {
    return error.kind == ErrorKind::transient || error.kind == ErrorKind::throttled;
}

}  // namespace hub
