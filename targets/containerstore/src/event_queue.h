// event_queue.h: how the parts of the SCM tell each other what happened.
//
//   Fire(event, payload) => for each handler of the event: its executor => handler(payload), on a thread of the
//   executor
//
// Handlers are added before the first event is fired. An executor decides when and in which portions a handler gets
// what it is for; one that keeps a bounded queue can be asked for room first.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "executor.h"
#include "messages.h"

namespace containerstore {

// Two events are the same if they have the same name; their payloads then have the same type.
template <typename Payload>
struct TypedEvent {
  const char* name;
};

struct PipelineReportFrom {
  NodeId node{};
  PipelineReport report;
};

namespace events {
inline constexpr TypedEvent<ContainerReport> kContainerReport{"CONTAINER_REPORT"};
inline constexpr TypedEvent<PipelineReportFrom> kPipelineReport{"PIPELINE_REPORT"};
inline constexpr TypedEvent<NodeId> kDeadNode{"DEAD_NODE"};
}  // namespace events

template <typename Payload>
using EventHandler = std::function<void(const Payload&)>;

template <typename Payload>
class EventExecutor {
 public:
  virtual ~EventExecutor() = default;
  virtual void OnMessage(const EventHandler<Payload>& handler, const Payload& payload) = 0;
  virtual bool HasRoom() const { return true; }
};

// Handles events one after the other on a thread that it may share with other executors.
template <typename Payload>
class SingleThreadExecutor final : public EventExecutor<Payload> {
 public:
  explicit SingleThreadExecutor(Executor& thread) : thread_(thread) {}
  void OnMessage(const EventHandler<Payload>& handler, const Payload& payload) override {
    thread_.Post([&handler, payload] { handler(payload); });
  }

 private:
  Executor& thread_;
};

class EventQueue {
 public:
  template <typename Payload>
  void AddHandler(const TypedEvent<Payload>& event, EventExecutor<Payload>& executor, EventHandler<Payload> handler) {
    auto subscription = std::make_unique<Subscription<Payload>>();
    subscription->executor = &executor;
    subscription->handler = std::move(handler);
    subscriptions_[event.name].push_back(std::move(subscription));
  }

  template <typename Payload>
  void Fire(const TypedEvent<Payload>& event, const Payload& payload) const {
    for (const Subscription<Payload>* to : SubscriptionsOf(event)) to->executor->OnMessage(to->handler, payload);
  }

  // Whether all handlers of the event can take one more.
  template <typename Payload>
  bool HasRoom(const TypedEvent<Payload>& event) const {
    for (const Subscription<Payload>* to : SubscriptionsOf(event)) {
      if (!to->executor->HasRoom()) return false;
    }
    return true;
  }

 private:
  struct AnySubscription {
    virtual ~AnySubscription() = default;
  };
  template <typename Payload>
  struct Subscription : AnySubscription {
    EventExecutor<Payload>* executor = nullptr;
    EventHandler<Payload> handler;
  };

  template <typename Payload>
  std::vector<const Subscription<Payload>*> SubscriptionsOf(const TypedEvent<Payload>& event) const {
    std::vector<const Subscription<Payload>*> found;
    const auto it = subscriptions_.find(event.name);
    if (it == subscriptions_.end()) return found;
    for (const auto& any : it->second) found.push_back(static_cast<const Subscription<Payload>*>(any.get()));
    return found;
  }

  std::map<std::string, std::vector<std::unique_ptr<AnySubscription>>> subscriptions_;
};

}  // namespace containerstore
