// A plain command: one entry of csnake.yml is one test; 0 means passed.
#include "runner/adapters/adapter.h"

namespace csnake::runner {
namespace {

using model::Result;

Result<void> List(const Entry& entry, std::vector<Target>& targets) {
  const config::Test& test = entry.test;
  targets.push_back({{test.name, "command", test.binary.empty() ? test.run[0] : test.binary, ""}, test.run, test.cpus});
  return {};
}

Result<std::vector<std::string>> Arguments(const config::Config& config, const store::Workload& workload) {
  for (const config::Test& test : config.tests)
    if (test.adapter == "command" && test.name == NameWithin(workload)) return test.run;
  return model::Fail(model::Code::kNotFound, "csnake.yml no longer has the command " + workload.name);
}

}  // namespace

constexpr Adapter kCommand{.name = "command", .has_bodies = false, .any_program = true, .list = List, .arguments = Arguments};

}  // namespace csnake::runner
