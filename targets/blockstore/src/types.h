// types.h: the ids that travel between nodes. Distinct types, so that they cannot be mixed up.
#ifndef BLOCKSTORE_TYPES_H_
#define BLOCKSTORE_TYPES_H_

#include <cstdint>
#include <string>

namespace blockstore {

enum class NodeId : uint32_t {};
enum class BlockId : uint64_t {};
enum class FileId : uint64_t {};
enum class HolderId : uint64_t {};  // Who may write a file; one lease each.

inline constexpr NodeId kNoNode{0};
inline constexpr BlockId kNoBlock{0};
inline constexpr uint32_t kMaxReplication = 4;

inline std::string ToString(NodeId id) { return "node " + std::to_string(static_cast<uint32_t>(id)); }
inline std::string ToString(BlockId id) { return "block " + std::to_string(static_cast<uint64_t>(id)); }

}  // namespace blockstore

#endif  // BLOCKSTORE_TYPES_H_
