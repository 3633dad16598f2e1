// analyze, cycles, show, score: what the stored runs say.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/analysis.h"
#include "cli/command.h"
#include "gate/json.h"
#include "gate/score.h"
#include "gate/story.h"

namespace csnake::cli {
namespace {

void AddAnalysisFlags(CLI::App& app, AnalysisOptions& options) {
  app.add_option("--compat", options.compat, "How links are checked")
      ->check(CLI::IsMember({"none", "trace", "paths", "chain"}));
  app.add_option("--length-max", options.length_max, "Most edges in a cycle")->check(CLI::Range(1, 32));
  app.add_option("--fdr", options.fdr, "False discovery rate over all tests of the campaign")
      ->check(CLI::Range(0.0001, 0.5));
}

void AddReplayFlags(CLI::App& app, AnalysisOptions& options) {
  app.add_option("--policy", options.policy,
                 "As if a budget had been spent by it, out of what is stored; naive: all of it, for faults that "
                 "trigger themselves")
      ->check(CLI::IsMember({"exhaustive", "random", "3pa", "naive"}));
  app.add_option("--share", options.share, "Of the stored runs with a fault (default: four for each fault)")
      ->check(CLI::Range(0.001, 1.0));
}

std::string Summary(const Analysis& analysis) {
  const auto& findings = analysis.findings;
  return fmt::format(
      "{} edges from {} experiments ({} statistical tests); {} cycles in {} clusters, {} of them damped{}\n",
      findings.edges.size(), analysis.experiments, analysis.tests, findings.cycles.size(), findings.clusters.size(),
      findings.clusters.size() - findings.ReportedClusters(),
      findings.complete ? "" : "; the search reached its bound, there may be more");
}

std::string Listing(const Analysis& analysis) {
  std::string text;
  for (const model::Cluster& cluster : analysis.findings.clusters) {
    const model::Cycle& first = analysis.findings.cycles[cluster.cycles.front()];
    text += fmt::format("{}  {:<9}  {}{}\n", first.fingerprint, model::ToName(first.verdict),
                        gate::OneLine(analysis.catalogue, analysis.findings, first),
                        cluster.cycles.size() > 1 ? fmt::format("  (+{} other ways)", cluster.cycles.size() - 1) : "");
  }
  return text;
}

std::string EdgeList(const Analysis& analysis) {
  std::string text;
  for (const model::Edge& e : analysis.findings.edges)
    text += fmt::format("{:<5} {} -> {}  [{}; injected {}/{} mean {:.1f}, plain {}/{} mean {:.1f}, q {:.2g}]\n",
                        model::ToName(e.type), gate::Describe(analysis.catalogue, e.cause),
                        gate::Describe(analysis.catalogue, e.effect), e.workload, e.injected_with, e.injected_runs,
                        e.injected_mean, e.plain_with, e.plain_runs, e.plain_mean, e.q);
  return text;
}

std::string UnlikeList(const Analysis& analysis) {
  std::string text;
  for (const model::Unlike& one : analysis.unlike)
    text += fmt::format("left out: {}: where it came by itself, {} of {} effects of its injection were there\n",
                        gate::Describe(analysis.catalogue, one.fault), one.alike, one.pairs);
  return text;
}

template <typename Body>
int WithAnalysis(const Globals& globals, AnalysisOptions options, Body body) {
  if (globals.seed_given) options.seed = globals.seed;
  const auto config = LoadConfig(globals);
  if (!config) return Report(config.error());
  const auto analysis = AnalyzeStored(*config, options);
  if (!analysis) return Report(analysis.error());
  return body(*config, *analysis);
}

class AnalyzeCommand final : public Command {
 public:
  const char* name() const override { return "analyze"; }
  const char* help() const override { return "Edges and cycles from the stored runs; runs nothing"; }
  const char* example() const override { return "csnake analyze --compat paths -v"; }
  void AddFlags(CLI::App& app) override {
    AddAnalysisFlags(app, options_);
    app.add_flag("--calibrate", calibrate_,
                 "How often an edge is false here: analyses further runs without a fault as if one had been made "
                 "(csnake profile --repeat 35 makes them)");
  }
  int Run(const Globals& globals) override {
    if (calibrate_) return RunCalibration(globals);
    return WithAnalysis(globals, options_, [&](const config::Config&, const Analysis& analysis) {
      if (globals.json())
        Print(gate::ToJson(analysis.catalogue, analysis.findings, analysis.campaign));
      else
        Print((globals.verbosity > 0 ? EdgeList(analysis) + UnlikeList(analysis) : "") + Summary(analysis));
      return kPass;
    });
  }

 private:
  int RunCalibration(const Globals& globals) {
    constexpr double kMost = 1;  // Per 1,000 tests.
    const auto config = LoadConfig(globals);
    if (!config) return Report(config.error());
    const auto made = Calibrate(*config, options_.fdr);
    if (!made) return Report(made.error());
    const double rate = 1000 * static_cast<double>(made->edges) / static_cast<double>(made->tests);
    if (globals.json())
      Print(fmt::format(R"({{"experiments": {}, "tests": {}, "false_edges": {}, "per_1000_tests": {:.4f}}})" "\n", made->experiments,
                        made->tests, made->edges, rate));
    else
      Print(fmt::format("{} false edges in {} tests, {:.4f} per 1,000, of {} experiments without a fault; {}\n", made->edges, made->tests,
                        rate, made->experiments, rate <= kMost ? "calibrated" : "too many: these tests vary too much"));
    return rate <= kMost ? kPass : kInconclusive;
  }

  AnalysisOptions options_;
  bool calibrate_ = false;
};

class CyclesCommand final : public Command {
 public:
  const char* name() const override { return "cycles"; }
  const char* help() const override { return "The findings: one line each, or --json for programs"; }
  const char* example() const override { return "csnake cycles --json > findings.json"; }
  void AddFlags(CLI::App& app) override {
    AddAnalysisFlags(app, options_);
    app.add_flag("--json", json_, "The stable machine form (docs/formats/findings.md)");
  }
  int Run(const Globals& globals) override {
    return WithAnalysis(globals, options_, [&](const config::Config&, const Analysis& analysis) {
      if (json_ || globals.json())
        Print(gate::ToJson(analysis.catalogue, analysis.findings, analysis.campaign));
      else if (analysis.findings.cycles.empty())
        Print("No cycle found. " + Summary(analysis));
      else
        Print(Listing(analysis) + Summary(analysis));
      return kPass;
    });
  }

 private:
  AnalysisOptions options_;
  bool json_ = false;
};

class ShowCommand final : public Command {
 public:
  const char* name() const override { return "show"; }
  const char* help() const override { return "One finding: hops with source, tests, numbers and conditions"; }
  const char* example() const override { return "csnake show a3f1 --source 3"; }
  void AddFlags(CLI::App& app) override {
    AddAnalysisFlags(app, options_);
    app.add_option("FP", fingerprint_, "Fingerprint or a beginning of it")->required();
    app.add_option("--source", lines_, "Source lines around each fault")->check(CLI::Range(0, 50));
  }
  int Run(const Globals& globals) override {
    return WithAnalysis(globals, options_, [&](const config::Config& config, const Analysis& analysis) -> int {
      const auto cycle = FindCycle(analysis, fingerprint_);
      if (!cycle) return Report(cycle.error());
      Print(globals.json() ? gate::ToJson(analysis.catalogue, analysis.findings, analysis.campaign, *cycle)
                           : gate::Show(analysis.catalogue, analysis.findings, **cycle, config.root, lines_));
      return kPass;
    });
  }

 private:
  AnalysisOptions options_;
  std::string fingerprint_;
  int lines_ = 1;
};

class ScoreCommand final : public Command {
 public:
  const char* name() const override { return "score"; }
  const char* help() const override { return "Findings against a known truth"; }
  const char* example() const override { return "csnake score --truth truth.yml"; }
  void AddFlags(CLI::App& app) override {
    AddAnalysisFlags(app, options_);
    AddReplayFlags(app, options_);
    app.add_option("--truth", truth_, "truth.yml of the target")->required()->type_name("FILE");
  }
  int Run(const Globals& globals) override {
    return WithAnalysis(globals, options_, [&](const config::Config& config, const Analysis& analysis) -> int {
      const auto rule = options_.policy == kNaive ? gate::Rule::kAlone : gate::Rule::kWhole;
      const bool replayed = !options_.policy.empty() && options_.policy != kNaive;
      const auto why = [&](const auto& causes, const auto& effects) -> model::Result<std::string> {
        for (const model::Unlike& one : analysis.unlike)
          if (causes.contains(one.fault))
            return fmt::format("where it came by itself, {} of {} effects of its injection were there: they are left out", one.alike, one.pairs);
        auto reason = WhyNoEdge(config, causes, effects);
        if (reason && replayed) return "not by the runs of this budget; by all that are stored: " + *reason;
        return reason;
      };
      const auto score = gate::ScoreAgainst(truth_, config.root, analysis.catalogue, analysis.findings, rule, why);
      if (!score) return Report(score.error());
      const gate::Effort effort{analysis.experiments, analysis.runs, replayed ? 0 : analysis.wall_s};
      Print(globals.json() ? gate::ToJson(*score, effort) : gate::ToText(*score, effort));
      return kPass;
    });
  }

 private:
  AnalysisOptions options_;
  std::string truth_;
};

}  // namespace

std::unique_ptr<Command> MakeAnalyze() { return std::make_unique<AnalyzeCommand>(); }
std::unique_ptr<Command> MakeCycles() { return std::make_unique<CyclesCommand>(); }
std::unique_ptr<Command> MakeShow() { return std::make_unique<ShowCommand>(); }
std::unique_ptr<Command> MakeScore() { return std::make_unique<ScoreCommand>(); }

}  // namespace csnake::cli
