// States: enumerators and flags that the program changes; not configuration, not kinds of messages.
#include <atomic>
#include <cstdio>

enum class Role { kFollower, kLeader };
enum class Type { kPut, kGet };

struct Message {
  Type type;
  int value;
};

struct Options {
  bool log = false;
};

class Node {
 public:
  explicit Node(Options options) : options_(options) {}
  void Handle(const Message& message) {
    if (role_ != Role::kLeader) {  // [detector=1] dropped // occurs 0
      std::printf("dropped\n");
      return;
    }
    if (message.type == Type::kPut) value_ = message.value;  // [!detector] kind of a message
    if (options_.log) value_ = 7;  // [!detector] configuration
  }
  void Tick() {
    if (stopping_.load()) {  // [detector=1] stopped
      std::printf("stopped\n");
      return;
    }
    if (dirty_) dirty_ = false;  // [detector=0] dirty 1
    if (dirty_) std::printf("still dirty\n");  // [!detector] guards calls alone
    std::printf("dirty %d value %d\n", dirty_ ? 1 : 0, value_);
  }
  void Become(Role role) { role_ = role; }
  void Touch() { dirty_ = true; }

 private:
  Options options_;
  Role role_ = Role::kFollower;
  std::atomic<bool> stopping_{false};
  bool dirty_ = false;
  int value_ = 0;
};

int main() {
  Node node({});
  node.Become(Role::kLeader);
  node.Touch();
  node.Handle({Type::kPut, 3});
  node.Tick();
}
