// runner/run_directories.h — where targets write while they run: fresh per run, gone afterwards.
//
//   <base>/csnake-XXXXXX/lock    held while this csnake lives; without a holder the directory is stale
//   <base>/csnake-XXXXXX/<n>/    spool/ tmp/ output
//
// The base is /dev/shm when at least 1 GiB is free there, else TMPDIR or /tmp.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "model/status.h"

namespace csnake::runner {

class RunDirectories {
 public:
  // Also deletes what dead processes of the same user left behind. `base` is for tests; empty: chosen as above.
  // Errors: kUnavailable  no directory can be made.
  static model::Result<std::unique_ptr<RunDirectories>> Make(std::string base = "");
  ~RunDirectories();
  RunDirectories(const RunDirectories&) = delete;
  RunDirectories& operator=(const RunDirectories&) = delete;

  const std::string& path() const { return path_; }

  // Threads: may be called concurrently.
  model::Result<std::string> Add();
  static void Remove(const std::string& directory);

 private:
  RunDirectories(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_;
  std::atomic<int> next_ = 0;
};

}  // namespace csnake::runner
