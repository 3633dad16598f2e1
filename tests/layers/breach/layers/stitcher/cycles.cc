#include <z3++.h>
#include <clang/AST/Decl.h>
#include "../model/cycle.h"
