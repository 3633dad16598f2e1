#include "balancer.h"

#include <algorithm>

namespace regionkv {
namespace {

bool Contains(const ServerList& servers, ServerName server) {
  return std::ranges::find(servers, server) != servers.end();
}

}  // namespace

std::unique_ptr<Balancer> Balancer::Create(BalancerKind kind) {
  if (kind == BalancerKind::kFavoredNodes) return std::make_unique<FavoredNodeBalancer>();
  return std::make_unique<SimpleBalancer>();
}

Placement SimpleBalancer::Assign(const std::vector<RegionId>& regions, const ServerList& servers) {
  Placement placement;
  for (size_t i = 0; i < regions.size(); ++i) placement[regions[i]] = servers[i * servers.size() / regions.size()];
  return placement;
}

Placement SimpleBalancer::Balance(const Placement& current, const ServerList& servers) {
  std::vector<RegionId> regions;
  for (const auto& [region, server] : current) regions.push_back(region);
  Placement moves = SimpleBalancer::Assign(regions, servers);
  std::erase_if(moves, [&](const auto& move) { return current.at(move.first) == move.second; });
  return moves;
}

std::array<ServerName, FavoredNodeAssignmentHelper::kFavoredNodes> FavoredNodeAssignmentHelper::Generate(
    size_t start) const {
  std::array<ServerName, kFavoredNodes> nodes{};
  for (size_t i = 0; i < kFavoredNodes; ++i) nodes[i] = servers_[(start + i) % servers_.size()];
  return nodes;
}

// Without enough servers regions are placed as if there were no favoured nodes; they get theirs later.
Placement FavoredNodeBalancer::Assign(const std::vector<RegionId>& regions, const ServerList& servers) {
  const FavoredNodeAssignmentHelper helper(servers);
  if (!helper.CanPlaceFavoredNodes()) return SimpleBalancer::Assign(regions, servers);  // [truth: CAN_PLACE]
  Placement placement;
  for (const RegionId region : regions) placement[region] = BestOf(region, servers);
  return placement;
}

// Likewise. (Fixed: regions stay where they are as long as there are not enough servers.)
Placement FavoredNodeBalancer::Balance(const Placement& current, const ServerList& servers) {
  const FavoredNodeAssignmentHelper helper(servers);
  if (!helper.CanPlaceFavoredNodes()) {  // [truth: CAN_PLACE]
    if constexpr (kFixed) return {};
    return SimpleBalancer::Balance(current, servers);
  }
  Placement moves;
  for (const auto& [region, server] : current) {
    if (!favored_.contains(region)) favored_[region] = helper.Generate(next_start_++);
    const ServerName primary = favored_[region].front();
    if (primary != server && Contains(servers, primary)) moves[region] = primary;
  }
  return moves;
}

// The first favoured node that can be used; new favoured nodes if none can.
ServerName FavoredNodeBalancer::BestOf(RegionId region, const ServerList& servers) {
  if (const auto it = favored_.find(region); it != favored_.end()) {
    const auto best = std::ranges::find_if(it->second, [&](ServerName server) { return Contains(servers, server); });
    if (best != it->second.end()) return *best;
  }
  favored_[region] = FavoredNodeAssignmentHelper(servers).Generate(next_start_++);
  return favored_[region].front();
}

}  // namespace regionkv
