#include <vector>

#include "model/cycle.h"
#include "stitcher/cycles.h"
  #  include "store/internal/keys.h"
