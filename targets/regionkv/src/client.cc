#include "client.h"

#include <algorithm>
#include <thread>

namespace regionkv {

Status Client::CreateTable(const std::string& table, uint32_t regions) {
  const Result<Empty> reply = Invoke<Empty>(master_, Method::kCreateTable, CreateTableRequest{table, regions});
  if (!reply.ok()) return reply.status();
  const TimePoint deadline = Clock::now() + options_.create_timeout;
  while (!IsOpen(table)) {
    if (Clock::now() > deadline) return Status::TimedOut("the regions of " + table + " were not opened in time");
    std::this_thread::sleep_for(Millis(2));
  }
  return Status::Ok();
}

bool Client::IsOpen(const std::string& table) {
  const Result<LocateReply> found = Invoke<LocateReply>(master_, Method::kLocate, table);
  return found.ok() && std::ranges::all_of(found->regions, [](const auto& region) { return region.address.port != 0; });
}

Result<LocateReply> Client::Locate(const std::string& table) {
  if (const auto it = locations_.find(table); it != locations_.end()) return it->second;
  Result<LocateReply> found = Invoke<LocateReply>(master_, Method::kLocate, table);
  if (found.ok()) locations_[table] = *found;
  return found;
}

Result<RegionLocation> Client::Find(const std::string& table, const std::string& row) {
  const Result<LocateReply> found = Locate(table);
  if (!found.ok()) return found.status();
  return found->regions[std::hash<std::string>()(row) % found->regions.size()];
}

RpcChannel& Client::ServerOf(const RegionLocation& location) {
  auto& channel = servers_[location.address.port];
  if (!channel) channel = std::make_unique<RpcChannel>(location.address.port, options_.rpc_timeout);
  return *channel;
}

Status Client::Multi(const RegionLocation& location, const std::vector<Cell>& cells, Durability durability) {
  if (location.address.port == 0) return Status::NotServing(ToString(location.region) + " is in transition");
  return Invoke<Empty>(ServerOf(location), Method::kMulti, MultiRequest{location.region, durability, cells}).status();
}

Status Client::Put(const std::string& table, const Cell& cell) {
  for (int attempt = 1;; ++attempt) {
    Status status = PutOnce(table, cell);
    if (status.ok() || attempt >= options_.put_attempts) return status;
    std::this_thread::sleep_for(options_.put_pause);
  }
}

Status Client::PutOnce(const std::string& table, const Cell& cell) {
  const Result<RegionLocation> location = Find(table, cell.row);
  if (!location.ok()) return location.status();
  const Status status = Multi(*location, {cell}, Durability::kSyncWal);
  if (!status.ok()) {
    Forget(table);
    return Status(status.code(), "row " + cell.row + " was not put: " + status.message());  // [truth: PUT_ERROR]
  }
  return Status::Ok();
}

Result<std::string> Client::Get(const std::string& table, const std::string& row) {
  for (int attempt = 1;; ++attempt) {
    const Result<RegionLocation> location = Find(table, row);
    if (!location.ok()) return location.status();
    Result<Cell> cell = Invoke<Cell>(ServerOf(*location), Method::kGet, GetRequest{location->region, row});
    if (cell.ok()) return std::move(cell->value);
    if (cell.status().code() == Code::kNotFound || attempt >= options_.put_attempts) return cell.status();
    Forget(table);
    std::this_thread::sleep_for(options_.put_pause);
  }
}

// Doubts are settled; what cannot be scanned is up to the program.
Result<std::vector<Cell>> Client::Scan(const std::string& table) {
  for (int attempt = 1;; ++attempt) {
    Result<std::vector<Cell>> cells = ScanOnce(table);
    if (cells.status().code() != Code::kInDoubt || attempt >= options_.scan_attempts) return cells;
    SettleDoubts(table);
  }
}

Result<std::vector<Cell>> Client::ScanOnce(const std::string& table) {
  Forget(table);
  const Result<LocateReply> found = Locate(table);
  if (!found.ok()) return found.status();
  std::vector<Cell> cells;
  for (const RegionLocation& location : found->regions) {
    Result<CellList> part = ScanRegion(location);
    if (!part.ok()) return part.status();
    cells.insert(cells.end(), part->cells.begin(), part->cells.end());
  }
  return cells;
}

// What the server does not give is read from the peer, if there is one.
Result<CellList> Client::ScanRegion(const RegionLocation& location) {
  Result<CellList> cells = Invoke<CellList>(ServerOf(location), Method::kScan, location.region);
  if (options_.peers == 0) {
    if (!cells.ok()) {
      (void)Invoke<Empty>(master_, Method::kReportDoubt, location.region);
      return Status::IoError("cannot scan " + ToString(location.region));  // [truth: SCAN_ERROR]
    }
    return cells;
  }
  if (!cells.ok()) return Invoke<CellList>(peer_, Method::kScanCopy, location.region);
  return cells;
}

// Without a peer doubts pass with time; with one they are settled by comparing with its copy.
void Client::SettleDoubts(const std::string& table) {
  if (options_.peers == 0) {
    std::this_thread::sleep_for(options_.doubt_ttl / 4);
    return;
  }
  if (!Verify(table).ok()) CompareWithPeer(table);
}

Status Client::Verify(const std::string& table) {
  const Result<bool> doubted = Invoke<bool>(master_, Method::kSettleDoubts, table);
  if (!doubted.ok()) return doubted.status();
  if (!*doubted) return Status::Aborted("nothing in doubt in " + table);  // [truth: VERIFY_ERROR]
  return Status::Ok();
}

// Master and servers disagree: every row is compared.
void Client::CompareWithPeer(const std::string& table) {
  ++verifications_;
  const Result<LocateReply> found = Locate(table);
  if (!found.ok()) return;
  for (const RegionLocation& location : found->regions) {
    const Result<CellList> here = Invoke<CellList>(ServerOf(location), Method::kScan, location.region);
    const Result<CellList> there = Invoke<CellList>(peer_, Method::kScanCopy, location.region);
    if (!here.ok() || !there.ok()) return;
  }
}

// A job's files are handed over again once, all of them; after that it is up to the operator.
Status Client::BulkLoad(const std::string& table, const std::vector<std::string>& files) {
  Status status = BulkLoadOnce(table, files);
  if (!status.ok()) status = BulkLoadOnce(table, files);
  return status;
}

Status Client::BulkLoadOnce(const std::string& table, const std::vector<std::string>& files) {
  const Result<LocateReply> found = Locate(table);
  if (!found.ok()) return found.status();
  const RegionLocation& first = found->regions.front();
  const Result<Empty> reply = Invoke<Empty>(ServerOf(first), Method::kBulkLoad, BulkLoadRequest{first.region, files});
  if (!reply.ok()) return Status::IoError("bulk load into " + table + " failed");  // [truth: BULK_LOAD_ERROR]
  return Status::Ok();
}

}  // namespace regionkv
