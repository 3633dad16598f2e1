// runner/repro.h — the command that a person types to repeat an experiment.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.h"
#include "model/run.h"
#include "store/campaign.h"

namespace csnake::runner {

struct Repro {
  std::string directory;
  std::vector<std::pair<std::string, std::string>> environment;  // CSNAKE_SPOOL first.
  std::vector<std::string> arguments;
};

// `spool` is where the runtime shall write; it may be "" to record nothing.
// Errors: kNotFound  the campaign has no such workload, or the configuration no longer has its command.
model::Result<Repro> ReproCommand(const config::Config& config, const store::Campaign& campaign,
                                  const model::Experiment& experiment, std::string_view spool);

// One line for a POSIX shell, quoted where needed.
std::string ToShell(const Repro& repro);

}  // namespace csnake::runner
