#include "cluster.h"

#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <thread>

#include "clock.h"

namespace raftkv {

Cluster::Cluster(const Options& options, size_t nodes) : options_(options), nodes_(nodes) {
  directory_ = (std::filesystem::temp_directory_path() / "raftkv.XXXXXX").string();
  if (mkdtemp(directory_.data()) == nullptr) std::perror("mkdtemp");
  for (NodeId id = 1; id <= nodes; ++id) Launch(id);
  node(1).raft().CampaignSoon();
  WaitUntil([this] { return Leader() != 0; });
}

Cluster::~Cluster() {
  for (const auto& node : nodes_) node->Stop();
  nodes_.clear();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::unique_ptr<Client> Cluster::NewClient() const { return std::make_unique<Client>(book_, nodes_.size(), options_); }

NodeId Cluster::Leader() {
  for (NodeId id = 1; id <= nodes_.size(); ++id) {
    if (node(id).raft().IsLeader() && !node(id).raft().stopping()) return id;
  }
  return 0;
}

void Cluster::Stop(NodeId id) { node(id).Stop(); }

int Cluster::Restart(NodeId id, bool empty) {
  nodes_.at(id - 1).reset();
  std::error_code ignored;
  if (empty) std::filesystem::remove_all(DirectoryOf(id), ignored);
  return Launch(id);
}

int Cluster::Launch(NodeId id) {
  nodes_.at(id - 1) = std::make_unique<Node>(id, nodes_.size(), DirectoryOf(id), book_, options_);
  const int rc = node(id).Start();
  if (rc < 0) std::fprintf(stderr, "node %u does not start: %s\n", id, strerror(-rc));
  return rc;
}

bool WaitUntil(const std::function<bool()>& condition, int timeout_ms) {
  const int64_t deadline_ms = rk_now_ms() + timeout_ms;
  while (!condition()) {
    if (rk_now_ms() > deadline_ms) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace raftkv
