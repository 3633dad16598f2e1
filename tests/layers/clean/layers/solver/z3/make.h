#include "model/cycle.h"
