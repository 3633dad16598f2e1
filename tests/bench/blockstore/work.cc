// The part of targets/blockstore that needs nothing but the processor: the name node's tables and the wire format, used as
// the name node does when clients write files and data nodes report what they received.
#include <stdexcept>
#include <string>
#include <vector>

#include "error.h"
#include "messages.h"
#include "name_space.h"
#include "node_registry.h"
#include "wire.h"

namespace blockstore {
namespace {

constexpr uint32_t kNodes = 8;

std::string PathOf(int n) { return "/volume" + std::to_string(n % 7) + "/file" + std::to_string(n); }

void WriteFile(NameSpace& names, const NodeRegistry& registry, int n, TimePoint now, std::vector<BlockReport>& reports) {
  const std::string request = Encode(CreateRequest{PathOf(n), HolderId{7}, n % 2 == 0});
  const FileId id = names.Create(Decode<CreateRequest>(request)).id;
  for (uint32_t i = 0; i < 4; ++i) {
    File& file = names.OpenFile(id, HolderId{7});
    std::vector<NodeId> targets;
    for (const NodeId node : registry.Nodes())
      if (targets.size() < 2 && static_cast<uint32_t>(node) % 4 == i && !registry.IsStale(node, now)) targets.push_back(node);
    const Block& block = names.AddBlock(file, targets);
    for (const NodeId node : targets)
      reports[static_cast<uint32_t>(node) - 1].entries.push_back({block.id, 65'536, ReportKind::kReceived, uint64_t{1} + i});
  }
}

uint64_t Apply(NameSpace& names, const std::string& message) {
  uint64_t applied = 0;
  const BlockReport report = Decode<BlockReport>(message);
  for (const ReportEntry& entry : report.entries) {
    Block* block = names.FindBlock(entry.block);
    if (!block || block->IsAt(report.node)) continue;
    block->locations.push_back(report.node);
    ++applied;
  }
  return applied;
}

bool Exists(NameSpace& names, const std::string& path) { return names.FindPath(path) != nullptr; }

}  // namespace

uint64_t Work() {
  const TimePoint now{};
  NodeRegistry registry{Options{}};
  for (uint32_t n = 1; n <= kNodes; ++n) registry.Register({NodeId{n}, static_cast<uint16_t>(n)}, now);
  NameSpace names;
  std::vector<BlockReport> reports(kNodes);
  for (uint32_t n = 0; n < kNodes; ++n) reports[n].node = NodeId{n + 1};
  for (int n = 0; n < 200; ++n) WriteFile(names, registry, n, now, reports);
  uint64_t sum = 0;
  for (const BlockReport& report : reports) sum = sum * 31 + Apply(names, Encode(report));
  for (int n = 0; n < 400; ++n) sum = sum * 31 + (Exists(names, PathOf(n)) ? 1 : 0);
  for (uint32_t n = 1; n <= kNodes; ++n) sum = sum * 31 + names.BlocksAt(NodeId{n}).size();
  return sum;
}

}  // namespace blockstore
