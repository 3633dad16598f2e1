// differential/drivers/driver.h — what every driver is made of: named tests that print what they compute.
//
//   driver NAME   runs one test; its output is compared between the plain and the instrumented build
#pragma once

#include <cstdio>
#include <exception>
#include <map>
#include <string>

using Tests = std::map<std::string, void (*)()>;

inline int RunTest(const Tests& tests, int argc, char** argv) {
  const auto test = tests.find(argc == 2 ? argv[1] : "");
  if (test == tests.end()) {
    for (const auto& [name, function] : tests) std::printf("%s\n", name.c_str());
    return 2;
  }
  try {
    test->second();
    return 0;
  } catch (const std::exception& e) {
    std::printf("uncaught: %s\n", e.what());
    return 1;
  }
}
