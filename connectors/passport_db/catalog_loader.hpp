#pragma once

#include <memory>

#include "handlers/catalog/catalog_data.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {

// Reads the catalog's data from PostgreSQL over a connection of its own, which it makes again when it was lost.
// Blocking, one thread at a time; constructing succeeds while PostgreSQL is away. Errors: transient when the database
// is away, otherwise as runtime::to_error says.
class CatalogLoader final : public catalog::CatalogSource {
public:
    explicit CatalogLoader(runtime::DatabaseSettings settings);
    ~CatalogLoader() override;

    Result<std::int64_t> version() override;
    // One REPEATABLE READ snapshot: the rows are exactly those of the version it returns.
    Result<catalog::CatalogData> load() override;
    void wait_for_change(std::chrono::milliseconds longest) override;

private:
    struct Listening;
    Listening& connected();

    runtime::DatabaseSettings settings_;
    std::unique_ptr<Listening> listening_;
};

}  // namespace hub::passport_db
