#include "mini_cluster.h"

#include <cstdlib>
#include <filesystem>
#include <thread>

namespace regionkv {
namespace fs = std::filesystem;

MiniCluster::~MiniCluster() {
  master_.Stop();
  for (const auto& server : servers_) server->Stop();
  std::error_code ignored;
  if (!directory_.empty()) fs::remove_all(directory_, ignored);
}

Status MiniCluster::Start() {
  std::error_code error;
  std::string pattern = (fs::temp_directory_path(error) / "regionkv.XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) return Status::IoError("cannot create " + pattern);
  directory_ = pattern;
  REGIONKV_RETURN_IF_ERROR(master_.Start());
  REGIONKV_RETURN_IF_ERROR(peer_.Start());
  for (size_t i = 0; i < count_; ++i) {
    const auto name = static_cast<ServerName>(i + 1);
    servers_.push_back(std::make_unique<RegionServer>(options_, name, directory_, master_.port(), PeerPort()));
    REGIONKV_RETURN_IF_ERROR(servers_.back()->Start());
  }
  return Status::Ok();
}

std::unique_ptr<Client> MiniCluster::NewClient() const {
  return std::make_unique<Client>(options_, master_.port(), PeerPort());
}

std::shared_ptr<Region> MiniCluster::FindRegion(RegionId id) {
  for (const auto& server : servers_) {
    if (std::shared_ptr<Region> region = server->FindRegion(id)) return region;
  }
  return nullptr;
}

bool WaitUntil(const std::function<bool()>& condition, Millis timeout) {
  const TimePoint deadline = Clock::now() + timeout;
  while (!condition()) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(Millis(2));
  }
  return true;
}

}  // namespace regionkv
