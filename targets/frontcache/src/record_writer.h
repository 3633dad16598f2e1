// record_writer.h: commits, repeated within a budget.
#ifndef FRONTCACHE_RECORD_WRITER_H_
#define FRONTCACHE_RECORD_WRITER_H_

#include <mutex>
#include <string>
#include <vector>

#include "cache_client.h"
#include "db_session.h"

namespace frontcache {

// Allows one repetition for each ten successes, and a few to begin with. Shared by the threads of a front-end.
class RetryBudget {
 public:
  explicit RetryBudget(uint32_t burst) : burst_(burst * kPerRetry), tokens_(burst_) {}
  void Earn();
  // False if there is nothing left.
  bool Spend();

 private:
  static constexpr uint32_t kPerRetry = 10;

  const uint32_t burst_;
  std::mutex mutex_;
  uint32_t tokens_;
};

// For one thread.
class RecordWriter {
 public:
  RecordWriter(const Options& options, CacheClient& cache, DbConnection& db, RetryBudget& budget)
      : options_(options), cache_(cache), db_(db), budget_(budget) {}

  // Writes the first row of each object, then removes the objects from the cache. Throws CommitError.
  void Commit(const std::vector<uint64_t>& objects, const std::string& data);

 private:
  const Options options_;
  CacheClient& cache_;
  DbConnection& db_;
  RetryBudget& budget_;
};

}  // namespace frontcache

#endif  // FRONTCACHE_RECORD_WRITER_H_
