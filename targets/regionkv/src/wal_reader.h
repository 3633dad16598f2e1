// wal_reader.h: reads one log file, while it is written (replication) or afterwards (recovery).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "file.h"
#include "messages.h"
#include "options.h"

namespace regionkv {

class WalReader {
 public:
  static Result<WalReader> Open(const std::string& path);

  struct Group {
    std::vector<Edit> edits;  // None: the log goes on in the next file.
  };
  // The next group, or nothing if it was not begun yet. Waits at most `timeout` for the rest of it.
  // After an error the same group can be read again.
  Result<std::optional<Group>> Next(Millis timeout);

 private:
  explicit WalReader(File file) : file_(std::move(file)) {}
  Status Read(uint64_t offset, char* data, size_t size, TimePoint deadline) const;
  bool AwaitBytes(uint64_t end, TimePoint deadline) const;
  bool HasBytes(uint64_t end) const;

  File file_;
  uint64_t position_ = 0;
};

}  // namespace regionkv
