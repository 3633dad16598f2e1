// runner/adapters/adapter.h — what an adapter is, and what several share. Private to runner/.
//
// To add one: 1. a file beside this one with a `constexpr Adapter`, 2. a row in the table in adapters.cc, 3. its name in
// config/lists.cc, 4. a test with a real listing of that framework, 5. what its tests' bodies and fatal assertions
// expand to in instrument/harness.cc, when that is known text.
#pragma once

#include "runner/adapters.h"
#include "runner/process.h"

namespace csnake::runner {

// One entry of `tests` in csnake.yml.
struct Entry {
  const config::Config& config;
  const config::Test& test;
  RunDirectories& directories;
};

struct Adapter {
  std::string_view name;
  // csnake-c++ hooks the bodies of its tests; else a fault is armed from the start of the process.
  bool has_bodies;
  // Its tests are commands: what they start and load is known when they have run.
  bool any_program;
  model::Result<void> (*list)(const Entry& entry, std::vector<Target>& targets);
  // Of a workload of an earlier listing. Executes nothing.
  model::Result<std::vector<std::string>> (*arguments)(const config::Config& config, const store::Workload& workload);
};

extern const Adapter kGtest;
extern const Adapter kCatch2;
extern const Adapter kDoctest;
extern const Adapter kBoost;
extern const Adapter kCtest;
extern const Adapter kCommand;

// A program given without a slash would be looked up in PATH.
std::string ProgramPath(const std::string& binary);

// "program:" in front of the names of tests that several programs have.
std::string PrefixOf(const store::Workload& workload);
// The name that the test has within its program.
std::string NameWithin(const store::Workload& workload);

struct Listing {
  Exit exit;
  std::string output;
};
// Runs what lists the tests, in project.root. Errors: kUnavailable  it cannot be started.
model::Result<Listing> RunListing(const Entry& entry, const std::vector<std::string>& arguments);
// The error that a listing which is none ends with.
std::unexpected<model::Error> CannotList(const Entry& entry, const std::vector<std::string>& arguments, const Listing& listing);
// RunListing() that must end with 0.
model::Result<std::string> RunGoodListing(const Entry& entry, const std::vector<std::string>& arguments);

// One target for each name; of several tests of one name, which a filter cannot tell apart, one.
void AddTargets(const Entry& entry, std::vector<std::string> names, decltype(Adapter::arguments) arguments, std::vector<Target>& targets);

// The next line, without its end; `text` loses it.
std::string_view TakeLine(std::string_view& text);

}  // namespace csnake::runner
