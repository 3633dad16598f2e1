// scenarios.h: for each planted cycle and each decoy, the conditions under which all of its hops can happen together.
#ifndef RAFTKV_PROVE_SCENARIOS_H_
#define RAFTKV_PROVE_SCENARIOS_H_

#include <vector>

#include "try.h"

namespace raftkv::prove {

std::vector<Scenario> AllScenarios();

}  // namespace raftkv::prove

#endif  // RAFTKV_PROVE_SCENARIOS_H_
