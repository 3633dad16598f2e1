// The tests of relay_test.cc in Catch2, with names that mean something else to it unless they are quoted.
#define CATCH_CONFIG_MAIN
#include "relay.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

TEST_CASE("delivers in time, [not] late") {
  std::this_thread::sleep_for(std::chrono::milliseconds(240));
  relay::Relay relay(std::chrono::milliseconds(45));
  relay.Send(1);
  REQUIRE(relay.Drain() == 1);
}

TEST_CASE("delivers many") {
  relay::Relay relay(std::chrono::hours(1));
  for (int id = 0; id < 3; ++id) relay.Send(id);
  REQUIRE(relay.Drain() == 3);
}

// What happens before the body and between its sections is no part of it.
struct Warm {
  Warm() {
    relay.Send(0);
    relay.Drain();
  }
  relay::Relay relay{std::chrono::hours(1)};
};

TEST_CASE_METHOD(Warm, "is warm", "[sections]") {
  SECTION("first") { REQUIRE(relay.Drain() == 0); }
  SECTION("second") { REQUIRE_FALSE(relay.Drain() > 0); }
}

TEST_CASE("is not run", "[.]") { FAIL("hidden"); }
