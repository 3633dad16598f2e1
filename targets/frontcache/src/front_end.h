// front_end.h: a front-end process: request threads over one cache and one database.
#ifndef FRONTCACHE_FRONT_END_H_
#define FRONTCACHE_FRONT_END_H_

#include <functional>

#include "feed_reader.h"
#include "page_reader.h"
#include "record_writer.h"
#include "report_reader.h"

namespace frontcache {

// Where the servers listen.
struct Endpoints {
  uint16_t cache = 0;
  uint16_t database = 0;
};

// What the threads of a front-end share.
struct FrontEndState {
  SessionEpoch epoch;
  FillGroup fills;
  RetryBudget budget;
};

// Serves the requests of one thread. Keeps a session with the database.
class RequestThread {
 public:
  RequestThread(size_t index, const Options& options, const Endpoints& endpoints, FrontEndState& state);

  size_t index() const { return index_; }
  PageReader& pages() { return pages_; }
  FeedReader& feeds() { return feeds_; }
  ReportReader& reports() { return reports_; }
  RecordWriter& writer() { return writer_; }
  DbConnection& db() { return db_; }
  // Serves one request: counts it as served, or as failed if it throws one of our errors. False then.
  bool Serve(const std::function<void(RequestThread&)>& request);
  proto::Tally tally() const;

 private:
  const size_t index_;
  CacheClient cache_;
  DbConnection db_;
  PageReader pages_;
  FeedReader feeds_;
  ReportReader reports_;
  RecordWriter writer_;
  proto::Tally counts_;
};

void Add(proto::Tally& sum, const proto::Tally& part);

// What one request thread does.
using Script = std::function<void(RequestThread&)>;

// Runs the script in several threads and returns when all have ended.
proto::Tally RunFrontEnd(const Options& options, const Endpoints& endpoints, size_t threads, const Script& script);

}  // namespace frontcache

#endif  // FRONTCACHE_FRONT_END_H_
