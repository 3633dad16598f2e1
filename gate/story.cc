#include "gate/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace csnake::gate {
namespace {

std::string FunctionName(const model::Catalogue& catalogue, const model::Fault& fault) {
  const model::Site* site = catalogue.Find(fault.site);
  const model::Function* function = site ? catalogue.Find(site->function) : nullptr;
  return function ? function->name : "site " + model::ToHex(fault.site.value);
}

std::string_view Noun(model::Kind kind) {
  switch (kind) {
    case model::Kind::kDelay:
      return "delay";
    case model::Kind::kThrow:
      return "exception";
    case model::Kind::kErrorReturn:
      return "error return";
    case model::Kind::kLibraryError:
      return "failed library call";
    case model::Kind::kNegation:
      return "unusual answer";
    case model::Kind::kDetector:
      return "detector";
    case model::Kind::kBranch:
      break;
  }
  return "condition";
}

std::string_view Effect(const model::Edge& edge) {
  switch (edge.type) {
    case model::EdgeType::kEnclosing:
      return "slows the loop around it:";
    case model::EdgeType::kSibling:
      return "holds up the next loop:";
    case model::EdgeType::kSamePredicate:
      return "is asked elsewhere too:";
    case model::EdgeType::kGrowthByDelay:
    case model::EdgeType::kGrowthByError:
      return "makes more work for";
    default:
      return "causes";
  }
}

std::string Evidence(const model::Edge& edge) {
  if (edge.type == model::EdgeType::kSamePredicate) return "the same predicate, so the same answer; not tested";
  if (model::IsStructural(edge.type)) return fmt::format("nesting seen in {}", edge.workload);
  if (edge.effect.kind == model::Kind::kDelay)
    return fmt::format("{}: {:.1f} iterations per run instead of {:.1f}; {} of {} runs, q {:.2g}", edge.workload,
                       edge.injected_mean, edge.plain_mean, edge.injected_with, edge.injected_runs, edge.q);
  return fmt::format("{}: {} of {} runs with the fault, {} of {} without, q {:.2g}", edge.workload, edge.injected_with,
                     edge.injected_runs, edge.plain_with, edge.plain_runs, edge.q);
}

double Milliseconds(int64_t ns) { return static_cast<double>(ns) / 1e6; }

std::string DoseText(const model::Dose& dose) {
  return fmt::format("{:.3g} ms per iteration, {:.4g} ms in all", Milliseconds(dose.delay_ns), Milliseconds(dose.total_ns));
}

std::string DoseOf(const model::Findings& findings, size_t index) {
  const model::Edge& edge = findings.edges[index];
  if (edge.cause.kind != model::Kind::kDelay || edge.dose.delay_ns == 0) return "";
  const model::Dose shortest = ShortestDose(findings, index);
  return fmt::format(" ({}{})", DoseText(edge.dose), shortest == edge.dose ? "" : "; enough: " + DoseText(shortest));
}

std::string SourceLines(std::string_view root, const model::Site& site, int context) {
  std::ifstream in(std::string(root) + "/" + site.file);
  std::string out, line;
  for (int number = 1; std::getline(in, line) && number <= site.line + context; ++number)
    if (number >= site.line - context)
      out += fmt::format("      {} {:>5} | {}\n", number == site.line ? '>' : ' ', number, line);
  return out;
}

}  // namespace

std::vector<model::Fault> FaultsOf(const model::Findings& findings, const model::Cycle& cycle) {
  std::vector<model::Fault> faults;
  std::ranges::transform(cycle.edges, std::back_inserter(faults),
                         [&](size_t edge) { return findings.edges[edge].cause; });
  return faults;
}

model::Dose ShortestDose(const model::Findings& findings, size_t edge) {
  const model::Edge& known = findings.edges[edge];
  const auto is_hop = [&](size_t at) {
    return findings.edges[at].cause == known.cause && findings.edges[at].effect == known.effect;
  };
  model::Dose shortest = known.dose;
  const auto look_at = [&](size_t at) {
    const model::Edge& other = findings.edges[at];
    if (other.workload == known.workload && other.dose.delay_ns < shortest.delay_ns) shortest = other.dose;
  };
  for (size_t at = edge; at > 0 && is_hop(at - 1); --at) look_at(at - 1);
  for (size_t at = edge + 1; at < findings.edges.size() && is_hop(at); ++at) look_at(at);
  return shortest;
}

std::string Describe(const model::Catalogue& catalogue, const model::Fault& fault) {
  const model::Site* site = catalogue.Find(fault.site);
  const std::string place = site ? fmt::format(" ({}:{})", site->file, site->line) : "";
  if (fault.kind == model::Kind::kNegation && site)
    return fmt::format("`{}` answers {} in {}{}", site->text, fault.value ? "true" : "false",
                       FunctionName(catalogue, fault), place);
  return fmt::format("{} in {}{}", Noun(fault.kind), FunctionName(catalogue, fault), place);
}

std::string OneLine(const model::Catalogue& catalogue, const model::Findings& findings, const model::Cycle& cycle) {
  std::string text;
  for (const model::Fault& fault : FaultsOf(findings, cycle))
    text += fmt::format("{} in {} -> ", Noun(fault.kind), FunctionName(catalogue, fault));
  return text + "again";
}

std::string Story(const model::Catalogue& catalogue, const model::Findings& findings, const model::Cycle& cycle) {
  std::string text;
  for (const size_t index : cycle.edges) {
    const model::Edge& edge = findings.edges[index];
    text += fmt::format("{}{} {} {}", text.empty() ? "" : "; ", Describe(catalogue, edge.cause), Effect(edge),
                        Describe(catalogue, edge.effect));
  }
  return text;
}

std::string Show(const model::Catalogue& catalogue, const model::Findings& findings, const model::Cycle& cycle,
                 std::string_view source_root, int context) {
  std::set<std::string> workloads;
  for (const size_t index : cycle.edges) workloads.insert(findings.edges[index].workload);
  std::string text = fmt::format("finding {}: {} faults, effects from {} test{}\n\n", cycle.fingerprint,
                                 cycle.edges.size(), workloads.size(), workloads.size() == 1 ? "" : "s");
  for (size_t i = 0; i < cycle.edges.size(); ++i) {
    const model::Edge& edge = findings.edges[cycle.edges[i]];
    text += fmt::format("  {}. {}{}\n", i, Describe(catalogue, edge.cause), DoseOf(findings, cycle.edges[i]));
    const model::Site* site = catalogue.Find(edge.cause.site);
    if (site && context > 0) text += SourceLines(source_root, *site, context);
    text += fmt::format("     {} {} {}\n", model::ToName(edge.type), Effect(edge), Describe(catalogue, edge.effect));
    text += fmt::format("     in {}\n", Evidence(edge));
  }
  text += "  and so on, without any further fault from outside.\n";
  for (const std::string& need : cycle.needs) text += fmt::format("  needs {}\n", need);
  text += fmt::format("  gain around the cycle at the load of these tests: {:.2g} ({:.2g} to {:.2g})\n", cycle.gain.mid,
                      cycle.gain.low, cycle.gain.high);
  if (!cycle.decided) text += "  the solver gave up on a link; it was kept\n";
  if (cycle.verdict == model::Verdict::kDamped)
    text += "  verdict: damped (no time-out stands between its hops, and less comes back than went in)\n";
  else
    text += fmt::format("  verdict: plausible (stitched from {} of your tests; not confirmed by a run)\n",
                        workloads.size());
  return text;
}

}  // namespace csnake::gate
