// cache_store.h: items with a time to live, in memory.
#ifndef FRONTCACHE_CACHE_STORE_H_
#define FRONTCACHE_CACHE_STORE_H_

#include <map>
#include <string>

#include "options.h"

namespace frontcache {

// For one thread.
class CacheStore {
 public:
  explicit CacheStore(const Options& options) : options_(options) {}

  // Null when there is none, or it has expired.
  const std::string* Find(const std::string& key, TimePoint now) const;
  void Set(const std::string& key, std::string value, TimePoint now);
  void Remove(const std::string& key) { items_.erase(key); }
  // Frees what has expired.
  void Sweep(TimePoint now);

  struct Item {
    std::string value;
    TimePoint expires;
  };
  const std::map<std::string, Item>& items() const { return items_; }

 private:
  const Options options_;
  std::map<std::string, Item> items_;
};

}  // namespace frontcache

#endif  // FRONTCACHE_CACHE_STORE_H_
