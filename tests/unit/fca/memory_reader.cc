#include "tests/unit/fca/memory_reader.h"

#include <algorithm>
#include <tuple>

namespace csnake::fca {

constexpr int64_t kMs = 1'000'000;

model::SiteId SiteNamed(const std::string& name) { return {model::Hash(name)}; }
model::FunctionId FunctionNamed(const std::string& name) {
  return {name.empty() ? 0 : model::Hash(name, model::Hash("function "))};
}

model::LocalState State(const std::string& name, bool taken, const std::string& caller) {
  model::LocalState state;
  state.frames[0] = {FunctionNamed(name), 1, taken ? uint64_t{1} : uint64_t{0}};
  state.frames[1] = {FunctionNamed(caller), 0, 0};
  return state;
}

model::Result<void> MemoryReader::ForEachRun(std::string_view workload,
                                             const std::function<void(const model::Run&)>& visit) const {
  std::vector<const model::Run*> chosen;
  for (const model::Run& run : runs)
    if (run.workload == workload) chosen.push_back(&run);
  const auto order = [](const model::Run* run) { return std::tie(run->fault, run->dose, run->repeat); };
  if (sorted) std::ranges::sort(chosen, {}, order);
  for (const model::Run* run : chosen) visit(*run);
  return {};
}

RunTeller& RunTeller::Lasts(int64_t ms) {
  run_.body_ns = ms * kMs;
  return *this;
}

RunTeller& RunTeller::Starts(int64_t ms) {
  run_.start_ns = ms * kMs;
  return *this;
}

RunTeller& RunTeller::Ends(model::Ending ending) {
  run_.ending = ending;
  return *this;
}

RunTeller& RunTeller::Fires(uint64_t times) {
  run_.injection.fired = times;
  return *this;
}

RunTeller& RunTeller::InjectedAt(int64_t ms) {
  run_.injection.first_ns = run_.injection.last_ns = ms * kMs;
  return *this;
}

RunTeller& RunTeller::InjectedIn(const model::LocalState& state) {
  run_.injection.states.push_back(state);
  return *this;
}

model::Observation& RunTeller::At(const std::string& site, uint8_t value, const LoopShape& shape) {
  const model::SiteId parent = shape.parent.empty() ? model::SiteId{} : SiteNamed(shape.parent);
  model::Observation& observation = run_.observations[{SiteNamed(site), value, parent, {FunctionNamed(shape.caller), {}}}];
  for (const std::string& earlier : shape.after) observation.after.Add(SiteNamed(earlier));
  return observation;
}

void RunTeller::Count(model::Observation& observation, uint64_t times, int64_t at_ns) const {
  if (times == 0) return;
  observation.timeline.window_ns = std::max<int64_t>(1, run_.body_ns / model::Timeline::kWindows);
  const auto window = std::min<int64_t>(at_ns / observation.timeline.window_ns, model::Timeline::kWindows - 1);
  observation.timeline.counts[static_cast<size_t>(window)] += static_cast<uint32_t>(times);
  observation.first_ns = observation.count > 0 ? std::min(observation.first_ns, at_ns) : at_ns;
  observation.last_ns = std::max(observation.last_ns, at_ns);
  observation.count += times;
}

RunTeller& RunTeller::Fails(const std::string& site, uint64_t times, const std::string& caller) {
  Count(At(site, 0, {.entries = 0, .parent = {}, .caller = caller}), times, 10 * kMs);
  return *this;
}

RunTeller& RunTeller::FailsAt(const std::string& site, int64_t ms) {
  run_.processes = 1;
  Count(At(site, 0, {}), 1, ms * kMs);
  return *this;
}

RunTeller& RunTeller::FailsIn(const std::string& site, const model::LocalState& state, uint64_t dropped) {
  model::Observation& observation = At(site, 0, {});
  Count(observation, 1, 10 * kMs);
  observation.states.push_back(state);
  observation.states_dropped += dropped;
  return *this;
}

RunTeller& RunTeller::Reaches(const std::string& site) {
  At(site, 0, {}).entries = 1;
  return *this;
}

RunTeller& RunTeller::Says(const std::string& site, uint64_t times_false, uint64_t times_true) {
  if (times_false > 0) Count(At(site, 0, {}), times_false, 10 * kMs);
  if (times_true > 0) Count(At(site, 1, {}), times_true, 10 * kMs);
  return *this;
}

RunTeller& RunTeller::Iterates(const std::string& loop, uint64_t times, const LoopShape& shape) {
  model::Observation& observation = At(loop, 0, shape);
  observation.entries += shape.entries;
  Count(observation, times, 10 * kMs);
  return *this;
}

RunTeller& RunTeller::IteratesThroughout(const std::string& loop, uint64_t times, const LoopShape& shape) {
  model::Observation& observation = At(loop, 0, shape);
  observation.entries += shape.entries;
  for (uint64_t i = 0; i < times; ++i)
    Count(observation, 1, static_cast<int64_t>((static_cast<double>(i) + 0.5) / static_cast<double>(times) *
                                               static_cast<double>(run_.body_ns)));
  return *this;
}

model::Site& World::Declare(const std::string& name, model::Kind kind) {
  model::Site& site = catalogue_.sites[SiteNamed(name)];
  site.id = SiteNamed(name);
  site.kind = kind;
  site.text = name;
  return site;
}

void World::Know(const std::string& workload) {
  if (std::ranges::find(workloads_, workload, &store::Workload::name) == workloads_.end()) {
    workloads_.push_back({workload, "gtest", "bin/test", {}});
    std::ranges::sort(workloads_, {}, &store::Workload::name);
  }
}

RunTeller& World::Profile(const std::string& workload) {
  Know(workload);
  model::Run run;
  run.workload = workload;
  run.repeat = static_cast<int>(runs_.size());
  return runs_.emplace_back(run);
}

RunTeller& World::Inject(const std::string& workload, const std::string& site, uint8_t value, model::Dose dose) {
  Know(workload);
  model::Run run;
  run.workload = workload;
  run.repeat = static_cast<int>(runs_.size());
  run.fault = FaultOf(site, value);
  run.dose = dose;
  run.injection.hits = run.injection.fired = 1;
  return runs_.emplace_back(run);
}

void World::Exclude(const std::string& workload, const std::string& why) {
  Know(workload);
  std::ranges::find(workloads_, workload, &store::Workload::name)->excluded = why;
}

model::Fault World::FaultOf(const std::string& site, uint8_t value) const {
  return {SiteNamed(site), catalogue_.sites.at(SiteNamed(site)).kind, value};
}

MemoryReader World::Reader() const {
  MemoryReader reader;
  reader.catalogue = catalogue_;
  reader.workloads = workloads_;
  for (const RunTeller& teller : runs_) reader.runs.push_back(teller.run());
  return reader;
}

}  // namespace csnake::fca
