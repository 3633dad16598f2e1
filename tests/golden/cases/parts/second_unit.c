#include "inline.h"

int second(int n);

int second(int n) { return checked(n); }
