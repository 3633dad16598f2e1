#include "input_gate.h"

#include <algorithm>

namespace streamjob {

bool InputGate::Offer(size_t channel, Buffer buffer, Millis timeout) {
  std::unique_lock lock(mutex_);
  Channel& target = channels_.at(channel);
  const auto has_room = [&] { return closed_ || target.buffers.size() < capacity_; };
  if (!writable_.wait_for(lock, timeout, has_room)) return false;
  if (closed_) return true;
  target.buffers.push_back(std::move(buffer));
  readable_.notify_one();
  return true;
}

void InputGate::Release(size_t channel) {
  std::lock_guard lock(mutex_);
  channels_.at(channel).buffers.push_back({BufferKind::kReleased, 0, {}});
  readable_.notify_one();
}

std::optional<Buffer> InputGate::Poll(Millis wait) {
  std::unique_lock lock(mutex_);
  readable_.wait_for(lock, wait, [this] { return closed_ || NextReadable() != nullptr; });
  while (!closed_) {
    Channel* const channel = NextReadable();
    if (channel == nullptr) break;
    next_ = static_cast<size_t>(channel - channels_.data()) + 1;
    Buffer buffer = std::move(channel->buffers.front());
    channel->buffers.pop_front();
    writable_.notify_all();
    if (buffer.kind == BufferKind::kReleased) Unblock();  // Its barrier will not come.
    if (buffer.kind != BufferKind::kBarrier || Align(*channel, buffer.checkpoint)) return buffer;
  }
  return std::nullopt;
}

void InputGate::Close() {
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  readable_.notify_all();
  writable_.notify_all();
}

InputGate::Channel* InputGate::NextReadable() {
  for (size_t i = 0; i < channels_.size(); ++i) {
    Channel& channel = channels_[(next_ + i) % channels_.size()];
    if (!channel.blocked && !channel.buffers.empty()) return &channel;
  }
  return nullptr;
}

// True if this was the last channel that the barrier was missing from. A newer barrier tells that an older checkpoint
// was given up.
bool InputGate::Align(Channel& channel, CheckpointId checkpoint) {
  channel.barrier = checkpoint;
  for (Channel& other : channels_) {  // [truth: ALIGN_LOOP]
    if (other.barrier < checkpoint) other.blocked = false;
  }
  channel.blocked = aligns_;
  const bool complete = std::ranges::all_of(channels_, [&](const Channel& c) { return c.barrier == checkpoint; });
  if (complete) Unblock();
  return complete;
}

void InputGate::Unblock() {
  for (Channel& channel : channels_) channel.blocked = false;
}

}  // namespace streamjob
