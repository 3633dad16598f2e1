// name_space.h: files, their blocks, and where the replicas are. Plain data; the name node's lock guards it.
#ifndef BLOCKSTORE_NAME_SPACE_H_
#define BLOCKSTORE_NAME_SPACE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "messages.h"
#include "options.h"

namespace blockstore {

struct Block {
  BlockId id = kNoBlock;
  FileId file{};
  uint64_t length = 0;
  std::vector<NodeId> expected;   // Where the writer was sent.
  std::vector<NodeId> locations;  // Who has reported a replica.
  TimePoint recovery_asked{};     // Last time that the expected nodes were asked to finish it.
  int recovery_rounds = 0;
  uint64_t recovery = 0;          // Which recovery counts: the last one that began.
  TimePoint suspect_until{};

  bool IsAt(NodeId node) const;
  bool IsSuspect(TimePoint now) const { return now < suspect_until; }
};

struct File {
  FileId id{};
  std::string path;
  HolderId holder{};
  bool open = true;
  bool cached = false;
  std::vector<BlockId> blocks;
};

class NameSpace {
 public:
  // Throws NamespaceError if the path is taken.
  File& Create(const CreateRequest& request);
  // Throws NamespaceError unless `holder` is writing the file.
  File& OpenFile(FileId id, HolderId holder);
  File* FindFile(FileId id);
  File* FindPath(const std::string& path);
  void RemoveFile(FileId id);

  Block& AddBlock(File& file, std::vector<NodeId> expected);
  Block* FindBlock(BlockId id);
  // Throws NamespaceError if there is none.
  Block& GetBlock(BlockId id);
  // Takes the block out of its file; the caller deletes the replicas.
  std::optional<Block> RemoveBlock(BlockId id);
  // Blocks with a replica on the node.
  std::vector<BlockId> BlocksAt(NodeId node) const;

 private:
  uint64_t next_file_ = 1;
  uint64_t next_block_ = 1;
  std::map<std::string, FileId> paths_;
  std::map<FileId, File> files_;
  std::map<BlockId, Block> blocks_;
};

}  // namespace blockstore

#endif  // BLOCKSTORE_NAME_SPACE_H_
