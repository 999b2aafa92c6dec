#pragma once

#include "handlers/catalog/catalog_data.hpp"

namespace pqxx {
class transaction_base;
}

namespace hub::passport_db {

// Everything public that one transaction sees. Throws what libpqxx throws.
catalog::CatalogData read_catalog(pqxx::transaction_base& transaction);

}  // namespace hub::passport_db
