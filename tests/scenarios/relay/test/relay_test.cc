#include "relay.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <thread>

TEST(Relay, DeliversInTime) {
  // As long as a real test: the dose of a delay follows the body's length, and must stand out from a busy machine.
  std::this_thread::sleep_for(std::chrono::milliseconds(240));
  relay::Relay relay(std::chrono::milliseconds(45));
  relay.Send(1);
  EXPECT_EQ(relay.Drain(), 1);
}

TEST(Relay, DeliversMany) {
  relay::Relay relay(std::chrono::hours(1));
  for (int id = 0; id < 3; ++id) relay.Send(id);
  ASSERT_EQ(relay.Drain(), 3);
}

// Red when the environment says so, for the scenario of red tests.
TEST(Relay, IsGreen) { EXPECT_EQ(std::getenv("RELAY_RED"), nullptr); }
