#include "connectors/google_maps/position_cache.hpp"

#include "connectors/support/sha256.hpp"
#include "handlers/catalog/folding.hpp"

namespace hub::google_maps {
namespace {

// What people look for may be where they live: the memory of this process shall not tell.
std::string key_of(std::string_view text) { return http::sha256(catalog::to_utf8(catalog::fold_name(text))); }

}  // namespace

std::optional<PositionCache::Position> PositionCache::find(std::string_view text, WallTime now) {
    const auto found = by_key_.find(key_of(text));
    if (found == by_key_.end()) return std::nullopt;
    if (now >= found->second->position.expires_at) {
        erase(found->second);
        return std::nullopt;
    }
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->position;
}

void PositionCache::store(std::string_view text, Position position) {
    auto key = key_of(text);
    if (const auto found = by_key_.find(key); found != by_key_.end()) erase(found->second);
    entries_.push_front({key, position});
    by_key_.emplace(std::move(key), entries_.begin());
    if (entries_.size() > most_) erase(std::prev(entries_.end()));
}

void PositionCache::erase(std::list<Entry>::iterator entry) {
    by_key_.erase(entry->key);
    entries_.erase(entry);
}

}  // namespace hub::google_maps
