#include <rocksdb/db.h>
#include "campaign.pb.h"
