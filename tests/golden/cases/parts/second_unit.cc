#include "shared.h"

int Second(int n) { return shared::Guard(n); }
