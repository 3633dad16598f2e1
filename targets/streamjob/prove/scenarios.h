// scenarios.h: for each planted cycle and each decoy, the conditions under which all of its hops can happen together.
#pragma once

#include <vector>

#include "try.h"

namespace streamjob::prove {

std::vector<Scenario> AllScenarios();

}  // namespace streamjob::prove
