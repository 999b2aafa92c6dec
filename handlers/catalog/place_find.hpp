#pragma once

#include "handlers/catalog/snapshot_holder.hpp"
#include "router/core/handler.hpp"
#include "router/core/json.hpp"

namespace hub::catalog {

// Writes one place of the gazetteer as the API shows it: {"name","lat","lng","kind","source":"gazetteer"}.
void write_place(json::Writer& writer, const Gazetteer& gazetteer, const PlaceRow& place);

// place.find {"text","lat"?,"lng"?}: {"places": [{"name","lat","lng","kind","source"}], "suggestions": ["…"]}. A name
// that several places have gives them all, told apart by their names; with a position the nearest comes first. The
// gazetteer, postal codes and addresses are asked first; only for what they do not know place.lookup (Maps), through
// the router. When that fails too the places are empty and the suggestions say what is written much like it.
class PlaceFindHandler final : public Handler {
public:
    PlaceFindHandler(const SnapshotHolder& holder, Router& router, const Clock& clock)
        : holder_(holder), router_(router), clock_(clock) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    const SnapshotHolder& holder_;
    Router& router_;
    const Clock& clock_;
};

}  // namespace hub::catalog
