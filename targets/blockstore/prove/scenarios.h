// scenarios.h: for each planted cycle and each decoy, the conditions under which all of its hops can happen together.
#ifndef BLOCKSTORE_PROVE_SCENARIOS_H_
#define BLOCKSTORE_PROVE_SCENARIOS_H_

#include <vector>

#include "try.h"

namespace blockstore::prove {

std::vector<Scenario> AllScenarios();

}  // namespace blockstore::prove

#endif  // BLOCKSTORE_PROVE_SCENARIOS_H_
