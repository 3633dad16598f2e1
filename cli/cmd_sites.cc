// sites: the catalogue, read from the instrumented programs themselves.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "config/glob.h"
#include "gate/json.h"
#include "store/binary_catalogue.h"

namespace csnake::cli {
namespace {

using model::Code;
using model::Fail;
using model::Result;

Result<model::Catalogue> ReadCatalogues(const config::Config& config, const std::vector<std::string>& binaries) {
  std::vector<std::string> paths = binaries;
  if (paths.empty())
    for (const config::Test& test : config.tests)
      if (!test.binary.empty()) paths.push_back(test.binary.starts_with('/') ? test.binary : config.root + "/" + test.binary);
  if (paths.empty()) return Fail(Code::kNothingToTest, "no program to read: csnake.yml names no `tests` with a `binary`; add one or name a program");
  model::Catalogue all;
  for (const std::string& path : paths) {
    auto modules = store::ReadModules(path);
    if (!modules) return std::unexpected(modules.error());
    for (store::Module& module : *modules) all.Merge(std::move(module.catalogue));
  }
  return all;
}

class SitesCommand final : public Command {
 public:
  const char* name() const override { return "sites"; }
  const char* help() const override { return "Fault points of the instrumented programs"; }
  const char* example() const override { return "csnake sites list --kind throw --why"; }
  void AddFlags(CLI::App& app) override {
    app.add_option("--kind", kind_, "Only this kind")->check(CLI::IsMember({"throw", "error_return", "library_error", "negation", "detector", "delay"}));
    app.add_option("--file", file_, "Only files that match this pattern")->type_name("GLOB");
    app.add_option("--function", function_, "Only functions that match this pattern")->type_name("GLOB");
    app.add_flag("--why", why_, "Also what is left out, with the reason, and what made others fault points");
    app.require_subcommand(1);
    app.add_subcommand("list", "One line each")->fallthrough()->add_option("BINARY", binaries_, "Programs instead of those in csnake.yml");
    show_ = app.add_subcommand("show", "One fault point with its guard condition")->fallthrough();
    show_->add_option("ID", id_, "Site id or a beginning of it")->required();
  }
  int Run(const Globals& globals) override {
    config::Config config;
    if (binaries_.empty()) {
      auto loaded = LoadConfig(globals);
      if (!loaded) return Report(loaded.error());
      config = *std::move(loaded);
    }
    const auto catalogue = ReadCatalogues(config, binaries_);
    if (!catalogue) return Report(catalogue.error());
    return show_->parsed() ? Show(*catalogue) : List(globals, *catalogue);
  }

 private:
  bool Wanted(const model::Catalogue& catalogue, const model::Site& site) const {
    if (site.kind == model::Kind::kBranch || (!site.excluded.empty() && !why_)) return false;
    if (!kind_.empty() && model::ToName(site.kind) != kind_) return false;
    if (!file_.empty() && !config::MatchesGlob(file_, site.file)) return false;
    const model::Function* function = catalogue.Find(site.function);
    return function_.empty() || (function && config::MatchesGlob(function_, function->name));
  }

  std::string Reason(const model::Site& site) const {
    if (!site.excluded.empty()) return "  left out: " + site.excluded;
    return why_ && !site.basis.empty() ? "  because it " + site.basis : "";
  }

  int List(const Globals& globals, const model::Catalogue& catalogue) const {
    std::vector<const model::Site*> sites;
    for (const auto& [id, site] : catalogue.sites)
      if (Wanted(catalogue, site)) sites.push_back(&site);
    std::ranges::sort(sites, {}, [](const model::Site* s) { return std::tuple(s->file, s->line, s->column, s->id); });
    std::string text;
    size_t hooked = 0;
    for (const model::Site* site : sites) {
      hooked += site->excluded.empty();
      if (globals.json()) {
        text += gate::ToJson(catalogue, *site) + "\n";
        continue;
      }
      const model::Function* function = catalogue.Find(site->function);
      text += fmt::format("{}  {:<13} {}:{}:{}  {}  `{}`{}\n", model::ToHex(site->id.value), model::ToName(site->kind), site->file,
                          site->line, site->column, function ? function->name : "?", site->text,
                          Reason(*site));
    }
    if (why_) text += UnitsWithoutHooks(globals, catalogue);
    Print(text);
    if (hooked == 0)
      return Report({Code::kNothingToTest, "no fault point matches; widen the filters, or `csnake sites list --why` tells what was left out"});
    if (!globals.json()) Print(fmt::format("{} fault points{}\n", hooked, why_ ? fmt::format(", {} left out", sites.size() - hooked) : ""));
    return kPass;
  }

  // Units that could not be hooked; filters by kind or function say nothing about them.
  std::string UnitsWithoutHooks(const Globals& globals, const model::Catalogue& catalogue) const {
    std::string text;
    for (const auto& [file, reason] : catalogue.units) {
      if (reason.empty() || (!file_.empty() && !config::MatchesGlob(file_, file))) continue;
      text += globals.json() ? nlohmann::ordered_json{{"unit", file}, {"excluded", reason}}.dump() + "\n"
                             : fmt::format("unit              {}  no fault points: {}\n", file, reason);
    }
    return text;
  }

  int Show(const model::Catalogue& catalogue) const {
    std::vector<const model::Site*> sites;
    for (const auto& [id, site] : catalogue.sites)
      if (model::ToHex(id.value).starts_with(id_)) sites.push_back(&site);
    if (sites.size() != 1)
      return Report({Code::kInvalidArgument, fmt::format("{} fault points begin with `{}`; `csnake sites list` shows the ids", sites.size(), id_)});
    Print(gate::ToJson(catalogue, *sites.front()) + "\n");
    return kPass;
  }

  CLI::App* show_ = nullptr;
  std::string kind_, file_, function_, id_;
  std::vector<std::string> binaries_;
  bool why_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeSites() { return std::make_unique<SitesCommand>(); }

}  // namespace csnake::cli
