#include "runner/adapters.h"

#include <algorithm>
#include <array>
#include <map>

#include "runner/adapters/adapter.h"

namespace csnake::runner {
namespace {

using model::Code;
using model::Fail;
using model::Result;

constexpr std::array kAdapters = {&kGtest, &kCatch2, &kDoctest, &kBoost, &kCtest, &kCommand};

Result<const Adapter*> FindAdapter(std::string_view name) {
  const auto found = std::ranges::find(kAdapters, name, &Adapter::name);
  if (found != kAdapters.end()) return *found;
  std::string names;
  for (const Adapter* adapter : kAdapters) names += (names.empty() ? "" : ", ") + std::string(adapter->name);
  return Fail(Code::kInvalidArgument, "this version of csnake cannot run tests of adapter " + std::string(name) +
                                          "; there are " + names + "; command runs anything, with one entry per test");
}

// Names that begin like the prefix of others get one as well, so that NameWithin() tells the names apart.
void MakeNamesUnique(std::vector<Target>& targets) {
  std::map<std::string, int> uses;
  for (const Target& target : targets) ++uses[target.workload.name];
  for (Target& target : targets) {
    const std::string prefix = PrefixOf(target.workload);
    if (uses[target.workload.name] > 1 || target.workload.name.starts_with(prefix)) target.workload.name = prefix + target.workload.name;
  }
}

}  // namespace

bool HasBodies(std::string_view adapter) {
  const auto found = FindAdapter(adapter);
  return found && (*found)->has_bodies;
}

bool RunsAnyProgram(std::string_view adapter) {
  const auto found = FindAdapter(adapter);
  return found && (*found)->any_program;
}

Result<std::vector<Target>> ListTargets(const config::Config& config, RunDirectories& directories) {
  std::vector<Target> targets;
  for (const config::Test& test : config.tests) {
    const auto adapter = FindAdapter(test.adapter);
    if (!adapter) return std::unexpected(adapter.error());
    if (auto good = (*adapter)->list({config, test, directories}, targets); !good) return std::unexpected(good.error());
  }
  if (targets.empty())
    return Fail(Code::kNothingToTest, config.tests.empty()
                                          ? "no test is configured; list test programs under `tests` in csnake.yml"
                                          : "the configured programs contain no enabled test");
  MakeNamesUnique(targets);
  std::ranges::sort(targets, {}, [](const Target& target) { return target.workload.name; });
  const auto twice = std::ranges::adjacent_find(targets, {}, [](const Target& target) { return target.workload.name; });
  if (twice != targets.end())
    return Fail(Code::kInvalidArgument, "two tests are called " + twice->workload.name + "; rename one of the programs");
  return targets;
}

Result<Target> TargetOf(const config::Config& config, const store::Workload& workload) {
  const auto adapter = FindAdapter(workload.adapter);
  if (!adapter) return std::unexpected(adapter.error());
  auto arguments = (*adapter)->arguments(config, workload);
  if (!arguments) return std::unexpected(arguments.error());
  Target target{workload, *std::move(arguments), workload.cpus};
  for (const config::Test& test : config.tests)
    if (test.adapter == workload.adapter && (test.name == NameWithin(workload) || (test.name.empty() && test.binary == workload.binary)))
      target.cpus = test.cpus;
  return target;
}

}  // namespace csnake::runner
