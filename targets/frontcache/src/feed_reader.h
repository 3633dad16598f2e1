// feed_reader.h: feeds, which are never cached.
#ifndef FRONTCACHE_FEED_READER_H_
#define FRONTCACHE_FEED_READER_H_

#include <string>
#include <vector>

#include "db_session.h"

namespace frontcache {

// For one thread.
class FeedReader {
 public:
  FeedReader(const Options& options, DbConnection& db) : options_(options), db_(db) {}

  // Throws FeedError when no attempt succeeded.
  std::vector<std::string> Read(uint64_t user);
  uint64_t scans() const { return scans_; }

 private:
  Status Scan(uint64_t user, std::vector<std::string>& entries);

  const Options options_;
  DbConnection& db_;
  uint64_t scans_ = 0;
};

}  // namespace frontcache

#endif  // FRONTCACHE_FEED_READER_H_
