// cluster.h: a whole cluster in one process, for tests and demonstrations.
#ifndef RAFTKV_CLUSTER_H_
#define RAFTKV_CLUSTER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client.h"
#include "node.h"

namespace raftkv {

class Cluster {
 public:
  // Starts all nodes below a new temporary directory and waits until the first one leads.
  Cluster(const Options& options, size_t nodes);
  ~Cluster();

  Node& node(NodeId id) { return *nodes_.at(id - 1); }
  size_t size() const { return nodes_.size(); }
  std::unique_ptr<Client> NewClient() const;
  // 0 when there is none.
  NodeId Leader();

  void Stop(NodeId id);
  // Starts a node that was stopped; an empty one has lost its disk.
  int Restart(NodeId id, bool empty = false);

 private:
  int Launch(NodeId id);
  std::string DirectoryOf(NodeId id) const { return directory_ + "/" + std::to_string(id); }

  const Options options_;
  std::string directory_;
  AddressBook book_;
  std::vector<std::unique_ptr<Node>> nodes_;
};

// Polls until the condition holds; false if it does not within the time.
bool WaitUntil(const std::function<bool()>& condition, int timeout_ms = 3000);

}  // namespace raftkv

#endif  // RAFTKV_CLUSTER_H_
