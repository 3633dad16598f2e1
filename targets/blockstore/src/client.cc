#include "client.h"

#include <thread>

#include "data_node_stub.h"
#include "error.h"

namespace blockstore {

Client::Client(uint16_t name_node_port, const Options& options)
    : options_(options),
      name_node_(name_node_port, options.client_rpc_timeout),
      leases_(name_node_port, options),
      holder_(leases_.Add()) {}

std::unique_ptr<FileWriter> Client::Create(const std::string& path) {
  return std::make_unique<FileWriter>(name_node_, options_, CreateRequest{path, holder_, false});
}

void Client::WriteFile(const std::string& path, const std::vector<std::string>& blocks, const WriteOptions& how) {
  for (int attempt = 1;; ++attempt) {
    try {
      WriteOnce(path, blocks, how);
      return;
    } catch (const Error&) {
      Discard(path);
      if (attempt >= options_.write_attempts) throw;
      ++rewrites_;
    }
  }
}

void Client::WriteOnce(const std::string& path, const std::vector<std::string>& blocks, const WriteOptions& how) {
  FileWriter writer(name_node_, options_, {path, holder_, how.cached});
  for (const std::string& block : blocks) writer.Append(block, how.mode);
  writer.Close();
}

void Client::Discard(const std::string& path) {
  try {
    name_node_.Delete(path);
  } catch (const Error&) {
    // Perhaps it was never created.
  }
}

std::string Client::ReadFile(const std::string& path) {
  for (int attempt = 1;; ++attempt) {
    try {
      return ReadOnce(path);
    } catch (const SoleReplicaError&) {
      if (attempt >= options_.read_attempts) throw;
    } catch (const SuspectError&) {
      if (attempt >= options_.read_attempts) throw;
      SettleSuspicion(path);
    }
  }
}

std::string Client::ReadOnce(const std::string& path) {
  std::string data;
  for (const LocatedBlock& block : name_node_.Locate(path).blocks) data += ReadBlock(block);
  return data;
}

std::string Client::ReadBlock(const LocatedBlock& block) {
  if (options_.replication == 1) {  // No second replica to turn to.
    DataNodeStub node(block.targets.front(), options_.client_rpc_timeout);
    std::optional<std::string> data = node.Read(block.block);
    if (!data) {
      name_node_.ReportSuspect(block.block);
      throw SoleReplicaError("cannot read " + ToString(block.block));  // [truth: READ_ERROR]
    }
    return std::move(*data);
  }
  for (uint32_t i = 0; i < block.target_count; ++i) {
    DataNodeStub node(block.targets.at(i), options_.client_rpc_timeout);
    std::optional<std::string> data = node.Read(block.block);
    if (data) return std::move(*data);
  }
  throw ReadError("no replica of " + ToString(block.block) + " can be read");
}

// With three replicas a vote ends a suspicion at once; otherwise it passes with time. A vote that finds nothing to vote
// about means that name node and data nodes disagree: the nodes compare all they have.
void Client::SettleSuspicion(const std::string& path) {
  if (options_.replication < 3) {
    std::this_thread::sleep_for(options_.suspect_ttl / 4);
    return;
  }
  try {
    if (!name_node_.Vote(path)) throw VoteError("nothing suspect in " + path);  // [truth: VOTE_ERROR]
  } catch (const VoteError&) {
    name_node_.RequestScan(path);
  }
}

}  // namespace blockstore
