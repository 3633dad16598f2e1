#include "solver/z3/make.h"
#include "store/store.h"
