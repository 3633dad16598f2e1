// store/write_lock.h — one writer per campaign. Private to store/.
#pragma once

#include <memory>
#include <string>

#include "model/status.h"

namespace csnake::store {

// Held until destruction or the end of the process, however it ends.
class WriteLock {
 public:
  // Errors: kUnavailable  another process holds it (named in the message), or the file cannot be made.
  static model::Result<std::unique_ptr<WriteLock>> Take(const std::string& path);
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

 private:
  explicit WriteLock(int file) : file_(file) {}
  int file_;
};

}  // namespace csnake::store
