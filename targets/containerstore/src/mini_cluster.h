// mini_cluster.h: an SCM and its data nodes in one process, for tests and demonstrations.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "client.h"
#include "data_node.h"
#include "scm.h"

namespace containerstore {

class MiniCluster {
 public:
  MiniCluster(const Options& options, size_t data_nodes);
  ~MiniCluster();
  Expected<void> Start();

  Scm& scm() { return scm_; }
  DataNode& node(size_t index) { return *nodes_.at(index); }
  size_t size() const { return nodes_.size(); }
  std::unique_ptr<Client> NewClient() const { return std::make_unique<Client>(scm_.port(), options_); }

  void StopNode(size_t index) { node(index).Stop(); }
  // Takes all that a stopped node has.
  void WipeDisk(size_t index);
  // Starts a node again on the disk of the one that was stopped.
  Expected<void> RestartNode(size_t index);

  // All pipelines that are wanted are open.
  bool IsReady() const { return scm_.pipelines().CountOpen() >= options_.pipelines; }

 private:
  std::filesystem::path DiskOf(size_t index) const { return directory_ / std::to_string(index + 1); }

  const Options options_;
  const std::filesystem::path directory_;
  mutable Scm scm_;
  std::vector<std::unique_ptr<DataNode>> nodes_;
};

// Polls until the condition holds; false if it does not within the time-out.
bool WaitUntil(const std::function<bool()>& condition, Millis timeout = Millis(2000));

}  // namespace containerstore
