#include "store/analysis_cache.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "store/internal/convert_fault.h"

namespace csnake::store {
namespace {

using store::Put;
using store::Take;

std::string PathOf(const std::string& project_root) { return project_root + "/.csnake/analysis"; }

void Put(const std::vector<model::ContextStates>& contexts, google::protobuf::RepeatedPtrField<schema::Context>& out) {
  for (const model::ContextStates& context : contexts) {
    schema::Context& stored = *out.Add();
    stored.set_caller0(context.callers[0].value);
    stored.set_caller1(context.callers[1].value);
    Put(context.states, *stored.mutable_states());
    stored.set_incomplete(!context.complete);
  }
}

bool Take(const google::protobuf::RepeatedPtrField<schema::Context>& stored, std::vector<model::ContextStates>& out) {
  return std::ranges::all_of(stored, [&out](const schema::Context& from) {
    model::ContextStates& context = out.emplace_back();
    context.callers = {model::FunctionId{from.caller0()}, model::FunctionId{from.caller1()}};
    context.complete = !from.incomplete();
    return Take(from.states(), context.states);
  });
}

void Put(const model::Gain& gain, schema::Gain& out) {
  out.set_low(gain.low);
  out.set_mid(gain.mid);
  out.set_high(gain.high);
}

model::Gain Take(const schema::Gain& stored) { return {stored.low(), stored.mid(), stored.high()}; }

void Put(const model::Edge& edge, schema::Edge& out) {
  Put(edge.cause, *out.mutable_cause());
  Put(edge.effect, *out.mutable_effect());
  out.set_type(static_cast<uint32_t>(edge.type));
  out.set_workload(edge.workload);
  Put(edge.dose, *out.mutable_dose());
  out.set_injected_runs(edge.injected_runs);
  out.set_injected_with(edge.injected_with);
  out.set_plain_runs(edge.plain_runs);
  out.set_plain_with(edge.plain_with);
  out.set_injected_mean(edge.injected_mean);
  out.set_plain_mean(edge.plain_mean);
  out.set_p(edge.p);
  out.set_q(edge.q);
  Put(edge.cause_states, *out.mutable_cause_states());
  Put(edge.effect_states, *out.mutable_effect_states());
  out.set_sim_score(edge.sim_score);
  out.set_goes_on(edge.goes_on);
  Put(edge.gain, *out.mutable_gain());
}

bool Take(const schema::Edge& stored, model::Edge& edge) {
  edge.type = static_cast<model::EdgeType>(stored.type());
  edge.workload = stored.workload();
  edge.dose = Take(stored.dose());
  edge.injected_runs = stored.injected_runs();
  edge.injected_with = stored.injected_with();
  edge.plain_runs = stored.plain_runs();
  edge.plain_with = stored.plain_with();
  edge.injected_mean = stored.injected_mean();
  edge.plain_mean = stored.plain_mean();
  edge.p = stored.p();
  edge.q = stored.q();
  edge.sim_score = stored.sim_score();
  edge.goes_on = stored.goes_on();
  edge.gain = Take(stored.gain());
  return Take(stored.cause(), edge.cause) && Take(stored.effect(), edge.effect) &&
         Take(stored.cause_states(), edge.cause_states) && Take(stored.effect_states(), edge.effect_states);
}

bool Below(const std::vector<size_t>& indices, size_t end) {
  return !indices.empty() && std::ranges::all_of(indices, [end](size_t index) { return index < end; });
}

bool Take(const schema::Analysis& stored, StoredAnalysis& analysis) {
  analysis.tests = stored.tests();
  analysis.experiments = stored.experiments();
  analysis.runs = stored.runs();
  model::Findings& findings = analysis.findings;
  findings.complete = !stored.incomplete();
  for (const schema::Edge& edge : stored.edges())
    if (!Take(edge, findings.edges.emplace_back())) return false;
  for (const schema::Cycle& from : stored.cycles()) {
    findings.cycles.push_back({from.fingerprint(),
                               {from.edges().begin(), from.edges().end()},
                               {from.needs().begin(), from.needs().end()},
                               !from.undecided(),
                               Take(from.gain()),
                               static_cast<model::Verdict>(from.verdict())});
    if (from.verdict() > static_cast<uint32_t>(model::Verdict::kDamped)) return false;
    if (!Below(findings.cycles.back().edges, findings.edges.size())) return false;
  }
  for (const schema::Cluster& from : stored.clusters()) {
    findings.clusters.push_back({from.id(), {from.cycles().begin(), from.cycles().end()}});
    if (!Below(findings.clusters.back().cycles, findings.cycles.size())) return false;
  }
  for (const schema::Experiment& from : stored.decisive()) {
    model::Experiment& experiment = analysis.decisive.emplace_back(model::Experiment{{}, Take(from.dose()), from.workload()});
    if (!Take(from.fault(), experiment.fault)) return false;
  }
  for (const schema::Unlike& from : stored.unlike()) {
    model::Unlike& one = analysis.unlike.emplace_back(model::Unlike{{}, from.pairs(), from.alike()});
    if (!Take(from.fault(), one.fault)) return false;
  }
  return true;
}

}  // namespace

std::optional<StoredAnalysis> ReadAnalysis(const std::string& project_root, const std::string& key) {
  std::ifstream in(PathOf(project_root), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  schema::Analysis stored;
  StoredAnalysis analysis;
  if (!stored.ParseFromString(bytes) || stored.key() != key || !Take(stored, analysis)) return std::nullopt;
  return analysis;
}

void WriteAnalysis(const std::string& project_root, const std::string& key, const StoredAnalysis& analysis) {
  schema::Analysis out;
  out.set_key(key);
  out.set_tests(analysis.tests);
  out.set_experiments(analysis.experiments);
  out.set_runs(analysis.runs);
  out.set_incomplete(!analysis.findings.complete);
  for (const model::Edge& edge : analysis.findings.edges) Put(edge, *out.add_edges());
  for (const model::Cycle& cycle : analysis.findings.cycles) {
    schema::Cycle& stored = *out.add_cycles();
    stored.set_fingerprint(cycle.fingerprint);
    stored.mutable_edges()->Add(cycle.edges.begin(), cycle.edges.end());
    for (const std::string& need : cycle.needs) stored.add_needs(need);
    stored.set_undecided(!cycle.decided);
    Put(cycle.gain, *stored.mutable_gain());
    stored.set_verdict(static_cast<uint32_t>(cycle.verdict));
  }
  for (const model::Cluster& cluster : analysis.findings.clusters) {
    schema::Cluster& stored = *out.add_clusters();
    stored.set_id(cluster.id);
    stored.mutable_cycles()->Add(cluster.cycles.begin(), cluster.cycles.end());
  }
  for (const model::Experiment& experiment : analysis.decisive) {
    schema::Experiment& stored = *out.add_decisive();
    Put(experiment.fault, *stored.mutable_fault());
    Put(experiment.dose, *stored.mutable_dose());
    stored.set_workload(experiment.workload);
  }
  for (const model::Unlike& one : analysis.unlike) {
    schema::Unlike& stored = *out.add_unlike();
    Put(one.fault, *stored.mutable_fault());
    stored.set_pairs(one.pairs);
    stored.set_alike(one.alike);
  }
  const std::string unfinished = PathOf(project_root) + "." + std::to_string(getpid());
  std::ofstream file(unfinished, std::ios::binary);
  const bool written = out.SerializeToOstream(&file) && file.flush();
  file.close();
  std::error_code error;
  if (written) std::filesystem::rename(unfinished, PathOf(project_root), error);
  if (!written || error) std::filesystem::remove(unfinished, error);
}

}  // namespace csnake::store
