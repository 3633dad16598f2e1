#include "mini_cluster.h"

#include <unistd.h>

#include <atomic>
#include <thread>

namespace containerstore {
namespace {

std::filesystem::path NewDirectory() {
  static std::atomic<int> count{0};
  const std::string name = "containerstore." + std::to_string(::getpid()) + "." + std::to_string(count++);
  return std::filesystem::temp_directory_path() / name;
}

}  // namespace

MiniCluster::MiniCluster(const Options& options, size_t data_nodes)
    : options_(options), directory_(NewDirectory()), scm_(options), nodes_(data_nodes) {}

Expected<void> MiniCluster::Start() {
  if (const auto started = scm_.Start(); !started) return started;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    if (const auto started = RestartNode(i); !started) return started;
  }
  return {};
}

MiniCluster::~MiniCluster() {
  for (const auto& node : nodes_) {
    if (node) node->Stop();
  }
  scm_.Stop();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void MiniCluster::WipeDisk(size_t index) {
  std::error_code ignored;
  std::filesystem::remove_all(DiskOf(index), ignored);
}

Expected<void> MiniCluster::RestartNode(size_t index) {
  const NodeId id{static_cast<uint32_t>(index + 1)};
  nodes_.at(index) = std::make_unique<DataNode>(id, scm_.port(), options_, DiskOf(index));
  return nodes_.at(index)->Start();
}

bool WaitUntil(const std::function<bool()>& condition, Millis timeout) {
  const TimePoint deadline = Clock::now() + timeout;
  while (!condition()) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(Millis(2));
  }
  return true;
}

}  // namespace containerstore
