// Cancellation unwinds C++ frames: destructors run, hooked ones and those of hooks.
#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

static std::atomic<int> ready;

static int Check(int n) {
  if (n > 90) return -1;  // [error_return] drop -1
  return n;
}
struct Trace {
  int n;
  ~Trace() { std::printf("drop %d\n", Check(n)); }
};

static void* Wait(void*) {
  const Trace outer{1};
  for (;;) {  // [delay]
    const Trace inner{2};
    ready = 1, ready.notify_all();
    pause();
  }
}

static void* Leave(void*) {
  const Trace trace{3};
  pthread_exit(nullptr);
}

int main() {
  pthread_t thread;
  if (pthread_create(&thread, nullptr, Wait, nullptr) != 0) std::abort();  // [library_error]
  ready.wait(0);
  pthread_cancel(thread);
  pthread_join(thread, nullptr);
  if (pthread_create(&thread, nullptr, Leave, nullptr) != 0) std::abort();  // [library_error]
  pthread_join(thread, nullptr);
  std::printf("main %d\n", Check(4));
}
