#include "runner/repro.h"

#include <algorithm>

#include "runner/profile.h"

namespace csnake::runner {
namespace {

std::string Quote(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_not_of(
                                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                          "_-./:=+,@%") == std::string::npos;
  if (plain) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace

model::Result<Repro> ReproCommand(const config::Config& config, const store::Campaign& campaign,
                                  const model::Experiment& experiment, std::string_view spool) {
  const auto workloads = campaign.ReadWorkloads();
  if (!workloads) return std::unexpected(workloads.error());
  const auto workload = std::ranges::find(*workloads, experiment.workload, &store::Workload::name);
  if (workload == workloads->end())
    return model::Fail(model::Code::kNotFound, "the campaign has no workload " + experiment.workload +
                                                   "; `csnake profile` lists them");
  auto target = TargetOf(config, *workload);
  if (!target) return std::unexpected(target.error());
  const auto catalogue = campaign.ReadCatalogue();
  if (!catalogue) return std::unexpected(catalogue.error());
  const auto profile = SummariseProfile(campaign, *catalogue, experiment.workload);
  if (!profile) return std::unexpected(profile.error());
  RunRequest request{.fault = experiment.fault, .dose = experiment.dose, .body = profile->body};
  auto environment = RuntimeVariables(request, spool);
  for (const std::string& entry : workload->environment)
    if (const size_t equals = entry.find('='); equals != std::string::npos) environment.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
  return Repro{workload->directory.empty() ? config.root : workload->directory, std::move(environment), std::move(target->arguments)};
}

std::string ToShell(const Repro& repro) {
  std::string text = "cd " + Quote(repro.directory) + " &&";
  for (const auto& [name, value] : repro.environment) text += " " + name + "=" + Quote(value);
  for (const std::string& argument : repro.arguments) text += " " + Quote(argument);
  return text;
}

}  // namespace csnake::runner
