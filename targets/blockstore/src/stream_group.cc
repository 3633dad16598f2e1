#include "stream_group.h"

#include <thread>

#include "error.h"

namespace blockstore {

StreamGroup::StreamGroup(Client& client, std::string name, size_t streams)
    : client_(client), name_(std::move(name)), holder_(client.leases().Add()), writers_(streams) {
  OpenMissing();
}

// Begins anew at once. (Fixed: after a pause that grows, as the nodes may be busy with what was given up.)
void StreamGroup::Append(size_t stream, const std::string& record) {
  for (int attempt = 1;; ++attempt) {
    OpenMissing();
    try {
      writers_.at(stream)->Append(record);
      return;
    } catch (const PipelineError&) {
      Roll(stream);
      if (attempt >= client_.options().roll_attempts) throw;
      std::this_thread::sleep_for(client_.options().roll_pause * Patience(attempt));
    }
  }
}

void StreamGroup::Close() {
  for (const auto& writer : writers_) {
    if (writer) writer->Close();
  }
  client_.leases().Forget(holder_);
}

void StreamGroup::Roll(size_t failed) {
  ++rolls_;
  if constexpr (kFixed) {
    const std::unique_ptr<FileWriter> old = std::move(writers_.at(failed));
    old->Close();
  } else {
    client_.leases().Forget(holder_);
    holder_ = client_.leases().Add();
    for (std::unique_ptr<FileWriter>& writer : writers_) writer.reset();
  }
}

void StreamGroup::OpenMissing() {
  for (std::unique_ptr<FileWriter>& writer : writers_) {
    if (writer) continue;
    const std::string path = name_ + "." + std::to_string(next_file_++);
    writer = std::make_unique<FileWriter>(client_.name_node(), client_.options(), CreateRequest{path, holder_, false});
  }
}

}  // namespace blockstore
