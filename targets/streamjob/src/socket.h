// socket.h: loopback TCP, in frames of [u32 size][bytes].
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "options.h"

namespace streamjob {

// Owns a file descriptor.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(other.Release()) {}
  Socket& operator=(Socket&& other) noexcept;
  ~Socket() { Close(); }

  bool valid() const { return fd_ >= 0; }
  // Wakes up whoever waits on it; the descriptor stays reserved.
  void Shutdown() const;
  void Close();

  // All of these are false, or nothing, when the connection is lost.
  bool Send(std::string_view bytes) const;
  std::optional<std::string> Receive() const;
  // True also when the connection is lost: then there is nothing to wait for.
  bool WaitReadable(Millis timeout) const;
  Socket Accept() const;
  uint16_t LocalPort() const;

 private:
  int Release();
  bool ReceiveExactly(char* data, size_t size) const;

  int fd_ = -1;
};

// Both throw ConnectionError.
Socket Listen();
Socket Connect(uint16_t port);

}  // namespace streamjob
