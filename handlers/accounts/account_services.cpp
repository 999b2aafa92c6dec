#include "handlers/accounts/account_services.hpp"

namespace hub::accounts {

AttemptKey by_source(const AccountServices& services, const Message& message, std::string_view purpose,
                     const AttemptRule& rule) {
    return {std::string(purpose) + ":" + services.key.alias(message.extension(kPeer)), rule};
}

}  // namespace hub::accounts
