// shared parts/plugin.cc
// Libraries come and go with their fault points; what was recorded of them stays.
#include <dlfcn.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>

static int Call(const char* library, int n) {
  void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);  // [library_error]
  if (!handle) throw std::runtime_error("cannot load");  // [throw] cannot load
  const auto work = reinterpret_cast<int (*)(int)>(dlsym(handle, "PluginWork"));
  int result = -3;
  try {
    result = work ? work(n) : -2;
  } catch (const std::exception& e) {
    std::printf("caught %s\n", e.what());
  }
  std::thread([&] { result += work ? work(1) : -2; }).join();  // [library_error]
  dlclose(handle);
  std::printf("closed\n");
  return result;
}

int main(int, char** argv) {
  const std::string library = std::string(argv[0]) + ".so";
  try {
    for (int i = 1; i < 4; ++i) std::printf("result %d\n", Call(library.c_str(), i));  // [!delay] constant bounds
    if (dlopen("/nonexistent.so", RTLD_NOW)) return 1;  // [library_error]
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
