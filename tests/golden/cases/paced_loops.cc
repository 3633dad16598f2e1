// Loops whose iterations sleep or wait with a limit have a rate of their own, whichever part of a library they do it with.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <future>
#include <mutex>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

static std::mutex mutex;
static std::timed_mutex timed;
static std::condition_variable ready;
static std::condition_variable_any any;
static std::counting_semaphore<4> tickets(0);

static void Sleep(int n) {
  while (n-- > 0) {  // [delay] // sleeps
    std::this_thread::sleep_for(1ms);
  }
}

static void SleepUntil(int n) {
  while (n-- > 0) std::this_thread::sleep_until(std::chrono::steady_clock::now());  // [delay] // sleeps
}

static void Wait(int n) {
  std::unique_lock lock(mutex);
  while (n-- > 0) ready.wait_for(lock, 1ms);  // [delay] // paced
  while (++n < 1) any.wait_until(lock, std::chrono::system_clock::now());  // [delay] // paced
}

static void Lock(int n) {
  while (n-- > 0) {  // [delay] // paced
    if (timed.try_lock_for(1ms)) timed.unlock();  // [detector=0]
  }
  while (++n < 1) tickets.try_acquire_for(1ms);  // [delay] // paced
}

static void Future(int n) {
  std::promise<void> promise;
  const auto future = promise.get_future();
  do future.wait_for(1ms);  // [delay] // paced
  while (--n > 0);
}

static void Pause() { std::this_thread::sleep_for(1ms); }

static void InAnotherFunction(int n) {
  while (n-- > 0) Pause();  // [delay] // sleeps
}

static void PauseOnce() {
  static bool paused = false;
  if (paused) return;  // [detector=0]
  paused = true;
  std::this_thread::sleep_for(1ms);
}

static void NotAlways(int n) {
  while (n-- > 0) PauseOnce();  // [delay] // paced
  while (++n < 2) {  // [delay] // paced
    if (n == 0) std::this_thread::sleep_for(1ms);
  }
  while (n-- > 0) {  // [delay] // paced
    if (n == 1) continue;
    std::this_thread::sleep_for(1ms);
  }
  while (++n < 2) {  // [delay] // sleeps
    for (int i = n; i < 1; ++i) {  // [delay]
      if (i < 0) continue;
      std::printf("n %d\n", n);
    }
    std::this_thread::sleep_for(1ms);
  }
}

static void C(int n) {
  while (n-- > 0) usleep(1);  // [delay] // sleeps
}

static void Unpaced(int n) {
  std::unique_lock lock(mutex);
  while (n-- > 0) ready.wait(lock, [] { return true; });  // [delay] // not paced
  while (++n < 1) std::this_thread::yield();  // [delay] // not paced
}

// Items and attempts set how often these iterate, not the time that each takes.
static void Items(const std::vector<int>& items) {
  for (const int item : items) {  // [delay] // not paced
    std::printf("item %d\n", item);
    std::this_thread::sleep_for(1ms);
  }
  for (size_t i = 0; i < items.size(); ++i) usleep(1);  // [delay] // not paced
  std::for_each(items.begin(), items.end(), [](int) { usleep(1); });  // [delay] // not paced
}

static void BackOff(int failures) {
  while (true) {  // [delay] // not paced
    try {
      if (failures-- > 0) throw std::runtime_error("no");  // [throw]
      return;
    } catch (const std::runtime_error&) {
      std::this_thread::sleep_for(1ms);
    }
  }
}

int main() {
  Sleep(2);
  SleepUntil(2);
  Wait(2);
  Lock(2);
  Future(1);
  InAnotherFunction(2);
  NotAlways(2);
  C(2);
  Unpaced(2);
  Items({1, 2});
  BackOff(1);
}
