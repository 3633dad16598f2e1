// gate/json.h — the stable machine form of findings: docs/formats/findings.md. Additions are allowed, renames not.
#pragma once

#include <string>

#include "model/cycle.h"
#include "model/site.h"

namespace csnake::gate {

// `campaign` identifies the runs behind the findings. `only`: one of findings.cycles, which is listed alone, with its cluster.
std::string ToJson(const model::Catalogue& catalogue, const model::Findings& findings, const std::string& campaign,
                   const model::Cycle* only = nullptr);

// One site as a JSON object on a line.
std::string ToJson(const model::Catalogue& catalogue, const model::Site& site);

}  // namespace csnake::gate
