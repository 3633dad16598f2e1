#include "fca/edges.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "fca/between.h"
#include "fca/fidelity.h"
#include "fca/in_order.h"
#include "fca/refuted.h"
#include "fca/similarity.h"
#include "fca/workload_pass.h"

namespace csnake::fca {
namespace {

model::Result<void> Check(const Options& options) {
  const auto fail = [](const char* what) {
    return model::Fail(model::Code::kInvalidArgument, std::string("analysing a campaign: ") + what);
  };
  if (!(options.fdr > 0 && options.fdr < 1)) return fail("fdr must be between 0 and 1");
  if (!(options.unusual_share >= 0 && options.unusual_share <= 0.5)) return fail("unusual_share must be 0 to 0.5");
  if (!(options.least_share >= 0 && options.least_share <= 1)) return fail("least_share must be 0 to 1");
  if (!(options.least_growth >= 0)) return fail("least_growth must not be negative");
  if (!(options.least_iterations >= 0)) return fail("least_iterations must not be negative");
  if (!(options.least_occurrences >= 0)) return fail("least_occurrences must not be negative");
  return {};
}

struct Tested {
  WorkloadTests tests;
  std::set<std::string> unstable_terms;
};

model::Result<Tested> TestWorkload(const store::Reader& reader, const model::Catalogue& catalogue,
                                   const Campaign& campaign, const Options& options, const store::Workload& workload) {
  WorkloadPass pass(catalogue, campaign, options);
  const auto read = reader.ForEachRun(workload.name, [&pass](const model::Run& run) { pass.Add(run); });
  if (!read) return std::unexpected(read.error());
  auto tests = pass.Finish();
  if (!tests) return std::unexpected(tests.error());
  return Tested{*std::move(tests), pass.unstable_terms()};
}

void JudgeAll(std::vector<WorkloadTests>& workloads, size_t tests) {
  std::vector<double> p;
  for (const WorkloadTests& workload : workloads)
    for (const Finding& finding : workload.findings) p.push_back(finding.p);
  const std::vector<double> q = BenjaminiHochberg(p, tests);
  auto next = q.begin();
  for (WorkloadTests& workload : workloads)
    for (Finding& finding : workload.findings) finding.q = *next++;
}

model::EdgeType TypeOf(const model::Fault& cause, const model::Fault& effect) {
  const bool delayed = !model::IsError(cause.kind);
  if (model::IsError(effect.kind)) return delayed ? model::EdgeType::kErrorByDelay : model::EdgeType::kErrorByError;
  return delayed ? model::EdgeType::kGrowthByDelay : model::EdgeType::kGrowthByError;
}

int CountWith(const std::vector<const Finding*>& contexts, std::vector<bool> Finding::* runs) {
  std::vector<bool> any((contexts.front()->*runs).size(), false);
  for (const Finding* finding : contexts)
    for (size_t run = 0; run < any.size(); ++run) any[run] = any[run] || (finding->*runs)[run];
  return static_cast<int>(std::ranges::count(any, true));
}

// The contexts in which one experiment showed one effect.
model::Edge MakeEdge(const WorkloadTests& workload, const std::vector<const Finding*>& contexts) {
  const TestedExperiment& tested = workload.experiments[contexts.front()->experiment];
  model::Edge edge;
  edge.cause = tested.experiment.fault;
  edge.effect = contexts.front()->unit.effect;
  edge.type = TypeOf(edge.cause, edge.effect);
  edge.workload = tested.experiment.workload;
  edge.dose = tested.experiment.dose;
  edge.injected_runs = tested.runs;
  edge.plain_runs = workload.plain_runs;
  edge.injected_with = CountWith(contexts, &Finding::injected_with);
  edge.plain_with = CountWith(contexts, &Finding::plain_with);
  edge.cause_states = ToContextStates(tested.cause_states);
  Contexts effect_states;
  Increase increase;
  for (const Finding* finding : contexts) {
    increase.low += finding->increase.low;
    increase.mid += finding->increase.mid;
    increase.high += finding->increase.high;
    edge.goes_on |= finding->goes_on;
    if (model::IsError(edge.effect.kind)) edge.first_ns = edge.first_ns == 0 ? finding->first_ns : std::min(edge.first_ns, finding->first_ns);
    edge.injected_mean += finding->injected_mean;
    edge.plain_mean += finding->plain_mean;
    edge.p = std::min(edge.p, finding->p);
    edge.q = std::min(edge.q, finding->q);
    effect_states[finding->unit.callers].Merge(finding->states);
  }
  edge.effect_states = ToContextStates(effect_states);
  const double injected = tested.injected / tested.runs;
  if (!model::IsError(edge.effect.kind))
    edge.gain = GainOf(increase, workload.times.SecondsOf(edge.effect.site), injected);
  else
    edge.gain = GainOf(increase, injected);
  return edge;
}

// Appends the workload's edges and its experiments' effects.
void Conclude(const WorkloadTests& workload, const model::Catalogue& catalogue, const Options& options, EdgeReport& report) {
  std::map<std::pair<size_t, model::Fault>, std::vector<const Finding*>> effects, open;
  for (const Finding& finding : workload.findings)
    (finding.q <= options.fdr ? effects : open)[{finding.experiment, finding.unit.effect}].push_back(&finding);
  std::vector<model::Edge> edges;
  for (const auto& [key, contexts] : effects) edges.push_back(MakeEdge(workload, contexts));
  for (const auto& [key, contexts] : open)
    if (!effects.contains(key)) report.open.push_back(MakeEdge(workload, contexts));
  report.parts.merge(FindParts(workload.nesting, workload.shapes, edges, options.least_growth));
  const size_t first = report.experiments.size();
  for (size_t i = 0; i < workload.experiments.size(); ++i)
    report.experiments.push_back({workload.experiments[i].experiment, workload.experiments[i].runs, {}});
  for (const auto& [key, contexts] : effects) report.experiments[first + key.first].effects.push_back(key.second);
  std::ranges::move(StructuralEdges(workload.nesting, workload.shapes, edges, options.least_growth),
                    std::back_inserter(report.edges));
  std::erase_if(edges, [&](const model::Edge& edge) {
    return model::IsGrowth(edge.type) && GrewAtClock(workload.nesting, workload.shapes, catalogue, edge, options.least_growth);
  });
  std::ranges::move(edges, std::back_inserter(report.edges));
}

void DropUnlike(EdgeReport& report) {
  report.unlike = FindUnlike(report.edges, report.open);
  std::set<model::Fault> faults;
  for (const model::Unlike& one : report.unlike) faults.insert(one.fault);
  for (std::vector<model::Edge>* edges : {&report.edges, &report.open})
    std::erase_if(*edges, [&](const model::Edge& edge) { return faults.contains(edge.cause); });
}

Slept SleptIn(const std::vector<WorkloadTests>& workloads) {
  Slept slept;
  for (const WorkloadTests& workload : workloads)
    for (const TestedExperiment& tested : workload.experiments)
      if (tested.experiment.fault.kind == model::Kind::kDelay && tested.runs >= model::kTellingRuns)
        slept[tested.experiment] = tested.injected / tested.runs;
  return slept;
}

Nested NestedIn(const std::vector<WorkloadTests>& workloads) {
  Nested nested;
  for (const WorkloadTests& workload : workloads)
    if (!workload.experiments.empty()) nested[workload.experiments.front().experiment.workload] = workload.nested;
  return nested;
}

EffectVectors VectorsOf(const EdgeReport& report) {
  EffectVectors vectors;
  for (const ExperimentEffects& one : report.experiments)
    vectors[one.experiment.fault][one.experiment.workload].insert(one.effects.begin(), one.effects.end());
  return vectors;
}

void FillSimScores(EdgeReport& report) {
  const auto scores = SimScores(VectorsOf(report));
  for (model::Edge& edge : report.edges) {
    const auto found = scores.find(edge.cause);
    edge.sim_score = found != scores.end() ? found->second : 1;
  }
}

}  // namespace

model::Result<EdgeReport> FindEdges(const store::Reader& reader, const Options& options) {
  if (auto checked = Check(options); !checked) return std::unexpected(checked.error());
  const auto catalogue = reader.ReadCatalogue();
  if (!catalogue) return std::unexpected(catalogue.error());
  const auto names = reader.ReadWorkloads();
  if (!names) return std::unexpected(names.error());
  const auto campaign = MeasureCampaign(reader, *catalogue, *names, options.unusual_share);
  if (!campaign) return std::unexpected(campaign.error());

  EdgeReport report;
  report.fdr = options.fdr;
  std::vector<const store::Workload*> taking_part;
  for (const store::Workload& workload : *names)
    if (workload.excluded.empty()) taking_part.push_back(&workload);
  std::vector<WorkloadTests> workloads;
  std::optional<model::Error> error;
  const auto test = [&](size_t index) {
    return TestWorkload(reader, *catalogue, *campaign, options, *taking_part[index]);
  };
  InOrder(taking_part.size(), test, [&](model::Result<Tested> tested) {
    if (!tested) {
      if (!error) error = tested.error();
      return;
    }
    report.tests += tested->tests.tests;
    report.unstable_terms.merge(tested->unstable_terms);
    workloads.push_back(std::move(tested->tests));
  });
  if (error) return std::unexpected(*error);
  JudgeAll(workloads, std::max(report.tests, options.least_tests));
  for (const WorkloadTests& workload : workloads) Conclude(workload, *catalogue, options, report);
  DropUnlike(report);
  FindBetween(report.edges, report.open);
  FindRefuted(report.edges, report.open, SleptIn(workloads), NestedIn(workloads));
  std::ranges::move(PredicateEdges(*catalogue, report.edges), std::back_inserter(report.edges));
  FillSimScores(report);
  for (std::vector<model::Edge>* edges : {&report.edges, &report.open})
    std::ranges::sort(*edges, {}, [](const model::Edge& edge) {
      return std::tie(edge.cause, edge.effect, edge.workload, edge.dose, edge.type);
    });
  std::ranges::sort(report.experiments, {}, &ExperimentEffects::experiment);
  return report;
}

}  // namespace csnake::fca
