// messages.h: what master, region servers, peers and clients say to each other.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

// Names the members of a message in the order in which they travel.
#define REGIONKV_FIELDS(...)                         \
  template <typename Archive, typename Self>         \
  static void Fields(Archive& archive, Self& self) { \
    archive(__VA_ARGS__);                            \
  }

namespace regionkv {

enum class ServerName : uint32_t { kNone = 0 };
enum class RegionId : uint32_t {};
using Sequence = uint64_t;

inline std::string ToString(ServerName server) { return "rs-" + std::to_string(static_cast<uint32_t>(server)); }
inline std::string ToString(RegionId region) { return "region " + std::to_string(static_cast<uint32_t>(region)); }

struct Cell {
  std::string row;
  std::string value;
  REGIONKV_FIELDS(self.row, self.value)
};

// One cell on its way through the write-ahead log.
struct Edit {
  Sequence sequence = 0;
  RegionId region{};
  Cell cell;
  REGIONKV_FIELDS(self.sequence, self.region, self.cell)
};

enum class Method : uint8_t {
  // Master.
  kRegister,
  kHeartbeat,
  kCreateTable,
  kLocate,
  kReportDoubt,
  kSettleDoubts,
  // Region servers.
  kOpenRegions,
  kCloseRegions,
  kMulti,
  kGet,
  kScan,
  kBulkLoad,
  // Peers.
  kReplicate,
  kScanCopy,
};

struct Empty {};

struct ServerAddress {
  ServerName server = ServerName::kNone;
  uint16_t port = 0;
};

struct HeartbeatReply {
  bool is_dead = false;  // The master has given the regions of this server to others.
};

struct CreateTableRequest {
  std::string table;
  uint32_t regions = 0;
  REGIONKV_FIELDS(self.table, self.regions)
};

struct RegionLocation {
  RegionId region{};
  ServerAddress address;  // Port 0 while the region is in transition.
};

struct LocateReply {
  std::vector<RegionLocation> regions;  // In the order of the parts of the table's rows.
  REGIONKV_FIELDS(self.regions)
};

struct OpenRegion {
  RegionId region{};
  ServerName dead_server = ServerName::kNone;  // Whose log holds edits that were not flushed.
};

struct OpenRequest {
  std::vector<OpenRegion> regions;
  REGIONKV_FIELDS(self.regions)
};

struct CloseRequest {
  std::vector<RegionId> regions;
  REGIONKV_FIELDS(self.regions)
};

enum class Durability : uint8_t { kSyncWal, kAsyncWal };

struct MultiRequest {
  RegionId region{};
  Durability durability = Durability::kSyncWal;
  std::vector<Cell> cells;
  REGIONKV_FIELDS(self.region, self.durability, self.cells)
};

struct GetRequest {
  RegionId region{};
  std::string row;
  REGIONKV_FIELDS(self.region, self.row)
};

struct CellList {
  std::vector<Cell> cells;
  REGIONKV_FIELDS(self.cells)
};

struct BulkLoadRequest {
  RegionId region{};
  std::vector<std::string> files;
  REGIONKV_FIELDS(self.region, self.files)
};

struct EditList {
  std::vector<Edit> edits;
  REGIONKV_FIELDS(self.edits)
};

}  // namespace regionkv
