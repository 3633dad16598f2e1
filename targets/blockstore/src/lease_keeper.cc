#include "lease_keeper.h"

#include "error.h"

namespace blockstore {
namespace {

std::atomic<uint64_t> next_holder{1};

}  // namespace

LeaseKeeper::LeaseKeeper(uint16_t name_node_port, const Options& options)
    : options_(options),
      name_node_(name_node_port, options.client_rpc_timeout),
      thread_(&LeaseKeeper::RenewLoop, this) {}

LeaseKeeper::~LeaseKeeper() {
  stopping_ = true;
  thread_.join();
}

HolderId LeaseKeeper::Add() {
  std::lock_guard lock(mutex_);
  const HolderId holder{next_holder++};
  holders_.insert(holder);
  return holder;
}

void LeaseKeeper::Forget(HolderId holder) {
  std::lock_guard lock(mutex_);
  holders_.erase(holder);
}

void LeaseKeeper::ForgetAll() {
  std::lock_guard lock(mutex_);
  holders_.clear();
}

void LeaseKeeper::RenewLoop() {
  while (!stopping_) {
    std::set<HolderId> holders;
    {
      std::lock_guard lock(mutex_);
      holders = holders_;
    }
    for (const HolderId holder : holders) {
      try {
        name_node_.RenewLease(holder);
      } catch (const Error&) {
        // The lease lives longer than a few renewals: the next one will do.
      }
    }
    std::this_thread::sleep_for(options_.lease_renew_interval);
  }
}

}  // namespace blockstore
