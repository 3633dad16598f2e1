// scenarios.h: for each planted cycle and each decoy, the conditions under which all of its hops can happen together.
#ifndef FRONTCACHE_PROVE_SCENARIOS_H_
#define FRONTCACHE_PROVE_SCENARIOS_H_

#include <vector>

#include "try.h"

namespace frontcache::prove {

std::vector<Scenario> AllScenarios();

}  // namespace frontcache::prove

#endif  // FRONTCACHE_PROVE_SCENARIOS_H_
