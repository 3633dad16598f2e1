// store/convert.h — model values to and from their stored bytes. Private to store/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/run.h"
#include "model/status.h"
#include "store/campaign.h"

namespace csnake::store {

// Decoders fail with kCorrupt; `what` names the object in the message.
std::string EncodeRun(const model::Run& run);
model::Result<model::Run> DecodeRun(std::string_view bytes, std::string_view what);

std::string EncodeWorkloads(const std::vector<Workload>& workloads);
model::Result<std::vector<Workload>> DecodeWorkloads(std::string_view bytes);

std::string EncodeMeta(const Meta& meta);
model::Result<Meta> DecodeMeta(std::string_view bytes);

}  // namespace csnake::store
