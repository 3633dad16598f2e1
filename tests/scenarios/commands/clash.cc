// A local name that hides a hook: this function cannot be hooked, the others can.
#include "sum.h"

int Hides(int csnake_branch) {
  if (csnake_branch < 0) throw 1;
  return csnake_branch;
}

int main(int argc, char**) {
  return Step(argc - 1) + Hides(0);
}
