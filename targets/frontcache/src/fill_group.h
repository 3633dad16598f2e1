// fill_group.h: of several threads of a front-end that need the same object at the same time, one reads it.
#ifndef FRONTCACHE_FILL_GROUP_H_
#define FRONTCACHE_FILL_GROUP_H_

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "options.h"

namespace frontcache {

class FillGroup {
 public:
  using Value = std::optional<std::string>;

  // Reads through `fill` unless another thread already does; then waits for that one, but not longer than `timeout`.
  // Nothing if there is no value.
  Value Fill(const std::string& key, Millis timeout, const std::function<Value()>& fill);

 private:
  struct Flight {
    bool landed = false;
    Value value;
  };

  Value Lead(const std::string& key, Flight& flight, const std::function<Value()>& fill);
  Value Follow(std::unique_lock<std::mutex> lock, const std::shared_ptr<Flight>& flight, Millis timeout);

  std::mutex mutex_;
  std::condition_variable landed_;
  std::map<std::string, std::shared_ptr<Flight>> flights_;
};

}  // namespace frontcache

#endif  // FRONTCACHE_FILL_GROUP_H_
