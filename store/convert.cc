#include "store/convert.h"

#include <google/protobuf/arena.h>

#include <algorithm>

#include "schema.pb.h"
#include "store/internal/convert_fault.h"

namespace csnake::store {
namespace {

using store::Put;
using store::Take;

constexpr uint32_t kVersion = 2;

std::unexpected<model::Error> Corrupt(std::string_view what) {
  return model::Fail(model::Code::kCorrupt, "the campaign's record of " + std::string(what) +
                                                " cannot be read; start anew with `csnake run --fresh`");
}

void Put(const model::ObservationKey& key, const model::Observation& seen, schema::Observation& out) {
  out.set_site(key.site.value);
  out.set_value(key.value);
  out.set_parent_loop(key.parent_loop.value);
  out.set_caller0(key.callers[0].value);
  out.set_caller1(key.callers[1].value);
  out.set_count(seen.count);
  out.set_entries(seen.entries);
  out.set_timed(seen.timed);
  out.set_timed_ns(seen.timed_ns);
  out.set_least_ns(seen.least_ns);
  out.set_first_ns(seen.first_ns);
  out.set_last_ns(seen.last_ns);
  out.set_window_ns(seen.timeline.window_ns);
  const auto used = std::ranges::find_if(seen.timeline.counts.rbegin(), seen.timeline.counts.rend(),
                                         [](uint32_t count) { return count != 0; });
  for (auto at = seen.timeline.counts.begin(); at != used.base(); ++at) out.add_windows(*at);
  Put(seen.states, *out.mutable_states());
  out.set_states_dropped(seen.states_dropped);
  if (seen.after != model::SiteSet{})
    for (const uint64_t word : seen.after.bits) out.add_after(word);
}

bool Take(const schema::Observation& stored, model::Run& run) {
  const model::ObservationKey key{model::SiteId{stored.site()},
                                  static_cast<uint8_t>(stored.value()),
                                  model::SiteId{stored.parent_loop()},
                                  {model::FunctionId{stored.caller0()}, model::FunctionId{stored.caller1()}}};
  model::Observation& seen = run.observations[key];
  seen.count = stored.count();
  seen.entries = stored.entries();
  seen.timed = stored.timed();
  seen.timed_ns = stored.timed_ns();
  seen.least_ns = stored.least_ns();
  seen.first_ns = stored.first_ns();
  seen.last_ns = stored.last_ns();
  seen.timeline.window_ns = stored.window_ns();
  seen.states_dropped = stored.states_dropped();
  if (stored.windows_size() > model::Timeline::kWindows) return false;
  if (stored.after_size() != 0 && stored.after_size() != static_cast<int>(seen.after.bits.size())) return false;
  std::ranges::copy(stored.after(), seen.after.bits.begin());
  std::ranges::copy(stored.windows(), seen.timeline.counts.begin());
  return Take(stored.states(), seen.states);
}

void Put(const model::Injection& injection, schema::Injection& out) {
  out.set_hits(injection.hits);
  out.set_fired(injection.fired);
  out.set_first_ns(injection.first_ns);
  out.set_last_ns(injection.last_ns);
  out.set_slept_ns(injection.slept_ns);
  Put(injection.states, *out.mutable_states());
}

bool Take(const schema::Injection& stored, model::Injection& out) {
  out.hits = stored.hits();
  out.fired = stored.fired();
  out.first_ns = stored.first_ns();
  out.last_ns = stored.last_ns();
  out.slept_ns = stored.slept_ns();
  return Take(stored.states(), out.states);
}

bool Take(const schema::Run& stored, model::Run& run) {
  run.workload = stored.workload();
  if (stored.has_fault() && !Take(stored.fault(), run.fault.emplace())) return false;
  run.dose = Take(stored.dose());
  run.repeat = stored.repeat();
  run.ending = static_cast<model::Ending>(stored.ending());
  if (model::ToName(run.ending) == "unknown") return false;
  run.status = stored.status();
  run.body_ns = stored.body_ns();
  run.start_ns = stored.start_ns();
  run.processes = stored.processes();
  for (const schema::Observation& observation : stored.observations())
    if (!Take(observation, run)) return false;
  for (const auto& [name, count] : stored.losses()) run.losses.emplace(name, count);
  return Take(stored.injection(), run.injection);
}

bool Parse(google::protobuf::MessageLite& message, std::string_view bytes) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

std::string EncodeRun(const model::Run& run) {
  schema::Run out;
  out.set_workload(run.workload);
  if (run.fault) Put(*run.fault, *out.mutable_fault());
  Put(run.dose, *out.mutable_dose());
  out.set_repeat(run.repeat);
  out.set_ending(static_cast<uint32_t>(run.ending));
  out.set_status(run.status);
  out.set_body_ns(run.body_ns);
  out.set_start_ns(run.start_ns);
  out.set_processes(run.processes);
  for (const auto& [key, seen] : run.observations) Put(key, seen, *out.add_observations());
  Put(run.injection, *out.mutable_injection());
  for (const auto& [name, count] : run.losses) (*out.mutable_losses())[name] = count;
  return out.SerializeAsString();
}

model::Result<model::Run> DecodeRun(std::string_view bytes, std::string_view what) {
  google::protobuf::Arena arena;  // Thousands of small messages, freed at once.
  auto& stored = *google::protobuf::Arena::CreateMessage<schema::Run>(&arena);
  model::Run run;
  if (!Parse(stored, bytes) || !Take(stored, run)) return Corrupt(what);
  return run;
}

std::string EncodeWorkloads(const std::vector<Workload>& workloads) {
  schema::Workloads out;
  for (const Workload& workload : workloads) {
    schema::Workload& stored = *out.add_workloads();
    stored.set_name(workload.name);
    stored.set_adapter(workload.adapter);
    stored.set_binary(workload.binary);
    stored.set_excluded(workload.excluded);
    for (const std::string& argument : workload.arguments) stored.add_arguments(argument);
    for (const std::string& entry : workload.environment) stored.add_environment(entry);
    stored.set_directory(workload.directory);
    stored.set_cpus(workload.cpus);
  }
  return out.SerializeAsString();
}

model::Result<std::vector<Workload>> DecodeWorkloads(std::string_view bytes) {
  schema::Workloads stored;
  if (!Parse(stored, bytes)) return Corrupt("the workloads");
  std::vector<Workload> workloads;
  for (const schema::Workload& w : stored.workloads())
    workloads.push_back({w.name(),
                         w.adapter(),
                         w.binary(),
                         w.excluded(),
                         {w.arguments().begin(), w.arguments().end()},
                         {w.environment().begin(), w.environment().end()},
                         w.directory(),
                         std::max(1, w.cpus())});
  return workloads;
}

std::string EncodeMeta(const Meta& meta) {
  schema::Meta out;
  out.set_version(kVersion);
  out.set_project(meta.project);
  out.set_seed(meta.seed);
  out.set_created_s(meta.created_s);
  out.set_config_hash(meta.config_hash);
  for (const Binary& binary : meta.binaries) {
    schema::Binary& stored = *out.add_binaries();
    stored.set_path(binary.path);
    stored.set_build_id(binary.build_id);
    stored.set_catalogue_fingerprint(binary.catalogue_fingerprint);
  }
  out.set_wall_ms(meta.wall_ms);
  return out.SerializeAsString();
}

model::Result<Meta> DecodeMeta(std::string_view bytes) {
  schema::Meta stored;
  if (!Parse(stored, bytes)) return Corrupt("its own origin");
  if (stored.version() != kVersion)
    return model::Fail(model::Code::kMismatch, "the campaign was written by another version of csnake (format " +
                                                   std::to_string(stored.version()) + ", this one reads " +
                                                   std::to_string(kVersion) +
                                                   "); start anew with `csnake run --fresh`");
  Meta meta{stored.project(), stored.seed(), stored.created_s(), stored.config_hash(), {}, stored.wall_ms()};
  for (const schema::Binary& b : stored.binaries())
    meta.binaries.push_back({b.path(), b.build_id(), b.catalogue_fingerprint()});
  return meta;
}

}  // namespace csnake::store
