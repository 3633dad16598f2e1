// page_reader.h: pages, looked up in the cache and filled from the database.
//
//   get -> what is missing: read from the database -> set
#ifndef FRONTCACHE_PAGE_READER_H_
#define FRONTCACHE_PAGE_READER_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cache_client.h"
#include "db_session.h"
#include "fill_group.h"

namespace frontcache {

std::string KeyOfObject(uint64_t object);

// For one thread; `fills` is shared by the threads of a front-end.
class PageReader {
 public:
  PageReader(const Options& options, CacheClient& cache, DbConnection& db, FillGroup& fills)
      : options_(options), cache_(cache), db_(db), fills_(fills) {}

  // The objects of one bundle, put together. Throws BundleError.
  std::string View(uint64_t bundle);
  uint64_t fills() const { return fill_count_; }

 private:
  using Objects = std::map<std::string, std::string>;
  struct Missing {
    uint64_t object;
    std::string key;
  };

  std::string Assemble(uint64_t bundle);
  std::vector<std::string> KeysOf(uint64_t bundle) const;
  std::vector<Missing> FindMissing(uint64_t bundle, const Objects& found) const;
  // The number of objects that stay missing.
  size_t FillAlone(const std::vector<Missing>& missing, bool keep, Objects& found);
  size_t FillTogether(const std::vector<Missing>& missing, bool keep, Objects& found);
  std::optional<std::string> Fill(const Missing& missing, bool keep);

  const Options options_;
  CacheClient& cache_;
  DbConnection& db_;
  FillGroup& fills_;
  uint64_t fill_count_ = 0;
  std::map<uint64_t, TimePoint> given_up_;  // Fixed: when an object was not to be had.
};

}  // namespace frontcache

#endif  // FRONTCACHE_PAGE_READER_H_
