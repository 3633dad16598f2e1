#include "relay.h"

#include <gtest/gtest.h>

#include <cstdlib>

TEST(Relay, DeliversInTime) {
  relay::Relay relay(std::chrono::milliseconds(15));
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
