#include <cstdio>
#include <stdexcept>

static int Check(int n) {
  if (n > 90) throw std::out_of_range("plugin");  // [throw] caught plugin
  return n;
}

namespace {
struct Plugin {
  Plugin() { std::printf("loaded\n"); }
  ~Plugin() { std::printf("unloaded %d\n", Check(2)); }
} plugin;
}  // namespace

extern "C" int PluginWork(int n) {
  static thread_local int calls = 0;
  for (int i = 0; i < n; ++i) std::printf("step %d\n", Check(i));  // [delay] // iterations 9
  if (n > 80) return -1;  // [error_return]
  return ++calls + n;
}
