// channel.h: where a task puts its buffers: into the queue of the next task, on the same task manager or on another.
//
//   LocalChannel  ------------------------------------> InputGate
//   RemoteChannel -> [gate, channel] buffer ... -> DataServer -> InputGate
//                 <- one empty frame per buffer that has found room <-
#pragma once

#include <atomic>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "input_gate.h"
#include "socket.h"

namespace streamjob {

using GateId = uint64_t;  // Each deployment of a task has another one.

class OutputChannel {
 public:
  virtual ~OutputChannel() = default;
  // False if there is no room for so long. What nobody reads any more is taken and forgotten.
  virtual bool Offer(const Buffer& buffer, Millis timeout) = 0;
  virtual void Release() = 0;
};

class LocalChannel : public OutputChannel {
 public:
  LocalChannel(std::shared_ptr<InputGate> gate, size_t channel) : gate_(std::move(gate)), channel_(channel) {}
  bool Offer(const Buffer& buffer, Millis timeout) override { return gate_->Offer(channel_, buffer, timeout); }
  void Release() override { gate_->Release(channel_); }

 private:
  std::shared_ptr<InputGate> gate_;
  size_t channel_;
};

class RemoteChannel : public OutputChannel {
 public:
  // Throws ConnectionError.
  RemoteChannel(uint16_t port, GateId gate, size_t channel);
  bool Offer(const Buffer& buffer, Millis timeout) override;
  void Release() override;

 private:
  Socket socket_;
  bool in_flight_ = false;  // The last buffer has not found room yet.
};

// The receiving end of remote channels on one task manager.
class DataServer {
 public:
  DataServer();
  ~DataServer() { Stop(); }
  void Stop();
  uint16_t port() const { return port_; }
  void Add(GateId id, std::shared_ptr<InputGate> gate);
  // Closes all gates and the connections to them.
  void CloseGates();

 private:
  struct Connection {
    Socket socket;
    std::atomic<bool> done{false};
    std::thread thread;
  };

  void AcceptLoop();
  void Serve(Connection& connection);
  void Deliver(const Connection& connection);
  std::shared_ptr<InputGate> Find(GateId id);
  void DropFinished();

  Socket listener_;
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;  // Guards what follows.
  std::map<GateId, std::shared_ptr<InputGate>> gates_;
  std::list<Connection> connections_;
  std::thread acceptor_;
};

}  // namespace streamjob
