#include "cache_store.h"

#include "hooks.h"

namespace frontcache {

const std::string* CacheStore::Find(const std::string& key, TimePoint now) const {
  const auto it = items_.find(key);
  return it == items_.end() || it->second.expires <= now ? nullptr : &it->second.value;
}

void CacheStore::Set(const std::string& key, std::string value, TimePoint now) {
  items_.insert_or_assign(key, Item{std::move(value), now + options_.item_ttl});
}

void CacheStore::Sweep(TimePoint now) {
  for (auto it = items_.begin(); it != items_.end();) {  // [truth: SWEEP_LOOP]
    Stall(g_hooks->sweep);
    it = it->second.expires <= now ? items_.erase(it) : std::next(it);
  }
}

}  // namespace frontcache
