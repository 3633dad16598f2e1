#include "server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "hooks.h"
#include "net.h"

namespace raftkv {

int Server::Open(size_t queue_capacity) {
  const int rc = rk_queue_init(&queue_, queue_capacity);
  if (rc < 0) return rc;
  listener_ = rk_listen(&port_);
  return listener_ < 0 ? listener_ : 0;
}

void Server::Start() {
  service_ = std::thread(&Server::ServiceLoop, this);
  acceptor_ = std::thread(&Server::AcceptLoop, this);
}

void Server::Stop() {
  if (stopping_.exchange(true)) return;
  shutdown(listener_, SHUT_RDWR);
  if (acceptor_.joinable()) acceptor_.join();
  close(listener_);
  rk_queue_close(&queue_);
  {
    std::lock_guard lock(mutex_);
    for (Connection& connection : connections_) shutdown(connection.fd, SHUT_RDWR);
  }
  if (service_.joinable()) service_.join();
  if (kFixed) {
    std::unique_lock lock(mutex_);
    forgotten_.wait(lock, [this] { return connections_.empty(); });
  }
  for (Connection& connection : connections_) connection.thread.join();
  for (Connection& connection : connections_) close(connection.fd);
  connections_.clear();
  rk_queue_destroy(&queue_);
}

void Server::AcceptLoop() {
  while (!stopping_) {
    const int fd = rk_accept(listener_);
    if (fd < 0) {
      if (!stopping_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      continue;
    }
    std::lock_guard lock(mutex_);
    if (!kFixed) VisitConnections();  // Fixed: who ends is forgotten at once, and nobody waits for that.
    Connection& connection = connections_.emplace_back();
    connection.fd = fd;
    connection.thread = std::thread(&Server::ConnectionLoop, this, std::ref(connection));
  }
}

// Looks after the connections, those first that were not for longest.
void Server::VisitConnections() {
  for (size_t visits = connections_.size(); visits > 0; --visits) {  // [truth: VISIT_LOOP]
    Stall(g_hooks.visit);
    Spend(cost_.visit_us);
    const auto oldest = connections_.begin();
    if (!oldest->done) {
      connections_.splice(connections_.end(), connections_, oldest);
      continue;
    }
    oldest->thread.join();
    close(oldest->fd);
    connections_.erase(oldest);
  }
}

// Of its own thread, in the fixed design.
void Server::Forget(Connection& connection) {
  std::lock_guard lock(mutex_);
  close(connection.fd);
  connection.thread.detach();
  connections_.remove_if([&](const Connection& other) { return &other == &connection; });
  forgotten_.notify_all();
}

void Server::ConnectionLoop(Connection& connection) {
  rk_frame frame;
  while (!stopping_ && rk_recv_frame(connection.fd, &frame) == 0) {
    Request request;
    request.method = static_cast<Method>(frame.tag);
    request.body.assign(frame.data, frame.size);
    rk_frame_free(&frame);
    const int result = handler_.Arrive(request) ? request.result : Run(request);
    if (rk_send_frame(connection.fd, result, request.reply.data(), request.reply.size()) < 0) break;
  }
  connection.done = true;
  if (kFixed) Forget(connection);
}

int Server::Run(Request& request) {
  const int rc = rk_queue_push(&queue_, &request);
  if (rc < 0) {
    ++rejected_;
    return rc;
  }
  {
    std::unique_lock lock(mutex_);
    served_.wait(lock, [&] { return request.served; });
  }
  return request.result < 0 ? request.result : handler_.Finish(request);
}

void Server::ServiceLoop() {
  void* item = nullptr;
  while (rk_queue_pop(&queue_, &item) == 0) {
    Request& request = *static_cast<Request*>(item);
    const int result = handler_.Serve(request);
    std::lock_guard lock(mutex_);
    request.result = result;
    request.served = true;
    served_.notify_all();
  }
}

}  // namespace raftkv
