#pragma once

#include "handlers/catalog/snapshot_holder.hpp"
#include "router/core/form_check.hpp"
#include "router/core/handler.hpp"

// The questions about shops that the catalog answers alone. Each keeps references to what it is given.
namespace hub::catalog {

// shop.list: see read_shop_query() and Snapshot::list_shops().
class ShopListHandler final : public Handler, public FormCheck {
public:
    ShopListHandler(const SnapshotHolder& holder, const Clock& clock) : holder_(holder), clock_(clock) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
    // The same without a coroutine around it.
    Result<SharedText> answer(const Message& message) const;

private:
    const SnapshotHolder& holder_;
    const Clock& clock_;
};

// shop.get {"shop_id"}: one shop; not_found "shop.not_found".
class ShopGetHandler final : public Handler {
public:
    ShopGetHandler(const SnapshotHolder& holder, const Clock& clock) : holder_(holder), clock_(clock) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    const SnapshotHolder& holder_;
    const Clock& clock_;
};

// code.list {}: {"genres": [{"code","name"}], "tokuten": [...], "cities": [...]}; a city's code is its name.
class CodeListHandler final : public Handler {
public:
    explicit CodeListHandler(const SnapshotHolder& holder) : holder_(holder) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    const SnapshotHolder& holder_;
};

// shop.legacy_list {"group": 1 or 2, "start"}: the shape of today's list call.
class LegacyListHandler final : public Handler {
public:
    explicit LegacyListHandler(const SnapshotHolder& holder) : holder_(holder) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    const SnapshotHolder& holder_;
};

}  // namespace hub::catalog
