#include <dlfcn.h>

#include <cstdio>

#include "store/store.h"
#include "wire/wire.h"

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  int total = 0;
  for (int i = 0; i < 3; ++i) {
    void* const plugin = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (!plugin) {
      std::fprintf(stderr, "%s\n", dlerror());
      return 3;
    }
    const auto run = reinterpret_cast<int (*)(int)>(dlsym(plugin, "Run"));
    total += run(4) + Put(i) + Send(i);
    dlclose(plugin);
  }
  return total == 24 ? 0 : 1;
}
