#include "mini_cluster.h"

#include <stdlib.h>

#include <thread>

#include "error.h"

namespace streamjob {
namespace {

std::filesystem::path MakeDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "streamjob.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw StorageError("cannot make a directory like " + name);
  return name;
}

}  // namespace

MiniCluster::MiniCluster(JobGraph graph, const Options& options, size_t task_managers)
    : options_(options),
      directory_(MakeDirectory()),
      storage_(directory_, options),
      results_(options),
      logs_(graph.heads) {
  std::vector<TaskManager*> managers;
  for (size_t i = 0; i < task_managers; ++i) {
    managers.push_back(task_managers_.emplace_back(std::make_unique<TaskManager>(options)).get());
  }
  std::vector<SourceLog*> logs;
  for (SourceLog& log : logs_) logs.push_back(&log);
  job_ = std::make_unique<JobManager>(std::move(graph), options, managers, logs, storage_, results_);
}

// Task managers may still be telling the job manager something: it goes last.
MiniCluster::~MiniCluster() {
  job_->Stop();
  for (const auto& manager : task_managers_) manager->Stop();
  job_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

bool WaitUntil(const std::function<bool()>& condition, Millis timeout) {
  const TimePoint deadline = Clock::now() + timeout;
  while (!condition()) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(Millis(2));
  }
  return true;
}

}  // namespace streamjob
