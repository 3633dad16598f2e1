// result_reader.h: reads the results of a job while it runs.
#ifndef STREAMJOB_RESULT_READER_H_
#define STREAMJOB_RESULT_READER_H_

#include <atomic>

#include "result_store.h"

namespace streamjob {

class ResultReader {
 public:
  ResultReader(ResultStore& store, const Options& options) : store_(store), options_(options) {}

  // The last value of the key. Throws ReadError or DoubtError after several attempts.
  int64_t Query(uint32_t key);
  uint64_t errors() const { return errors_; }

 private:
  void CheckDoubt();
  int64_t Read(uint32_t key);
  void SettleDoubt();
  void Recount();

  ResultStore& store_;
  const Options options_;
  std::atomic<uint64_t> errors_{0};
};

}  // namespace streamjob

#endif  // STREAMJOB_RESULT_READER_H_
