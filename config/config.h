// config/config.h — what csnake.yml, the environment and the flags say together.
//
//   csnake.yml (found upwards) => Load() => Config, with the origin of every value => all commands
//
// Flags win over the environment, the environment over the file, the file over the defaults below.
// An unknown key is an error that names line, column and the nearest known key. Durations need a unit.
// To add a scalar key: 1. a member here, 2. a row in settings.cc, 3. the key in README.md, 4. a case in the test.
//
// Threads: a Config is a value; Load() has no shared state.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/library.h"
#include "config/units.h"
#include "model/status.h"

namespace csnake::config {

enum class Origin { kDefault, kFile, kEnvironment, kFlag };
std::string_view ToName(Origin origin);

// One entry of `tests`.
struct Test {
  std::string adapter;           // gtest, catch2, doctest, boost, ctest, command.
  std::string name;              // Of a command.
  std::string binary;            // Relative to root; for a command: the instrumented program it runs, if named.
  std::vector<std::string> run;  // Of a command: its arguments, the first is the program.
  int cpus = 1;                  // How many of the parallel jobs it counts for.
  std::string dir = {};          // Of ctest: the build folder, relative to root.

  bool operator==(const Test&) const = default;
};

// One entry of `faults.exclude`: faults in these functions or files are not injected.
struct Exclusion {
  std::string function;  // Glob over qualified names; empty: any.
  std::string file;      // Glob over paths relative to root; empty: any.
  std::string reason;

  bool operator==(const Exclusion&) const = default;
};

// One entry of `profiles`.
struct Profile {
  Budget budget;
  std::string changed_since;  // A git revision, "auto", or empty.

  bool operator==(const Profile&) const = default;
};

struct Config {
  std::string file;  // Absolute path of csnake.yml; empty when there is none.
  std::string root;  // Absolute path of project.root.

  std::string name;                           // project.name; default: name of the root directory.
  std::vector<std::string> include = {"**"};  // project.include
  std::vector<std::string> exclude;           // project.exclude
  std::vector<Test> tests;
  int64_t delay_max_total_ns = 5'000'000'000;  // faults.delay.max_total
  std::vector<std::string> error_types;        // faults.error_types: qualified names, as the target spells them
  std::vector<Exclusion> exclusions;           // faults.exclude
  std::vector<LibraryCall> library;            // faults.library, before the shipped tables.
  int repeat_min = 3;                          // run.repeat.min
  int repeat_max = 12;                         // run.repeat.max
  int jobs = 0;                                // run.jobs; 0: auto.
  double timeout_factor = 10;                  // run.timeout.factor, of the median profile run.
  int64_t timeout_min_ns = 5'000'000'000;      // run.timeout.min
  int64_t timeout_max_ns = 900'000'000'000;    // run.timeout.max
  double fdr = 0.05;                           // analyze.fdr
  std::string compat = "chain";                // analyze.compat
  int length_max = 8;                          // analyze.length_max
  std::vector<std::string> fail_on = {"new-confirmed", "new-sustaining"};  // gate.fail_on
  std::string baseline = ".csnake/baseline.json";                         // gate.baseline
  std::string triage = ".csnake/triage.yml";                              // gate.triage
  std::map<std::string, Profile> profiles;

  std::map<std::string, Origin, std::less<>> origins;  // By dotted key, "run.jobs"; absent: the default.
};

struct Sources {
  std::string directory = ".";  // Where the search for csnake.yml begins.
  std::string file;             // An explicit file instead of the search.
  std::vector<std::pair<std::string, std::string>> flags;  // Dotted key and text: {"run.jobs", "4"}.
  std::map<std::string, std::string> environment;          // See CurrentEnvironment().
};

// The variables of this process that begin with CSNAKE_. Undocumented ones are ignored by Load().
std::map<std::string, std::string> CurrentEnvironment();

// Path of the nearest csnake.yml in `directory` or above it; empty when there is none.
std::string FindFile(const std::string& directory);

// Without a csnake.yml the result holds the defaults, an empty `file`, and `directory` as root.
// Errors: kNotFound         `file` was named and does not exist;
//         kInvalidArgument  file:line:column, what is wrong, what is expected.
model::Result<Config> Load(const Sources& sources);

// For `csnake help config`: every key with its effective value and origin, in the order of the documentation.
struct Effective {
  std::string key;
  std::string value;
  Origin origin = Origin::kDefault;
  std::string environment;  // The variable that sets it; empty when there is none.
};
std::vector<Effective> Explain(const Config& config);

// Hash over every value that changes what a run does; moves of the project do not change it.
uint64_t HashOf(const Config& config);

}  // namespace csnake::config
