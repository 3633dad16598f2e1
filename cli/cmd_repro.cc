// repro: the exact command of an experiment, and its result.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "cli/analysis.h"
#include "cli/command.h"
#include "gate/story.h"
#include "runner/repro.h"

namespace csnake::cli {
namespace {

class ReproCommand final : public Command {
 public:
  const char* name() const override { return "repro"; }
  const char* help() const override { return "Print and run the exact command of a finding's experiments"; }
  const char* example() const override { return "csnake repro a3f1/0 --times 5"; }
  void AddFlags(CLI::App& app) override {
    app.add_option("FP", finding_, "Fingerprint, or fingerprint/EDGE counted from 0")->required();
    app.add_option("--times", times_, "How often to run it; 0 only prints")->check(CLI::Range(0, 1000));
  }

  int Run(const Globals& globals) override {
    const size_t slash = finding_.find('/');
    int edge = -1;
    if (slash != std::string::npos) {
      const std::string number = finding_.substr(slash + 1);
      if (number.empty() || number.find_first_not_of("0123456789") != std::string::npos || number.size() > 3)
        return Report({model::Code::kInvalidArgument, "`" + finding_ + "`: write fingerprint/EDGE with EDGE counted from 0"});
      edge = std::stoi(number);
    }
    const auto config = LoadConfig(globals);
    if (!config) return Report(config.error());
    const auto campaign = store::Campaign::Open(config->root, store::OpenMode::kRead);
    if (!campaign) return Report(campaign.error());
    const auto analysis = Analyze(**campaign, *config, {});
    if (!analysis) return Report(analysis.error());
    const auto cycle = FindCycle(*analysis, finding_.substr(0, slash));
    if (!cycle) return Report(cycle.error());
    if (edge >= static_cast<int>((*cycle)->edges.size()))
      return Report({model::Code::kNotFound, fmt::format("the finding has edges 0 to {}", (*cycle)->edges.size() - 1)});
    for (size_t i = 0; i < (*cycle)->edges.size(); ++i) {
      if (edge >= 0 && static_cast<size_t>(edge) != i) continue;
      if (const int code = One(*config, **campaign, *analysis, analysis->findings.edges[(*cycle)->edges[i]], i); code != kPass) return code;
    }
    return kPass;
  }

 private:
  int One(const config::Config& config, const store::Campaign& campaign, const Analysis& analysis, const model::Edge& edge, size_t number) {
    Print(fmt::format("# {}: {} -> {}\n", number, gate::Describe(analysis.catalogue, edge.cause), gate::Describe(analysis.catalogue, edge.effect)));
    if (model::IsStructural(edge.type)) {
      Print("# structural: follows from the code, see `csnake show`; nothing to run\n");
      return kPass;
    }
    const auto repro = runner::ReproCommand(config, campaign, model::ExperimentOf(edge), "");
    if (!repro) return Report(repro.error());
    const std::string command = runner::ToShell(*repro);
    Print(command + "\n");
    std::fflush(stdout);
    for (int i = 0; i < times_; ++i) {
      const int status = std::system(command.c_str());
      Print(fmt::format("# run {} of {}: exit {}\n", i + 1, times_, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)));
      std::fflush(stdout);
    }
    return kPass;
  }

  std::string finding_;
  int times_ = 1;
};

}  // namespace

std::unique_ptr<Command> MakeRepro() { return std::make_unique<ReproCommand>(); }

}  // namespace csnake::cli
