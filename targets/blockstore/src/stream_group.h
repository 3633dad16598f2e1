// stream_group.h: append streams that stand or fall together, like the write-ahead logs of one server.
//
// When a stream loses its pipeline, the group rolls: all streams go on in new files of a new holder. The old files are
// dropped as they are and left to lease recovery. (Fixed: only the stream that failed gets a new file, and the old one
// is closed.)
#ifndef BLOCKSTORE_STREAM_GROUP_H_
#define BLOCKSTORE_STREAM_GROUP_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "client.h"

namespace blockstore {

class StreamGroup {
 public:
  // Opens `streams` files. `client` must outlive the group.
  StreamGroup(Client& client, std::string name, size_t streams);

  // Appends one record to a stream, rolling as often as `roll_attempts` allows.
  void Append(size_t stream, const std::string& record);
  void Close();
  uint64_t rolls() const { return rolls_; }

 private:
  void Roll(size_t failed);
  void OpenMissing();

  Client& client_;
  const std::string name_;
  HolderId holder_;
  uint64_t next_file_ = 0;
  std::atomic<uint64_t> rolls_{0};
  std::vector<std::unique_ptr<FileWriter>> writers_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_STREAM_GROUP_H_
