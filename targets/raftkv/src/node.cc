#include "node.h"

#include "errors.h"
#include "hooks.h"
#include "wire.h"

namespace raftkv {

Node::Node(NodeId self, size_t nodes, const std::string& directory, AddressBook& book, const Options& options)
    : self_(self),
      options_(options),
      directory_(directory),
      book_(book),
      store_(options.cost),
      raft_(self, nodes, options, store_,
            [this](NodeId peer, const VoteRequest& request, VoteReply* reply) {
              return AskForVote(peer, request, reply);
            }),
      server_(*this, options.cost),
      link_(options.cost) {
  for (NodeId id = 1; id <= nodes; ++id) {
    if (id == self) continue;
    voters_[id] = std::make_unique<Channel>(book, id);
    replicators_.push_back(std::make_unique<Replicator>(raft_, store_, link_, book, id, options));
  }
}

int Node::Start() {
  int rc = store_.Open(directory_);
  if (rc < 0) return rc;
  rc = raft_.Open();
  if (rc < 0) return rc;
  rc = server_.Open(options_.queue_capacity);
  if (rc < 0) return rc;
  started_ = true;
  raft_.Start();
  server_.Start();
  book_.ports.at(self_) = server_.port();
  for (const auto& replicator : replicators_) replicator->Start();
  ticker_ = std::thread(&Node::TickLoop, this);
  return 0;
}

void Node::Stop() {
  if (!std::exchange(started_, false)) return;
  book_.ports.at(self_) = 0;
  raft_.Stop();
  if (ticker_.joinable()) ticker_.join();
  server_.Stop();
  for (const auto& replicator : replicators_) replicator->Join();
}

void Node::TickLoop() {
  while (!raft_.stopping()) {
    raft_.Tick();
    std::this_thread::sleep_for(std::chrono::milliseconds(options_.tick_ms));
  }
}

int Node::AskForVote(NodeId peer, const VoteRequest& request, VoteReply* reply) {
  std::string body;
  const int rc = voters_.at(peer)->Call(kVote, Encode(request), &body, options_.rpc_timeout_ms);
  return rc < 0 ? rc : Decode(body, reply);
}

bool Node::Arrive(Request& request) {
  if (request.method == kGet) {  // Reads do not wait behind writes.
    request.result = Get(request);
    return true;
  }
  if (request.method == kAppend || request.method == kChunk) {
    uint64_t term = 0;  // First in both.
    if (Reader reader(request.body); true) reader(term);
    raft_.NoteContact(term);
  }
  return false;
}

int Node::Serve(Request& request) {
  switch (request.method) {
    case kVote: {
      VoteRequest vote;
      VoteReply reply;
      int rc = Decode(request.body, &vote);
      if (rc == 0) rc = raft_.HandleVote(vote, &reply);
      request.reply = Encode(reply);
      return rc;
    }
    case kAppend: {
      AppendRequest append;
      AppendReply reply;
      int rc = Decode(request.body, &append);
      if (rc == 0) rc = raft_.HandleAppend(append, &reply);
      request.reply = Encode(reply);
      return rc;
    }
    case kChunk: {
      ChunkRequest chunk;
      ChunkReply reply;
      int rc = Decode(request.body, &chunk);
      if (rc == 0) rc = raft_.HandleChunk(chunk, &reply);
      request.reply = Encode(reply);
      return rc;
    }
    case kPut: {
      PutRequest put;
      int rc = Decode(request.body, &put);
      if (rc == 0) rc = raft_.Propose(put, &request.ticket);
      request.reply = Encode(PutReply{raft_.leader()});
      return rc;
    }
    default:
      return -ENOSYS;
  }
}

int Node::Finish(Request& request) { return request.method == kPut ? raft_.Await(request.ticket) : 0; }

int Node::Get(Request& request) {
  GetRequest get;
  GetReply reply;
  const int rc = Decode(request.body, &get);
  if (rc < 0) return rc;
  for (const std::string& key : get.keys) {  // [truth: READ_LOOP]
    Stall(g_hooks.read);
    std::string value;
    const int found = store_.Get(key, &value);
    if (found == 0) reply.pairs.emplace_back(key, value);
    if (found < 0 && found != -ENOENT) return found;
  }
  request.reply = Encode(reply);
  return 0;
}

uint64_t Node::chunks_sent() const {
  uint64_t sum = 0;
  for (const auto& replicator : replicators_) sum += replicator->chunks_sent();
  return sum;
}

uint64_t Node::transfers_aborted() const {
  uint64_t sum = 0;
  for (const auto& replicator : replicators_) sum += replicator->aborted();
  return sum;
}

}  // namespace raftkv
