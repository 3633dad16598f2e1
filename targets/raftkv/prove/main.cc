// prove: shows that each planted cycle keeps a cluster down after a short trigger, that the repaired design recovers,
// and that the decoys recover in both.
//
//   prove [--tries N] [--trace] [ID]
//
// Exit code 0 if at least 9 of 10 tries ended as they should for this build.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "scenarios.h"

namespace raftkv::prove {
namespace {

struct Arguments {
  std::string cycle;
  int tries = 10;
  bool trace = false;
};

// A try on a machine that was too busy to be healthy says nothing and is repeated, a few times.
Outcome RunHealthyTry(const Scenario& scenario, bool trace) {
  Outcome outcome = Outcome::kUnhealthy;
  for (int i = 0; i < 3 && outcome == Outcome::kUnhealthy; ++i) {
    std::string windows;
    outcome = RunTry(scenario, &windows);
    if (trace) std::printf("  errors/campaigns per window:%s\n", windows.c_str());
  }
  return outcome;
}

bool Prove(const Scenario& scenario, const Arguments& arguments) {
  const bool sustains = scenario.is_cycle && !kFixed;
  int sustained = 0;
  int died_out = 0;
  for (int i = 0; i < arguments.tries; ++i) {
    const Outcome outcome = RunHealthyTry(scenario, arguments.trace);
    if (outcome == Outcome::kSustained) ++sustained;
    if (outcome == Outcome::kDiedOut) ++died_out;
  }
  const bool ok = (sustains ? sustained : died_out) * 10 >= arguments.tries * 9;
  std::printf("%-22s %-6s sustained %d/%d, died out %d/%d: %s\n", scenario.id.c_str(),
              scenario.is_cycle ? "cycle" : "decoy", sustained, arguments.tries, died_out, arguments.tries,
              ok ? "as expected" : "NOT AS EXPECTED");
  std::fflush(stdout);
  return ok;
}

int Run(const Arguments& arguments) {
  bool ok = true;
  bool any = false;
  for (const Scenario& scenario : AllScenarios()) {
    if (!arguments.cycle.empty() && arguments.cycle != scenario.id) continue;
    any = true;
    ok = Prove(scenario, arguments) && ok;
  }
  if (!any) std::fprintf(stderr, "prove: no cycle or decoy is called %s\n", arguments.cycle.c_str());
  return any ? (ok ? 0 : 1) : 2;
}

}  // namespace
}  // namespace raftkv::prove

int main(int argc, char** argv) {
  raftkv::prove::Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const bool has_value = i + 1 < argc;
    if (std::strcmp(argv[i], "--trace") == 0) {
      arguments.trace = true;
    } else if (std::strcmp(argv[i], "--tries") == 0 && has_value) {
      arguments.tries = std::atoi(argv[++i]);
    } else if (argv[i][0] != '-' && arguments.cycle.empty()) {
      arguments.cycle = argv[i];
    } else {
      std::fprintf(stderr, "usage: prove [--tries N] [--trace] [ID]\n");
      return 2;
    }
  }
  return raftkv::prove::Run(arguments);
}
