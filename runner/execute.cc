#include "runner/execute.h"

#include "runner/process.h"
#include "runtime/spool.h"
#include "store/spool_reader.h"

namespace csnake::runner {
namespace {

constexpr size_t kOutputTail = 16 << 10;

std::string FaultVariable(const model::Fault& fault, const model::Dose& dose) {
  std::string text = model::ToHex(fault.site.value) + ":" + std::to_string(fault.value);
  for (const int64_t part : {dose.first_hit, dose.hits, dose.delay_ns, dose.total_ns}) text += ":" + std::to_string(part);
  return text;
}

model::Run Begin(const RunRequest& request) {
  model::Run run;
  run.workload = request.target->workload.name;
  run.fault = request.fault;
  if (request.fault) run.dose = request.dose;
  run.repeat = request.repeat;
  return run;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> RuntimeVariables(const RunRequest& request, std::string_view spool) {
  std::vector<std::pair<std::string, std::string>> variables = {
      {CSNAKE_ENV_SPOOL, std::string(spool)}, {CSNAKE_ENV_BODY, request.body == Body::kHook ? "hook" : "process"}};
  if (!request.fault) return variables;
  variables.emplace_back(CSNAKE_ENV_FAULT, FaultVariable(*request.fault, request.dose));
  variables.emplace_back(CSNAKE_ENV_ASSERT, "continue");
  return variables;
}

model::Result<RunOutcome> ExecuteRun(const RunRequest& request, const std::string& root, RunDirectories& directories,
                                     const std::atomic<int>& stop) {
  const auto directory = directories.Add();
  if (!directory) return std::unexpected(directory.error());
  const store::Workload& workload = request.target->workload;
  Command command{request.target->arguments, TargetEnvironment(), workload.directory.empty() ? root : workload.directory,
                  *directory + "/output", request.timeout_ns};
  for (const std::string& entry : workload.environment) SetVariable(command.environment, entry);
  for (const auto& [name, value] : RuntimeVariables(request, *directory + "/spool")) SetVariable(command.environment, name + "=" + value);
  for (const char* name : {"TMPDIR", "TEST_TMPDIR"}) SetVariable(command.environment, name + ("=" + *directory + "/tmp"));
  RunOutcome outcome{.run = Begin(request)};
  const auto exit = Execute(command, stop);
  const auto read = exit ? store::ReadSpools(*directory + "/spool", outcome.run) : model::Result<void>();
  outcome.modules = store::ReadModuleNames(*directory + "/spool");
  if (exit && exit->ending != model::Ending::kPassed) outcome.output = TailOf(command.output, kOutputTail);
  RunDirectories::Remove(*directory);
  if (!exit) return std::unexpected(exit.error());
  if (!read) return std::unexpected(read.error());
  outcome.run.ending = exit->ending;
  outcome.run.status = exit->status;
  outcome.wall_ns = exit->wall_ns;
  // No hook ran, or the body did not end: it lasted as long as the process.
  if (outcome.run.body_ns == 0) outcome.run.body_ns = std::max<int64_t>(1, exit->wall_ns - outcome.run.start_ns);
  return outcome;
}

}  // namespace csnake::runner
