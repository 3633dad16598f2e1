#include "data_node.h"

#include <future>

namespace containerstore {

DataNode::DataNode(NodeId id, uint16_t scm_port, const Options& options, std::filesystem::path directory)
    : id_(id),
      options_(options),
      store_(std::move(directory)),
      peers_(options),
      scm_(scm_port, options.scm_timeout),
      scanner_(options, store_, io_, [this](ContainerId container) { Remove(container); }),
      replication_(options, store_, peers_, [this](const ReplicaInfo& replica) { Report(replica); }),
      pipelines_(options, peers_,
                 [this](ContainerId container) {
                   if (const auto made = store_.Append(container, ""); made) Report(*made);
                 }),
      server_([this](Method method, const std::string& body) { return Serve(method, body); }, options.cost.visit) {
  next_.node = id;
}

Expected<void> DataNode::Start() {
  if (const auto listening = server_.Start(); !listening) return listening;
  if (const auto registered = Register(); !registered) return registered;
  scheduler_.After(options_.heartbeat_interval, [this] { SendHeartbeat(); });
  scheduler_.After(options_.scan_interval, [this] { ScanAgain(); });
  return {};
}

// Whoever serves requests goes first: requests may wait for the I/O thread.
void DataNode::Stop() {
  scheduler_.Stop();
  server_.Stop();
  pipelines_.Stop();
  replication_.Stop();
  io_.Stop();
}

Expected<std::string> DataNode::Serve(Method method, const std::string& body) {
  switch (method) {
    case Method::kWrite:
      return Answer<WriteRequest>(body, [this](const WriteRequest& request) { return Write(request); });
    case Method::kRead:
      return Answer<ContainerId>(body, [this](ContainerId id) { return Read(id); });
    case Method::kCopy:
      return Answer<ContainerId>(body, [this](ContainerId id) { return Copy(id); });
    case Method::kJoin:
      return Answer<JoinRequest>(body, [this](const JoinRequest& request) { return Join(request); });
    default:
      return Fail(ErrorCode::kNotFound, "a data node does not serve this method");
  }
}

Expected<Empty> DataNode::Write(const WriteRequest& request) {
  const bool known = store_.Has(request.container);
  const auto replica = store_.Append(request.container, request.data);
  if (!replica) return Unexpected(replica.error());
  if (!known) Report(*replica);
  return Empty{};
}

// Chunk by chunk, so that others get their turn on the I/O thread.
Expected<std::string> DataNode::Read(ContainerId id) {
  std::string data;
  while (true) {
    std::promise<Expected<std::string>> read;
    io_.Post([&] { read.set_value(store_.ReadChunk(id, data.size(), options_.chunk_size)); });
    const Expected<std::string> chunk = read.get_future().get();
    if (!chunk) return chunk;
    data += *chunk;
    if (chunk->size() < options_.chunk_size) return data;
  }
}

Expected<ContainerData> DataNode::Copy(ContainerId id) {
  auto data = store_.Read(id);
  if (!data) return Unexpected(data.error());
  return ContainerData{{id, data->size(), ReplicaState::kClosed}, std::move(*data)};
}

// Joining changes what the node takes part in, so it waits for commands that do so, too. (Fixed: these do not meddle
// with a pipeline that is only being built.)
Expected<Empty> DataNode::Join(const JoinRequest& request) {
  std::unique_lock lock(state_mutex_, std::defer_lock);
  if constexpr (!kFixed) lock.lock();
  pipelines_.Join(request);
  return Empty{};
}

}  // namespace containerstore
