// mini_cluster.h: a name node and its data nodes in one process, for tests and demonstrations.
#ifndef BLOCKSTORE_MINI_CLUSTER_H_
#define BLOCKSTORE_MINI_CLUSTER_H_

#include <functional>
#include <memory>
#include <vector>

#include "client.h"
#include "data_node.h"
#include "name_node.h"

namespace blockstore {

class MiniCluster {
 public:
  MiniCluster(const Options& options, size_t data_nodes);
  ~MiniCluster();

  NameNode& name_node() { return *name_node_; }
  DataNode& data_node(size_t index) { return *data_nodes_.at(index); }
  size_t size() const { return data_nodes_.size(); }
  std::unique_ptr<Client> NewClient() const;

  void StopDataNode(size_t index);
  // Starts a data node again on the disk of the one that was stopped.
  void RestartDataNode(size_t index);

 private:
  NodeId IdOf(size_t index) const { return NodeId{static_cast<uint32_t>(index + 1)}; }

  const Options options_;
  std::unique_ptr<NameNode> name_node_;
  std::vector<std::shared_ptr<ReplicaStore>> stores_;
  std::vector<std::unique_ptr<DataNode>> data_nodes_;
};

// Polls until the condition holds; false if it does not within the timeout.
bool WaitUntil(const std::function<bool()>& condition, Millis timeout = Millis(1500));

}  // namespace blockstore

#endif  // BLOCKSTORE_MINI_CLUSTER_H_
