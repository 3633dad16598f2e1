#include "store/spool_merge.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "store/spool_reader.h"

namespace csnake::store {
namespace {

constexpr int kWindows = model::Timeline::kWindows;

void Add(uint32_t& window, uint64_t count) {
  window = static_cast<uint32_t>(std::min<uint64_t>(window + count, std::numeric_limits<uint32_t>::max()));
}

void DoubleWidth(model::Timeline& timeline) {
  std::array<uint32_t, kWindows> counts{};
  for (size_t i = 0; i < kWindows; ++i) Add(counts[i / 2], timeline.counts[i]);
  timeline.counts = counts;
  timeline.window_ns *= 2;
}

int LastUsed(const model::Timeline& timeline) {
  for (int i = kWindows; i-- > 0;)
    if (timeline.counts[static_cast<size_t>(i)] != 0) return i;
  return -1;
}

}  // namespace

void AddToTimeline(model::Timeline& timeline, int64_t at_ns, uint64_t count) {
  if (timeline.window_ns <= 0) return;
  const int64_t index = std::clamp<int64_t>(at_ns / timeline.window_ns, 0, kWindows - 1);
  Add(timeline.counts[static_cast<size_t>(index)], count);
}

void MergeTimeline(model::Timeline& into, const model::Timeline& from, int64_t offset_ns) {
  const int last = LastUsed(from);
  if (from.window_ns <= 0 || (last < 0 && into.window_ns > 0)) return;
  if (into.window_ns <= 0) into.window_ns = from.window_ns;
  constexpr int64_t kWidthMax = std::numeric_limits<int64_t>::max() / (4 * kWindows);
  const int64_t end_ns = offset_ns + last * from.window_ns;  // Where the last used window begins.
  while (into.window_ns < kWidthMax && (into.window_ns < from.window_ns || end_ns >= kWindows * into.window_ns))
    DoubleWidth(into);
  for (int i = 0; i <= last; ++i)
    AddToTimeline(into, offset_ns + i * from.window_ns, from.counts[static_cast<size_t>(i)]);
}

uint64_t MergeStates(std::vector<model::LocalState>& into, std::vector<model::LocalState> from) {
  std::ranges::sort(from);
  std::vector<model::LocalState> both;
  std::ranges::set_union(into, from, std::back_inserter(both));
  both.erase(std::unique(both.begin(), both.end()), both.end());
  const uint64_t dropped = both.size() > kStatesMax ? both.size() - kStatesMax : 0;
  if (dropped != 0) both.resize(kStatesMax);
  into = std::move(both);
  return dropped;
}

void MergeObservation(model::Observation& into, model::Observation from, int64_t offset_ns) {
  if (from.count != 0) {
    into.first_ns = into.count == 0 ? from.first_ns : std::min(into.first_ns, from.first_ns);
    into.last_ns = into.count == 0 ? from.last_ns : std::max(into.last_ns, from.last_ns);
  }
  into.count += from.count;
  into.entries += from.entries;
  into.timed += from.timed;
  into.timed_ns += from.timed_ns;
  if (from.timed != 0) into.least_ns = into.least_ns == 0 ? from.least_ns : std::min(into.least_ns, from.least_ns);
  into.after.Add(from.after);
  MergeTimeline(into.timeline, from.timeline, offset_ns);
  into.states_dropped += from.states_dropped + MergeStates(into.states, std::move(from.states));
}

}  // namespace csnake::store
