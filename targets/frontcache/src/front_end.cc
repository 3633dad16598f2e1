#include "front_end.h"

#include <thread>

namespace frontcache {
void Add(proto::Tally& sum, const proto::Tally& part) {
  sum.set_served(sum.served() + part.served());
  sum.set_failed(sum.failed() + part.failed());
  sum.set_dials(sum.dials() + part.dials());
  sum.set_fills(sum.fills() + part.fills());
  sum.set_scans(sum.scans() + part.scans());
  if (!part.last_error().empty()) sum.set_last_error(part.last_error());
}

RequestThread::RequestThread(size_t index, const Options& options, const Endpoints& endpoints, FrontEndState& state)
    : index_(index),
      cache_(options, endpoints.cache),
      db_(options, endpoints.database, state.epoch),
      pages_(options, cache_, db_, state.fills),
      feeds_(options, db_),
      reports_(options, db_),
      writer_(options, cache_, db_, state.budget) {}

bool RequestThread::Serve(const std::function<void(RequestThread&)>& request) {
  try {
    request(*this);
    counts_.set_served(counts_.served() + 1);
    return true;
  } catch (const Error& error) {
    counts_.set_failed(counts_.failed() + 1);
    counts_.set_last_error(error.what());
    return false;
  }
}

proto::Tally RequestThread::tally() const {
  proto::Tally tally = counts_;
  tally.set_dials(db_.dials());
  tally.set_fills(pages_.fills());
  tally.set_scans(feeds_.scans());
  return tally;
}

proto::Tally RunFrontEnd(const Options& options, const Endpoints& endpoints, size_t threads, const Script& script) {
  FrontEndState state{{}, {}, RetryBudget(options.retry_burst)};
  std::mutex mutex;
  proto::Tally sum;
  std::vector<std::jthread> running;
  for (size_t i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      RequestThread thread(i, options, endpoints, state);
      thread.db().Ensure();  // The first request does not wait for a login.
      script(thread);
      std::lock_guard lock(mutex);
      Add(sum, thread.tally());
    });
  }
  running.clear();
  return sum;
}

}  // namespace frontcache
