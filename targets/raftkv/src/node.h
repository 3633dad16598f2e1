// node.h: one server of the store: its disk, its part in the agreement, and what it says to others.
#ifndef RAFTKV_NODE_H_
#define RAFTKV_NODE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "channel.h"
#include "raft.h"
#include "replicator.h"
#include "server.h"

namespace raftkv {

class Node : public Handler {
 public:
  Node(NodeId self, size_t nodes, const std::string& directory, AddressBook& book, const Options& options);
  ~Node() override { Stop(); }

  int Start();
  void Stop();

  Raft& raft() { return raft_; }
  Store& store() { return store_; }
  uint64_t rejected() const { return server_.rejected(); }
  uint64_t chunks_sent() const;
  uint64_t transfers_aborted() const;

  bool Arrive(Request& request) override;
  int Serve(Request& request) override;
  int Finish(Request& request) override;

 private:
  int Get(Request& request);
  int AskForVote(NodeId peer, const VoteRequest& request, VoteReply* reply);
  void TickLoop();

  const NodeId self_;
  const Options options_;
  const std::string directory_;
  AddressBook& book_;
  Store store_;
  Raft raft_;
  Server server_;
  Link link_;
  std::map<NodeId, std::unique_ptr<Channel>> voters_;
  std::vector<std::unique_ptr<Replicator>> replicators_;
  std::thread ticker_;
  bool started_ = false;
};

}  // namespace raftkv

#endif  // RAFTKV_NODE_H_
