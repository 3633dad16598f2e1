#include "result_reader.h"

#include <mutex>
#include <thread>

#include "error.h"

namespace streamjob {

int64_t ResultReader::Query(uint32_t key) {
  for (int attempt = 1;; ++attempt) {
    try {
      CheckDoubt();
      return Read(key);
    } catch (const ReadError&) {
      ++errors_;
      store_.RaiseDoubt();
      if (attempt >= options_.read_attempts) throw;
    } catch (const DoubtError&) {
      ++errors_;
      SettleDoubt();
      if (attempt >= options_.read_attempts) throw;
    }
    std::this_thread::sleep_for(options_.read_pause);
  }
}

void ResultReader::CheckDoubt() {
  if (store_.InDoubt()) throw DoubtError("somebody could not read the results");  // [truth: DOUBT_ERROR]
}

// Under exactly-once readers see results that the auditor is not looking at; otherwise they take what is there.
int64_t ResultReader::Read(uint32_t key) {
  if (options_.guarantee == Guarantee::kExactlyOnce) {
    std::unique_lock view(store_.view(), options_.read_timeout);
    if (!view.owns_lock()) throw ReadError("the auditor does not let readers in");  // [truth: READ_ERROR]
    return store_.Last(key);
  }
  return store_.Last(key);
}

void ResultReader::SettleDoubt() {
  try {
    Recount();
  } catch (const RecountError&) {
    store_.RequestAudit();
  }
}

// Records that came twice explain a doubt under at-least-once. Exactly-once results have none: there it goes away by
// itself.
void ResultReader::Recount() {
  if (options_.guarantee == Guarantee::kExactlyOnce) return;
  if (store_.duplicates() == 0) throw RecountError("no record came twice");  // [truth: RECOUNT_ERROR]
}

}  // namespace streamjob
