#include "record_writer.h"

#include <algorithm>

#include "page_reader.h"
#include "query_engine.h"

namespace frontcache {

void RetryBudget::Earn() {
  std::lock_guard lock(mutex_);
  tokens_ = std::min(tokens_ + 1, burst_);
}

bool RetryBudget::Spend() {
  std::lock_guard lock(mutex_);
  if (tokens_ < kPerRetry) return false;
  tokens_ -= kPerRetry;
  return true;
}

void RecordWriter::Commit(const std::vector<uint64_t>& objects, const std::string& data) {
  proto::DbRequest request;
  std::vector<std::string> keys;
  for (const uint64_t object : objects) {
    proto::Record& record = *request.mutable_commit()->add_records();
    record.set_row(FirstRowOfObject(object, options_));
    record.set_data(data);
    keys.push_back(KeyOfObject(object));
  }
  proto::DbReply reply;
  do {
    if (db_.Call(request, reply, options_.commit_timeout) == Status::kOk) {
      budget_.Earn();
      cache_.Remove(keys);
      return;
    }
  } while (budget_.Spend());
  throw CommitError("commit failed");
}

}  // namespace frontcache
