#pragma once

#include "connectors/passport_db/records.hpp"
#include "router/core/unit_of_work.hpp"

// Shops of a list, kept in step with it by (source, source_key). All functions throw what libpqxx throws.
namespace hub::passport_db {

// What storing the shops would change. Fields: the columns, "position", "genres", "benefits", and "reopened" for a shop
// that an import had hidden.
std::vector<Difference> compare_shops(UnitOfWork& unit_of_work, const std::string& source,
                                      const std::vector<ShopRecord>& shops);

// Inserts the shops that are new and updates those that differ; a shop that an import had hidden is public again. A pin
// set by the owner stays where it is. Keys must differ within a batch; a batch of some hundred is quickest.
void store_shops(UnitOfWork& unit_of_work, const std::string& source, const std::vector<ShopRecord>& shops);

// How many public shops the source has, and how many of them have keys that are not among `present_keys`.
int count_shops(UnitOfWork& unit_of_work, const std::string& source);
int count_other_shops(UnitOfWork& unit_of_work, const std::string& source,
                      const std::vector<std::string>& present_keys);

// Hides the public shops of the source whose keys are not among `present_keys`; returns how many.
int hide_other_shops(UnitOfWork& unit_of_work, const std::string& source, const std::vector<std::string>& present_keys);

}  // namespace hub::passport_db
