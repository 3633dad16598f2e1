// Events, executors and timers without a cluster.

#include "event_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "container_report_executor.h"
#include "mini_cluster.h"

namespace containerstore {
namespace {

constexpr TypedEvent<int> kNumber{"NUMBER"};
constexpr TypedEvent<std::string> kText{"TEXT"};

TEST(EventQueue, EachEventReachesItsHandlersInOrder) {
  EventQueue events;
  Executor thread;
  SingleThreadExecutor<int> numbers(thread);
  SingleThreadExecutor<std::string> texts(thread);
  std::vector<std::string> seen;
  std::atomic<int> count{0};
  events.AddHandler<int>(kNumber, numbers, [&](const int& n) { seen.push_back("a" + std::to_string(n)), ++count; });
  events.AddHandler<int>(kNumber, numbers, [&](const int& n) { seen.push_back("b" + std::to_string(n)), ++count; });
  events.AddHandler<std::string>(kText, texts, [&](const std::string& text) { seen.push_back(text), ++count; });
  events.Fire(kNumber, 1);
  events.Fire(kText, std::string("text"));
  events.Fire(kNumber, 2);
  EXPECT_TRUE(WaitUntil([&] { return count == 5; }));
  EXPECT_EQ(seen, (std::vector<std::string>{"a1", "b1", "text", "a2", "b2"}));
}

TEST(EventQueue, LongReportsAreHandledInPortions) {
  Options options;
  options.report_chunk = 3;
  Executor thread;
  ContainerReportExecutor executor(thread, options);
  std::vector<size_t> portions;
  std::atomic<bool> whole{false};
  const EventHandler<ContainerReport> handler = [&](const ContainerReport& report) {
    if (report.full) {
      whole = true;
    } else {
      portions.push_back(report.replicas.size());
    }
  };
  executor.OnMessage(handler, {NodeId{1}, true, std::vector<ReplicaInfo>(7)});
  EXPECT_TRUE(WaitUntil([&] { return whole.load(); }));
  EXPECT_EQ(portions, (std::vector<size_t>{3, 3, 1}));
}

TEST(Scheduler, TimersGoOffInTheirOrder) {
  Scheduler scheduler;
  std::vector<int> order;
  std::atomic<int> count{0};
  scheduler.After(Millis(40), [&] { order.push_back(2), ++count; });
  scheduler.After(Millis(10), [&] {
    order.push_back(1), ++count;
    scheduler.After(Millis(60), [&] { order.push_back(3), ++count; });
  });
  EXPECT_TRUE(WaitUntil([&] { return count == 3; }));
  EXPECT_EQ(order, (std::vector<int>{1, 2, 3}));
}

}  // namespace
}  // namespace containerstore
