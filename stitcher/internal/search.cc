#include "stitcher/internal/search.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

#include "stitcher/internal/chooser.h"
#include "stitcher/internal/core.h"
#include "stitcher/internal/leaders.h"
#include "stitcher/internal/paths.h"
#include "stitcher/verdict.h"

namespace csnake::stitcher {
namespace {

constexpr size_t kBeamWidth = 2'000;
constexpr int kFar = std::numeric_limits<int>::max();

// Keeps the best ranked of each core and of each cluster in turn, in memory bounded by the number wanted.
class Collector {
 public:
  Collector(const std::vector<model::Edge>& edges, const LinkGraph& graph, solver::Compatibility& compatible,
            const CycleOptions& options)
      : verdicts_(edges), cores_(edges, options.parts), graph_(graph), compatible_(compatible), options_(options) {}

  void Add(const Path& path) {
    auto choice = ChooseLanes(graph_, compatible_, path.arcs, options_.delays_max);
    if (!choice || choice->q > options_.q_max) return;
    Candidate candidate{.edges = {}, .faults = path.faults, .q = choice->q, .decided = choice->decided};
    for (const uint32_t index : choice->lanes) {
      const Lane& lane = graph_.lanes[index];
      candidate.edges.push_back(lane.edge);
      candidate.delays += lane.delay ? 1 : 0;
      candidate.measured += lane.measured ? 1 : 0;
      candidate.sim_score += lane.measured ? lane.sim_score : 0;
    }
    candidate.sim_score /= candidate.measured;
    candidate.verdict = verdicts_.Of(candidate.edges);
    result_.candidates.push_back(std::move(candidate));
    if (result_.candidates.size() >= 2 * static_cast<size_t>(options_.cycles_max)) Cut();
  }

  void Incomplete() { result_.complete = false; }

  SearchResult Take() {
    Cut();
    return std::move(result_);
  }

 private:
  void Cut() {
    auto& all = result_.candidates;
    std::ranges::sort(all, RankedBefore);
    const auto same = [](const Candidate& a, const Candidate& b) { return a.faults == b.faults; };
    all.erase(std::ranges::unique(all, same).begin(), all.end());  // The beam may repeat what the search found.
    if (all.size() <= static_cast<size_t>(options_.cycles_max)) return;
    std::vector<std::vector<model::Fault>> cores;
    for (const Candidate& candidate : all) cores.push_back(cores_.Of(candidate.edges));
    std::vector<bool> keep(all.size());
    KeepInTurn(cores, static_cast<size_t>(options_.cycles_max) / 2, keep);
    KeepInTurn(ClustersOf(cores), static_cast<size_t>(options_.cycles_max), keep);
    std::vector<Candidate> kept;
    for (size_t i = 0; i < all.size(); ++i)
      if (keep[i]) kept.push_back(std::move(all[i]));
    all = std::move(kept);
    result_.complete = false;
  }

  // Of the ranked candidates, to each its cluster (clusters.h).
  std::vector<size_t> ClustersOf(const std::vector<std::vector<model::Fault>>& cores) const {
    std::vector<size_t> smallest_first(cores.size());
    std::iota(smallest_first.begin(), smallest_first.end(), size_t{0});
    std::ranges::stable_sort(smallest_first, {},
                             [&](size_t i) { return std::pair(result_.candidates[i].verdict, cores[i].size()); });
    Leaders leaders;
    std::vector<size_t> clusters(cores.size());
    for (const size_t i : smallest_first) {
      const auto leader = leaders.FindWithin(cores[i]);
      clusters[i] = leader ? *leader : leaders.Add(cores[i]);
    }
    return clusters;
  }

  // The first of each group, then the second of each, until `total` are kept.
  template <typename Group>
  static void KeepInTurn(const std::vector<Group>& groups, size_t total, std::vector<bool>& keep) {
    std::map<Group, size_t> met;
    std::vector<std::pair<size_t, size_t>> turns;  // How many of its group come before, its place.
    for (size_t i = 0; i < groups.size(); ++i) turns.emplace_back(met[groups[i]]++, i);
    std::ranges::sort(turns);
    auto kept = static_cast<size_t>(std::ranges::count(keep, true));
    for (const auto& [turn, place] : turns) {
      if (kept == total) break;
      kept += !keep[place];
      keep[place] = true;
    }
  }

  Verdicts verdicts_;
  Cores cores_;
  const LinkGraph& graph_;
  solver::Compatibility& compatible_;
  const CycleOptions& options_;
  SearchResult result_;
};

// Arcs from each fault back to `start` over faults that are not smaller, by breadth-first search against the arcs.
class Distances {
 public:
  explicit Distances(const LinkGraph& graph) : arcs_into_(graph.faults.size()), to_start_(graph.faults.size(), kFar) {
    for (const Arc& arc : graph.arcs) arcs_into_[arc.to].push_back(arc.from);
  }

  void Measure(uint32_t start, int length_max) {
    for (const uint32_t fault : reached_) to_start_[fault] = kFar;
    reached_ = {start};
    to_start_[start] = 0;
    for (size_t i = 0; i < reached_.size(); ++i) {
      const uint32_t fault = reached_[i];
      if (to_start_[fault] == length_max) return;
      for (const uint32_t from : arcs_into_[fault]) {
        if (from <= start || to_start_[from] != kFar) continue;
        to_start_[from] = to_start_[fault] + 1;
        reached_.push_back(from);
      }
    }
  }

  int operator[](uint32_t fault) const { return to_start_[fault]; }

 private:
  std::vector<std::vector<uint32_t>> arcs_into_;
  std::vector<int> to_start_;
  std::vector<uint32_t> reached_;
};

class Search {
 public:
  Search(const std::vector<model::Edge>& edges, const LinkGraph& graph, solver::Compatibility& compatible,
         const CycleOptions& options)
      : graph_(graph),
        options_(options),
        extender_(graph, compatible, options.delays_max),
        distances_(graph),
        collector_(edges, graph, compatible, options) {}

  SearchResult Run() {
    // Length by length: when the work ends, all shorter cycles are there, of every start.
    for (length_ = 1; length_ <= options_.length_max && !exhausted_; ++length_)
      for (uint32_t start = 0; start < graph_.faults.size() && !exhausted_; ++start) DepthFirst(start);
    if (exhausted_) {
      collector_.Incomplete();
      Beam();
    }
    return collector_.Take();
  }

 private:
  // Calls next(longer) for every admissible arc from the end of `path`; closes the cycle where it can.
  template <typename Next>
  void ForEachExtension(const Path& path, int left, Next next) {
    const uint32_t last = path.faults.back();
    for (uint32_t a = graph_.arcs_begin[last]; a < graph_.arcs_begin[last + 1] && !exhausted_; ++a) {
      const Arc& arc = graph_.arcs[a];
      const bool closes = arc.to == path.faults.front();
      if (!closes && (arc.to < path.faults.front() || distances_[arc.to] > left - 1)) continue;
      if (!closes && std::ranges::find(path.faults, arc.to) != path.faults.end()) continue;
      if (path.q + arc.q > options_.q_max) continue;
      if (closes && !beam_ && left > 1) continue;  // Known from an earlier length.
      if (!beam_ && ++steps_ > options_.steps_max) exhausted_ = true;
      if (exhausted_) return;
      Path longer;
      if (!extender_.Extend(path, arc, longer)) continue;
      longer.arcs = path.arcs;
      longer.arcs.push_back(a);
      longer.faults = path.faults;
      longer.sim_score = path.sim_score + arc.sim_score;
      longer.q = path.q + arc.q;
      if (closes) {
        if (extender_.Closes(longer)) collector_.Add(longer);
      } else {
        longer.faults.push_back(arc.to);
        next(std::move(longer));
      }
    }
  }

  void DepthFirst(uint32_t start) {
    if (graph_.arcs_begin[start] == graph_.arcs_begin[start + 1]) return;
    distances_.Measure(start, length_);
    Path path;
    path.faults = {start};
    DepthFirst(path);
  }

  void DepthFirst(const Path& path) {
    const int left = length_ - static_cast<int>(path.arcs.size());
    if (left > 0) ForEachExtension(path, left, [&](const Path& longer) { DepthFirst(longer); });
  }

  // All starts together, one arc at a time.
  void Beam();

  const LinkGraph& graph_;
  const CycleOptions& options_;
  PathExtender extender_;
  Distances distances_;
  Collector collector_;
  int length_ = 0;  // Of the cycles that are looked for now.
  int64_t steps_ = 0;
  bool exhausted_ = false;
  bool beam_ = false;
};

// The lowest sum of sim_score survives; among equals every start gets its turn. All paths have the same length.
void KeepBest(std::vector<Path>& paths) {
  std::ranges::sort(paths, [](const Path& a, const Path& b) {
    return std::tie(a.sim_score, a.faults) < std::tie(b.sim_score, b.faults);
  });
  std::map<std::pair<double, uint32_t>, int> turns;
  std::vector<std::tuple<double, int, size_t>> order;
  for (size_t i = 0; i < paths.size(); ++i)
    order.emplace_back(paths[i].sim_score, turns[{paths[i].sim_score, paths[i].faults.front()}]++, i);
  std::ranges::sort(order);
  if (order.size() > kBeamWidth) order.resize(kBeamWidth);
  std::vector<Path> kept;
  for (const auto& [sim_score, turn, index] : order) kept.push_back(std::move(paths[index]));
  paths = std::move(kept);
}

void Search::Beam() {
  exhausted_ = false;
  beam_ = true;
  std::vector<Path> paths;
  for (uint32_t start = 0; start < graph_.faults.size(); ++start) {
    if (graph_.arcs_begin[start] == graph_.arcs_begin[start + 1]) continue;
    paths.emplace_back().faults = {start};
  }
  for (int left = options_.length_max; left > 0 && !paths.empty(); --left) {
    std::vector<Path> longer_paths;
    std::ranges::stable_sort(paths, {}, [](const Path& path) { return path.faults.front(); });
    for (size_t i = 0; i < paths.size(); ++i) {
      const uint32_t start = paths[i].faults.front();
      if (i == 0 || start != paths[i - 1].faults.front()) distances_.Measure(start, options_.length_max);
      ForEachExtension(paths[i], left, [&](Path longer) { longer_paths.push_back(std::move(longer)); });
    }
    KeepBest(longer_paths);
    paths = std::move(longer_paths);
  }
}

}  // namespace

bool RankedBefore(const Candidate& a, const Candidate& b) {
  const auto key = [](const Candidate& c) {
    const int delays = c.delays == 1 ? -1 : c.delays;
    return std::tuple(c.verdict, delays, c.measured, c.edges.size(), c.sim_score, c.q);
  };
  return key(a) != key(b) ? key(a) < key(b) : a.faults < b.faults;
}

SearchResult FindCandidates(const std::vector<model::Edge>& edges, const LinkGraph& graph,
                            solver::Compatibility& compatible, const CycleOptions& options) {
  return Search(edges, graph, compatible, options).Run();
}

}  // namespace csnake::stitcher
