#pragma once

#include <string>
#include <string_view>
#include <vector>

// Codes for who has lost the authenticator app: written down when the account is taken over, each good for one login.
namespace hub::staff {

// Ten codes of 80 random bits, as people write them: "abcd-efgh-jkmn-2345".
std::vector<std::string> new_recovery_codes();

// What is stored of a code; whether it is typed with hyphens, spaces, capitals or full-width letters is the same.
std::string recovery_digest(std::string_view code);

}  // namespace hub::staff
