// Built by another compiler: loads libraries with hooks.
#include <dlfcn.h>

#include <cstdio>
#include <thread>

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    void* const library = dlopen(argv[i], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
      std::fprintf(stderr, "%s\n", dlerror());
      return 3;
    }
    std::thread([library] {
      if (const auto run = reinterpret_cast<int (*)(int)>(dlsym(library, "Run"))) run(3);
    }).join();
    dlclose(library);
  }
}
