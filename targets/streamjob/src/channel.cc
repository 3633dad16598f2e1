#include "channel.h"

#include <cstring>
#include <string>

#include "error.h"
#include "hooks.h"

namespace streamjob {
namespace {

struct Hello {
  GateId gate = 0;
  uint64_t channel = 0;
};

}  // namespace

RemoteChannel::RemoteChannel(uint16_t port, GateId gate, size_t channel) : socket_(Connect(port)) {
  const Hello hello{gate, channel};
  std::string bytes(sizeof hello, '\0');
  std::memcpy(bytes.data(), &hello, sizeof hello);
  socket_.Send(bytes);
}

bool RemoteChannel::Offer(const Buffer& buffer, Millis timeout) {
  if (in_flight_) {
    if (!socket_.WaitReadable(timeout)) return false;
    socket_.Receive();
    in_flight_ = false;
  }
  in_flight_ = socket_.Send(Encode(buffer));
  return true;
}

void RemoteChannel::Release() { socket_.Send(Encode({BufferKind::kReleased, 0, {}})); }

DataServer::DataServer() : listener_(Listen()), port_(listener_.LocalPort()) {
  acceptor_ = std::thread(&DataServer::AcceptLoop, this);
}

void DataServer::Stop() {
  if (stopping_.exchange(true)) return;
  listener_.Shutdown();
  acceptor_.join();
  CloseGates();
  for (Connection& connection : connections_) connection.thread.join();
  connections_.clear();
}

void DataServer::Add(GateId id, std::shared_ptr<InputGate> gate) {
  std::lock_guard lock(mutex_);
  gates_.emplace(id, std::move(gate));
}

void DataServer::CloseGates() {
  std::lock_guard lock(mutex_);
  for (const auto& [id, gate] : gates_) gate->Close();
  gates_.clear();
  for (const Connection& connection : connections_) connection.socket.Shutdown();
}

void DataServer::AcceptLoop() {
  while (!stopping_) {
    Socket accepted = listener_.Accept();
    if (!accepted.valid()) continue;
    std::lock_guard lock(mutex_);
    DropFinished();
    Connection& connection = connections_.emplace_back();
    connection.socket = std::move(accepted);
    connection.thread = std::thread([this, &connection] { Serve(connection); });
  }
}

void DataServer::Serve(Connection& connection) {
  try {
    Deliver(connection);
  } catch (const ConnectionError&) {
    // The other end is told below.
  }
  connection.socket.Shutdown();
  connection.done = true;
}

void DataServer::Deliver(const Connection& connection) {
  const std::optional<std::string> first = connection.socket.Receive();
  if (!first || first->size() != sizeof(Hello)) return;
  Hello hello;
  std::memcpy(&hello, first->data(), sizeof hello);
  const std::shared_ptr<InputGate> gate = Find(hello.gate);
  if (!gate) return;
  while (const std::optional<std::string> bytes = connection.socket.Receive()) {  // [truth: DELIVER_LOOP]
    Stall(g_hooks.deliver);
    Buffer buffer = Decode(*bytes);
    if (buffer.kind == BufferKind::kReleased) {
      gate->Release(hello.channel);
      continue;
    }
    while (!gate->Offer(hello.channel, buffer, Millis(100))) {
    }
    if (!connection.socket.Send("")) return;
  }
}

std::shared_ptr<InputGate> DataServer::Find(GateId id) {
  std::lock_guard lock(mutex_);
  const auto found = gates_.find(id);
  return found == gates_.end() ? nullptr : found->second;
}

void DataServer::DropFinished() {
  std::erase_if(connections_, [](Connection& connection) {
    if (!connection.done) return false;
    connection.thread.join();
    return true;
  });
}

}  // namespace streamjob
