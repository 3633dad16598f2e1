#include "runner/project.h"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "store/binary_catalogue.h"

namespace csnake::runner {
namespace {

namespace fs = std::filesystem;
using model::Code;
using model::Fail;
using model::Result;

// Compilers are given paths relative to a build directory that nobody recorded: the file that exists below the root
// after leading "../" are gone is the one meant.
class PathMapper {
 public:
  explicit PathMapper(const std::string& root) : root_(root) {}

  const std::string& Relative(const std::string& file) {
    const auto [place, inserted] = known_.try_emplace(file);
    if (inserted) place->second = Map(fs::path(file).lexically_normal());
    return place->second;
  }

 private:
  std::string Map(const fs::path& file) const {
    if (file.is_absolute()) {
      const fs::path relative = file.lexically_relative(root_);
      return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
    }
    fs::path stripped;
    for (const fs::path& part : file)
      if (part != "..") stripped /= part;
    std::error_code ignored;
    return fs::exists(root_ / stripped, ignored) ? stripped.string() : file.string();
  }

  fs::path root_;
  std::map<std::string, std::string> known_;
};

void MakeRelative(model::Catalogue& catalogue, const std::string& root) {
  PathMapper mapper(root);
  for (auto& [id, site] : catalogue.sites) site.file = mapper.Relative(site.file);
  for (auto& [id, function] : catalogue.functions) function.file = mapper.Relative(function.file);
  std::map<std::string, std::string> units;
  for (auto& [file, reason] : catalogue.units) units[mapper.Relative(file)] = std::move(reason);
  catalogue.units = std::move(units);
}

Result<void> Add(store::Module module, const std::string& root, Project& project) {
  const fs::path relative = fs::path(module.path).lexically_normal().lexically_relative(fs::path(root).lexically_normal());
  const std::string name = relative.empty() || *relative.begin() == ".." ? module.path : relative.string();
  if (std::ranges::find(project.binaries, name, &store::Binary::path) != project.binaries.end()) return {};
  const auto build_id = store::BuildId(module.path);
  if (!build_id) return std::unexpected(build_id.error());
  project.binaries.push_back({name, *build_id, module.catalogue.Fingerprint()});
  std::ranges::sort(project.binaries, {}, &store::Binary::path);
  MakeRelative(module.catalogue, root);
  project.catalogue.Merge(std::move(module.catalogue));
  return {};
}

// Adds one program with its libraries. A command's program need not be instrumented itself: what it starts may be.
Result<void> AddBinary(const config::Config& config, const store::Workload& workload, Project& project,
                       ProgressSink& sink) {
  const bool command = RunsAnyProgram(workload.adapter);
  auto modules = store::ReadModules((fs::path(config.root) / workload.binary).string());
  if (!modules) {
    if (modules.error().code != Code::kNothingToTest && !(command && modules.error().code == Code::kNotFound))
      return std::unexpected(modules.error());
    if (!command) sink.OnMessage(Severity::kWarning, modules.error().message);
    return {};
  }
  for (store::Module& module : *modules)
    if (auto good = Add(std::move(module), config.root, project); !good) return good;
  return {};
}

}  // namespace

Result<Project> Discover(const config::Config& config, RunDirectories& directories, ProgressSink& sink) {
  auto targets = ListTargets(config, directories);
  if (!targets) return std::unexpected(targets.error());
  Project project;
  project.targets = *std::move(targets);
  std::set<std::string> seen;
  for (const Target& target : project.targets)
    if (seen.insert(target.workload.binary).second)
      if (auto good = AddBinary(config, target.workload, project, sink); !good) return std::unexpected(good.error());
  // What a command starts or loads is known when it has run.
  const bool commands = std::ranges::any_of(project.targets, [](const Target& target) { return RunsAnyProgram(target.workload.adapter); });
  if (auto good = CheckInstrumented(project); !good && !commands) return std::unexpected(good.error());
  return project;
}

Result<void> CheckInstrumented(const Project& project) {
  if (!project.catalogue.sites.empty()) return {};
  return Fail(Code::kNothingToTest, "no configured test program has an instrumented site; build them with csnake-c++: csnake build -- CMD");
}

Result<bool> AddModule(const std::string& path, const std::string& root, Project& project) {
  const std::string absolute = (fs::path(root) / path).string();
  auto catalogue = store::ReadBinaryCatalogue(absolute);
  if (!catalogue && (catalogue.error().code == Code::kNotFound || catalogue.error().code == Code::kNothingToTest)) return false;
  if (!catalogue) return std::unexpected(catalogue.error());
  const size_t before = project.binaries.size();
  if (auto good = Add({absolute, *std::move(catalogue)}, root, project); !good) return std::unexpected(good.error());
  return project.binaries.size() > before;
}

Result<void> Select(std::vector<Target>& targets, const std::string& expression) {
  if (expression.empty()) return {};
  try {
    const std::regex pattern(expression);
    std::erase_if(targets, [&](const Target& target) { return !std::regex_search(target.workload.name, pattern); });
  } catch (const std::regex_error& error) {
    return Fail(Code::kInvalidArgument, "--tests: \"" + expression + "\" is not a regular expression: " + error.what());
  }
  if (targets.empty())
    return Fail(Code::kNothingToTest, "no test matches \"" + expression + "\"; `csnake profile` lists them");
  return {};
}

Result<void> CheckBelongs(const store::Meta& meta, const std::string& root) {
  for (const store::Binary& old : meta.binaries) {
    const std::string path = (fs::path(root) / old.path).string();
    const auto build_id = store::BuildId(path);
    if (!build_id && build_id.error().code == Code::kNotFound) continue;  // Whoever needs it will say so.
    if (!build_id) return std::unexpected(build_id.error());
    if (*build_id == old.build_id) continue;
    const auto catalogue = store::ReadBinaryCatalogue(path);
    const bool sites = !catalogue || catalogue->Fingerprint() != old.catalogue_fingerprint;
    return Fail(Code::kMismatch, old.path + (sites ? " has other sites than" : " was built anew since") +
                                     " the stored campaign, whose runs may not describe it; start anew with "
                                     "`csnake run --fresh`, or restore the binary with build id " + old.build_id);
  }
  return {};
}

}  // namespace csnake::runner
