// mini_cluster.h: one job and its task managers in a process, for tests and demonstrations.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "job_manager.h"

namespace streamjob {

class MiniCluster {
 public:
  MiniCluster(JobGraph graph, const Options& options, size_t task_managers);
  ~MiniCluster();

  JobManager& job() { return *job_; }
  SourceLog& log(size_t head = 0) { return logs_.at(head); }
  ResultStore& results() { return results_; }
  CheckpointStorage& storage() { return storage_; }
  const Options& options() const { return options_; }

 private:
  const Options options_;
  const std::filesystem::path directory_;
  CheckpointStorage storage_;
  ResultStore results_;
  std::deque<SourceLog> logs_;
  std::vector<std::unique_ptr<TaskManager>> task_managers_;
  std::unique_ptr<JobManager> job_;
};

// Polls until the condition holds; false if it does not within the timeout.
bool WaitUntil(const std::function<bool()>& condition, Millis timeout = Millis(1500));

}  // namespace streamjob
