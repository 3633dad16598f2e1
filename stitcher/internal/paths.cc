#include "stitcher/internal/paths.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

namespace csnake::stitcher {

PathExtender::PathExtender(const LinkGraph& graph, solver::Compatibility& compatible, int delays_max)
    : graph_(graph),
      compatible_(compatible),
      delays_max_(delays_max),
      carries_conditions_(compatible.level() == solver::Level::kChain) {}

bool PathExtender::Extend(const Path& path, const Arc& arc, Path& longer) {
  longer.ways.clear();
  const Junction& junction = graph_.junctions[arc.from];
  for (uint32_t i = arc.lanes_begin; i < arc.lanes_end; ++i) {
    const Lane& lane = graph_.lanes[i];
    const Way step{.first_out = lane.out, .in = lane.in, .measured = lane.measured, .delays = lane.delay ? 1 : 0};
    if (path.arcs.empty()) AddWay(step, longer.ways);
    for (const Way& way : path.ways) {
      if (!junction.links[way.in * junction.out.size() + lane.out]) continue;
      AddWay({.first_out = way.first_out,
              .in = lane.in,
              .measured = way.measured || lane.measured,
              .delays = way.delays + step.delays},
             longer.ways);
    }
  }
  if (longer.ways.empty()) return false;
  longer.required = path.required;
  if (!carries_conditions_) return true;
  Require(path, arc, longer);
  return longer.required.size() == path.required.size() || !compatible_.Contradictory(longer.required);
}

void PathExtender::AddWay(const Way& way, std::vector<Way>& ways) const {
  if (way.delays > delays_max_) return;
  const auto same = std::ranges::find_if(ways, [&](const Way& other) {
    return other.first_out == way.first_out && other.in == way.in && other.measured == way.measured;
  });
  if (same == ways.end())
    ways.push_back(way);
  else
    same->delays = std::min(same->delays, way.delays);
}

// What every link between the arriving ways and the lanes of `arc` requires. At its beginning a path may have arrived
// by any port.
void PathExtender::Require(const Path& path, const Arc& arc, Path& longer) {
  const Junction& junction = graph_.junctions[arc.from];
  std::vector<uint32_t> arrivals;
  for (const Way& way : path.ways) arrivals.push_back(way.in);
  for (uint32_t in = 0; path.arcs.empty() && in < junction.in.size(); ++in) arrivals.push_back(in);

  std::optional<std::vector<solver::Condition>> common;
  for (uint32_t i = arc.lanes_begin; i < arc.lanes_end; ++i) {
    const uint32_t out = graph_.lanes[i].out;
    for (const uint32_t in : arrivals) {
      if (!junction.links[in * junction.out.size() + out]) continue;
      const auto required = compatible_.Required(junction.in[in].side, junction.out[out].side);
      if (!common)
        common.emplace(required.begin(), required.end());
      else
        std::erase_if(*common, [&](solver::Condition c) { return !std::ranges::binary_search(required, c); });
      if (common->empty()) return;
    }
  }
  if (!common) return;
  longer.required.clear();
  std::ranges::set_union(path.required, *common, std::back_inserter(longer.required));
}

bool PathExtender::Closes(const Path& path) const {
  const Junction& junction = graph_.junctions[path.faults.front()];
  return std::ranges::any_of(path.ways, [&](const Way& way) {
    return way.measured && junction.links[way.in * junction.out.size() + way.first_out];
  });
}

}  // namespace csnake::stitcher
