// child_process.h: a forked process that does not outlive its owner.
//
// To be used while the owner has one thread.
#ifndef FRONTCACHE_CHILD_PROCESS_H_
#define FRONTCACHE_CHILD_PROCESS_H_

#include <sys/types.h>

#include <functional>
#include <utility>

namespace frontcache {

class ChildProcess {
 public:
  ChildProcess() = default;
  ChildProcess(ChildProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess() { Kill(); }

  // The child runs `main` and ends with its value. Throws SystemError when there is no child.
  static ChildProcess Start(const std::function<int()>& main);

  // Ends it at once and waits until it is gone.
  void Kill();
  // Waits for its own end; true if its value was 0.
  bool Join();

 private:
  pid_t pid_ = -1;
};

}  // namespace frontcache

#endif  // FRONTCACHE_CHILD_PROCESS_H_
