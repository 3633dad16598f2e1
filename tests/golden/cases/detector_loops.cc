// Loops that wait for time or room; what bounds a loop is no detector.
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

static std::vector<int> queue;
static bool stopping = false;
static int made = 0;

static void Until() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
  int polls = 0;
  while (std::chrono::steady_clock::now() < deadline) {  // [detector=0] polls 0 // [delay]
    ++polls;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  std::printf(polls > 0 ? "polled\n" : "polls 0\n");
}

static void Room(size_t most) {
  while (queue.size() >= most) {  // [detector=1] room 1  // [delay]
    queue.pop_back();
    ++made;
    std::printf("made room\n");
  }
  queue.push_back(1);
}

static void Run() {
  int rounds = 0;
  while (!stopping) {  // [!detector] bounds a loop
    if (++rounds == 2) stopping = true;
  }
  std::printf("rounds %d\n", rounds);
}

static size_t Alike(const std::vector<int>& a, const std::vector<int>& b, size_t from) {
  size_t length = 0;
  while (from + length < a.size() && from + length < b.size() && a[from + length] == b[from + length]) ++length;  // [!detector] bounds a loop
  return length;
}

int main() {
  std::printf("alike %d\n", static_cast<int>(Alike({1, 2, 3}, {1, 2, 4}, 1)));
  queue.push_back(3);
  queue.push_back(4);
  Until();
  Room(5);
  std::printf("room %d \n", made);
  queue.push_back(5);
  Room(3);
  Run();
}
