#include "name_space.h"

#include <algorithm>

#include "error.h"

namespace blockstore {

bool Block::IsAt(NodeId node) const { return std::ranges::find(locations, node) != locations.end(); }

File& NameSpace::Create(const CreateRequest& request) {
  if (paths_.contains(request.path)) throw NamespaceError(request.path + " exists already");
  const FileId id{next_file_++};
  paths_[request.path] = id;
  File& file = files_[id];
  file.id = id;
  file.path = request.path;
  file.holder = request.holder;
  file.cached = request.cached;
  return file;
}

File& NameSpace::OpenFile(FileId id, HolderId holder) {
  File* file = FindFile(id);
  if (file == nullptr) throw NamespaceError("the file was deleted");
  if (!file->open || file->holder != holder) throw NamespaceError(file->path + " is not open for this writer");
  return *file;
}

File* NameSpace::FindFile(FileId id) {
  const auto it = files_.find(id);
  return it == files_.end() ? nullptr : &it->second;
}

File* NameSpace::FindPath(const std::string& path) {
  const auto it = paths_.find(path);
  return it == paths_.end() ? nullptr : FindFile(it->second);
}

void NameSpace::RemoveFile(FileId id) {
  const auto it = files_.find(id);
  if (it == files_.end()) return;
  paths_.erase(it->second.path);
  files_.erase(it);
}

Block& NameSpace::AddBlock(File& file, std::vector<NodeId> expected) {
  const BlockId id{next_block_++};
  file.blocks.push_back(id);
  Block& block = blocks_[id];
  block.id = id;
  block.file = file.id;
  block.expected = std::move(expected);
  return block;
}

Block* NameSpace::FindBlock(BlockId id) {
  const auto it = blocks_.find(id);
  return it == blocks_.end() ? nullptr : &it->second;
}

Block& NameSpace::GetBlock(BlockId id) {
  const auto it = blocks_.find(id);
  if (it == blocks_.end()) throw NamespaceError("no such block: " + ToString(id));
  return it->second;
}

std::optional<Block> NameSpace::RemoveBlock(BlockId id) {
  const auto it = blocks_.find(id);
  if (it == blocks_.end()) return std::nullopt;
  std::optional<Block> removed = std::move(it->second);
  blocks_.erase(it);
  if (File* file = FindFile(removed->file)) std::erase(file->blocks, id);
  return removed;
}

std::vector<BlockId> NameSpace::BlocksAt(NodeId node) const {
  std::vector<BlockId> ids;
  for (const auto& [id, block] : blocks_) {
    if (block.IsAt(node)) ids.push_back(id);
  }
  return ids;
}

}  // namespace blockstore
