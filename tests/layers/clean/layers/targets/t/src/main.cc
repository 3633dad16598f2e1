#include "runtime/csnake.h"
#include "store/disk.h"
