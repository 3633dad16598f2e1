// balancer.h: which region goes to which server.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <vector>

#include "messages.h"
#include "options.h"

namespace regionkv {

using Placement = std::map<RegionId, ServerName>;
using ServerList = std::vector<ServerName>;

// `servers` are those that new regions may go to; never empty. Not safe for several threads.
class Balancer {
 public:
  static std::unique_ptr<Balancer> Create(BalancerKind kind);
  virtual ~Balancer() = default;
  // Places regions that are nowhere.
  virtual Placement Assign(const std::vector<RegionId>& regions, const ServerList& servers) = 0;
  // Regions that should move, with where to.
  virtual Placement Balance(const Placement& current, const ServerList& servers) = 0;
};

// Neighbours stay together, every server has as many regions as the others.
class SimpleBalancer : public Balancer {
 public:
  Placement Assign(const std::vector<RegionId>& regions, const ServerList& servers) override;
  Placement Balance(const Placement& current, const ServerList& servers) override;
};

// Can this set of servers hold a primary, a secondary and a tertiary for each region?
class FavoredNodeAssignmentHelper {
 public:
  static constexpr size_t kFavoredNodes = 3;
  explicit FavoredNodeAssignmentHelper(const ServerList& servers) : servers_(servers) {}
  bool CanPlaceFavoredNodes() const { return servers_.size() >= kFavoredNodes; }
  std::array<ServerName, kFavoredNodes> Generate(size_t start) const;

 private:
  const ServerList& servers_;
};

// Each region has favoured nodes, which keep the blocks of its store files; it is best served by the first of them.
class FavoredNodeBalancer : public SimpleBalancer {
 public:
  Placement Assign(const std::vector<RegionId>& regions, const ServerList& servers) override;
  Placement Balance(const Placement& current, const ServerList& servers) override;

 private:
  ServerName BestOf(RegionId region, const ServerList& servers);

  std::map<RegionId, std::array<ServerName, FavoredNodeAssignmentHelper::kFavoredNodes>> favored_;
  size_t next_start_ = 0;
};

}  // namespace regionkv
