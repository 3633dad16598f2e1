#include "store/run_key.h"

namespace csnake::store {
namespace {

void PutBig(std::string& out, uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 255);
}

// Moves negative numbers below positive ones.
void PutSigned(std::string& out, int64_t value) { PutBig(out, static_cast<uint64_t>(value) ^ (uint64_t{1} << 63), 8); }

}  // namespace

RunKey KeyOf(const model::Run& run) { return {run.workload, run.fault, run.dose, run.repeat}; }

RunKey KeyOf(const model::Experiment& experiment, int repeat) {
  return {experiment.workload, experiment.fault, experiment.dose, repeat};
}

std::string WorkloadPrefix(std::string_view workload) { return std::string(workload) + '\0'; }

std::string ProfilePrefix(std::string_view workload) { return WorkloadPrefix(workload) + '\0'; }

std::string EncodeKey(const RunKey& key) {
  std::string out = key.fault ? WorkloadPrefix(key.workload) + '\1' : ProfilePrefix(key.workload);
  if (key.fault) {
    PutBig(out, key.fault->site.value, 8);
    PutBig(out, static_cast<uint64_t>(key.fault->kind), 1);
    PutBig(out, key.fault->value, 1);
    for (const int64_t part : {key.dose.first_hit, key.dose.hits, key.dose.delay_ns, key.dose.total_ns})
      PutSigned(out, part);
  }
  PutBig(out, static_cast<uint64_t>(key.repeat), 4);
  return out;
}

std::string Describe(const RunKey& key) {
  std::string text = key.workload + ", ";
  if (key.fault) text += std::string(ToName(key.fault->kind)) + " " + model::ToHex(key.fault->site.value);
  else text += "profile";
  return text + ", repeat " + std::to_string(key.repeat);
}

}  // namespace csnake::store
