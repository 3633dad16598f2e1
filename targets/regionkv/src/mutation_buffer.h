// mutation_buffer.h: collects puts and sends them in batches, one call a region.
#pragma once

#include <string>
#include <vector>

#include "client.h"

namespace regionkv {

class MutationBuffer {
 public:
  MutationBuffer(Client& client, const Options& options, std::string table, size_t capacity,
                 Durability durability = Durability::kAsyncWal)
      : client_(client), options_(options), table_(std::move(table)), capacity_(capacity), durability_(durability) {}

  // Sends what was collected when the buffer is full.
  Status Add(Cell cell);
  // Sends what was collected. Whether it worked or not, the buffer is empty afterwards.
  Status Flush();

 private:
  Status SendAll(std::vector<Cell>& cells);

  Client& client_;
  const Options options_;
  const std::string table_;
  const size_t capacity_;
  const Durability durability_;
  std::vector<Cell> cells_;
};

}  // namespace regionkv
