#pragma once

#include <functional>
#include <string>
#include <string_view>

// Members of a message's data that are not for people's eyes: addresses, which are sealed, what secrets are made from,
// and names of people, which stand there in clear. People who look at a message see "(sealed)" instead.
namespace hub::queues {

// Seals a mail address.
using AddressSealer = std::function<std::string(std::string_view address)>;

// `data`, a JSON text, as it is shown.
std::string without_sealed_members(const std::string& data);

// `data`, a JSON object as somebody has typed it, with its addresses sealed.
std::string with_sealed_addresses(const std::string& data, const AddressSealer& seal);

// An expression of SQL: the jsonb `edited`, each member that was left as it was shown as it is in the jsonb `original`.
std::string with_original_members(const std::string& edited, const std::string& original);

}  // namespace hub::queues
