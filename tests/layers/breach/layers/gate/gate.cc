#include "solver/z3/engine.h"
