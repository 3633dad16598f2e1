#include "mini_cluster.h"

#include <thread>

namespace blockstore {

MiniCluster::MiniCluster(const Options& options, size_t data_nodes)
    : options_(options), name_node_(std::make_unique<NameNode>(options)), data_nodes_(data_nodes) {
  name_node_->Start();
  for (size_t i = 0; i < data_nodes; ++i) {
    stores_.push_back(std::make_shared<ReplicaStore>(options.cost));
    RestartDataNode(i);
  }
}

MiniCluster::~MiniCluster() {
  for (const auto& node : data_nodes_) node->Stop();
  name_node_->Stop();
}

std::unique_ptr<Client> MiniCluster::NewClient() const {
  return std::make_unique<Client>(name_node_->port(), options_);
}

void MiniCluster::StopDataNode(size_t index) { data_node(index).Stop(); }

void MiniCluster::RestartDataNode(size_t index) {
  data_nodes_.at(index) = std::make_unique<DataNode>(IdOf(index), name_node_->port(), options_, stores_.at(index));
  data_nodes_.at(index)->Start();
}

bool WaitUntil(const std::function<bool()>& condition, Millis timeout) {
  const TimePoint deadline = Clock::now() + timeout;
  while (!condition()) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(Millis(2));
  }
  return true;
}

}  // namespace blockstore
