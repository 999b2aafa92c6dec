#pragma once

#include <string>

namespace pqxx {
class transaction_base;
}

namespace hub::passport_db {

// Somebody's personal data were read: written into the audit.
struct Reading {
    std::string actor;
    std::string action;       // "users.read"
    std::string object_kind;  // as the erasure of the person knows it
    std::string object_id;    // "none": nobody was found
    std::string by;           // by what was asked, not what was typed: that may be somebody's address
    std::string reason;
};

void record_reading(pqxx::transaction_base& transaction, const Reading& reading);

}  // namespace hub::passport_db
