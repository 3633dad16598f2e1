#include "store/reader.h"
#include "own.h"
#include "src/own.h"
