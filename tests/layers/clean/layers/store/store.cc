#include "model/cycle.h"
#include "runtime/spool.h"
#include "store/internal/keys.h"
#include <rocksdb/db.h>
