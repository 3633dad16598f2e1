#include "fill_group.h"

namespace frontcache {

FillGroup::Value FillGroup::Fill(const std::string& key, Millis timeout, const std::function<Value()>& fill) {
  std::unique_lock lock(mutex_);
  std::shared_ptr<Flight>& slot = flights_[key];
  if (slot) return Follow(std::move(lock), slot, timeout);
  slot = std::make_shared<Flight>();
  const std::shared_ptr<Flight> flight = slot;
  lock.unlock();
  return Lead(key, *flight, fill);
}

FillGroup::Value FillGroup::Lead(const std::string& key, Flight& flight, const std::function<Value()>& fill) {
  Value value = fill();
  {
    std::lock_guard lock(mutex_);
    flight.value = value;
    flight.landed = true;
    flights_.erase(key);
  }
  landed_.notify_all();
  return value;
}

FillGroup::Value FillGroup::Follow(std::unique_lock<std::mutex> lock, const std::shared_ptr<Flight>& flight,
                                   Millis timeout) {
  const std::shared_ptr<Flight> keep = flight;  // The leader removes it from the map.
  const bool landed = landed_.wait_for(lock, timeout, [&] { return keep->landed; });
  if (!landed) return std::nullopt;  // [truth: FOLLOWER_TIMEOUT]
  return keep->value;
}

}  // namespace frontcache
