#include "campaign.pb.h"
