// Coroutines and the executor.

#include "async.h"

#include <gtest/gtest.h>

#include "error.h"

namespace streamjob {
namespace {

Async<int> Add(Executor& executor, int a, int b) {
  co_await executor.Resume();
  co_return a + b;
}

Async<int> AddThree(Executor& executor) {
  const int two = co_await Add(executor, 1, 1);
  co_return two + co_await Add(executor, two, -1);
}

Async<> Refuse(Executor& executor) {
  co_await executor.Resume();
  throw ReadError("refused");
}

Async<bool> WaitFor(Executor& executor, std::shared_ptr<Countdown> countdown, Millis limit) {
  co_return co_await countdown->WaitFor(executor, limit);
}

TEST(AsyncTest, HandsOnResultsAndExceptions) {
  Executor executor(2);
  EXPECT_EQ(Spawn(AddThree(executor)).get(), 3);
  EXPECT_THROW(Spawn(Refuse(executor)).get(), ReadError);
}

TEST(AsyncTest, CountdownEndsInTimeOrNot) {
  Executor executor(2);
  const auto countdown = std::make_shared<Countdown>(2);
  EXPECT_FALSE(Spawn(WaitFor(executor, countdown, Millis(20))).get());
  executor.PostAfter(Millis(10), [countdown] { countdown->Arrive(); });
  executor.PostAfter(Millis(20), [countdown] { countdown->Arrive(); });
  EXPECT_TRUE(Spawn(WaitFor(executor, countdown, Millis(1000))).get());
}

}  // namespace
}  // namespace streamjob
