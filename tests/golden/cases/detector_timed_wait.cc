// How a wait with a limit ended: as an answer, an enumerator, a local, a future's state.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <future>
#include <mutex>

static std::mutex mutex;
static std::condition_variable ready;
static bool done = true;
static int missed = 0;

static void Predicate() {
  std::unique_lock lock(mutex);
  if (!ready.wait_for(lock, std::chrono::seconds(5), [] { return done; })) {  // [detector=1] gave up
    std::printf("gave up\n");
    return;
  }
  std::printf("in time\n");
}

static void Enumerator() {
  std::unique_lock lock(mutex);
  if (ready.wait_for(lock, std::chrono::milliseconds(1)) == std::cv_status::no_timeout) {  // [detector=1] woken
    std::printf("woken\n");
  }
}

static void Local() {
  std::unique_lock lock(mutex);
  const auto status = ready.wait_until(lock, std::chrono::steady_clock::now());
  const bool late = status == std::cv_status::timeout;
  if (late) ++missed;  // [detector=0] missed 0
  std::printf("missed %d\n", missed);
}

static void Future() {
  std::promise<int> promise;
  auto future = promise.get_future();
  promise.set_value(1);  // [library_error]
  if (future.wait_for(std::chrono::seconds(5)) != std::future_status::ready) {  // [detector=1] not ready
    std::printf("not ready\n");
    return;
  }
  std::printf("value\n");
}

int main() {
  Predicate();
  Enumerator();
  Local();
  Future();
}
