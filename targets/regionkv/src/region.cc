#include "region.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "hooks.h"
#include "wal_reader.h"
#include "wire.h"

namespace regionkv {
namespace fs = std::filesystem;

Result<StoreFile> ReadStoreFile(const std::string& path) {
  Result<File> file = File::Open(path);
  if (!file.ok()) return file.status();
  Result<uint64_t> end = file->Size();
  if (!end.ok()) return end.status();
  StoreFile store_file{path, {}};
  for (uint64_t at = 0; at < *end;) {
    uint32_t size = 0;
    REGIONKV_RETURN_IF_ERROR(file->ReadAt(at, reinterpret_cast<char*>(&size), sizeof size));
    std::string bytes(size, '\0');
    REGIONKV_RETURN_IF_ERROR(file->ReadAt(at + sizeof size, bytes.data(), size));
    Result<Cell> cell = Decode<Cell>(bytes);
    if (!cell.ok()) return cell.status();
    store_file.cells.push_back(std::move(*cell));
    at += sizeof size + size;
  }
  return store_file;
}

Status Region::Open(ServerName dead_server) {
  std::error_code error;
  fs::create_directories(directory_, error);
  if (error) return Status::IoError("cannot create " + directory_ + ": " + error.message());
  std::map<int, std::string> paths;
  for (const auto& entry : fs::directory_iterator(directory_, error)) {
    if (entry.path().extension() == ".sf") paths[std::atoi(entry.path().stem().c_str())] = entry.path();
  }
  for (const auto& [number, path] : paths) {
    Result<StoreFile> file = ReadStoreFile(path);
    if (!file.ok()) return file.status();
    std::lock_guard lock(files_mutex_);
    files_.push_back(std::make_shared<StoreFile>(std::move(*file)));
    next_file_ = number + 1;
  }
  return dead_server == ServerName::kNone ? Status::Ok() : Replay(dead_server);
}

// The last group of a server that died may be incomplete; nobody was told that it is safe.
Status Region::Replay(ServerName dead_server) {
  for (int log = 0;; ++log) {
    Result<WalReader> reader = WalReader::Open(WalPath(wal_.directory(), dead_server, log));
    if (!reader.ok()) return log > 0 ? Status::Ok() : reader.status();
    while (true) {
      Result<std::optional<WalReader::Group>> next = reader->Next(Millis(0));
      if (!next.ok() || !*next || (*next)->edits.empty()) break;
      for (const Edit& edit : (*next)->edits) {
        if (edit.region == id_) memstore_.Add(edit.cell);
      }
    }
  }
}

Status Region::Put(const std::vector<Cell>& cells, Durability durability) {
  std::shared_lock open(open_mutex_);
  if (closed_) return Status::NotServing(ToString(id_) + " was closed");
  if (memstore_.size() >= options_.memstore_blocking) {
    return Status::RegionTooBusy(ToString(id_) + ": memstore is above its limit");  // [truth: REGION_TOO_BUSY]
  }
  const Sequence last = wal_.Append(id_, cells);
  if (durability == Durability::kSyncWal) REGIONKV_RETURN_IF_ERROR(wal_.WaitSynced(last));
  for (const Cell& cell : cells) memstore_.Add(cell);
  return Status::Ok();
}

Result<std::string> Region::Get(const std::string& row) const {
  if (std::optional<std::string> value = memstore_.Get(row)) return *value;
  const StoreFiles newest_last = files();
  for (auto file = newest_last.rbegin(); file != newest_last.rend(); ++file) {
    const auto& cells = (*file)->cells;
    const auto found = std::find_if(cells.rbegin(), cells.rend(), [&](const Cell& cell) { return cell.row == row; });
    if (found != cells.rend()) return found->value;
  }
  return Status::NotFound("no row " + row);
}

CellList Region::Scan() const {
  std::vector<Cell> all;
  for (const auto& file : files()) all.insert(all.end(), file->cells.begin(), file->cells.end());
  const std::vector<Cell> recent = memstore_.Cells();
  all.insert(all.end(), recent.begin(), recent.end());
  std::map<std::string, std::string> rows;
  for (const Cell& cell : all) {  // [truth: SCAN_LOOP]
    Stall(g_hooks.scan);
    rows[cell.row] = cell.value;
  }
  CellList list;
  for (const auto& [row, value] : rows) list.cells.push_back({row, value});
  return list;
}

Status Region::BulkLoad(const std::vector<std::string>& files) {
  for (const std::string& path : files) {  // [truth: BULK_LOAD_LOOP]
    Stall(g_hooks.bulk_load);
    Result<StoreFile> file = ReadStoreFile(path);
    if (!file.ok()) return file.status();
    file->path = NextPath();
    std::error_code error;
    fs::copy_file(path, file->path, fs::copy_options::overwrite_existing, error);
    if (error) return Status::IoError("cannot adopt " + path + ": " + error.message());
    std::lock_guard lock(files_mutex_);
    files_.push_back(std::make_shared<StoreFile>(std::move(*file)));
  }
  return Status::Ok();
}

Status Region::Close() {
  std::unique_lock open(open_mutex_);
  closed_ = true;
  return Flush();
}

Status Region::Flush() {
  std::lock_guard turn(flush_mutex_);
  auto output = std::make_shared<StoreFile>(StoreFile{NextPath(), memstore_.TakeSnapshot()});
  if (output->cells.empty()) return Status::Ok();
  Result<File> file = File::Create(output->path);
  if (!file.ok()) return file.status();
  for (const Cell& cell : output->cells) {  // [truth: FLUSH_LOOP]
    Stall(g_hooks.flush);
    Spend(options_.cost.flush_cell);
    REGIONKV_RETURN_IF_ERROR(file->AppendRecord(Encode(cell)));
  }
  std::lock_guard lock(files_mutex_);
  files_.push_back(std::move(output));
  memstore_.DropSnapshot();
  return Status::Ok();
}

StoreFiles Region::files() const {
  std::lock_guard lock(files_mutex_);
  return files_;
}

bool Region::HasFiles(const StoreFiles& files) const {
  std::lock_guard lock(files_mutex_);
  return std::ranges::all_of(files, [&](const auto& file) { return std::ranges::find(files_, file) != files_.end(); });
}

Result<std::shared_ptr<const StoreFile>> Region::Merge(const StoreFiles& inputs) {
  auto output = std::make_shared<StoreFile>(StoreFile{inputs.back()->path, {}});
  Result<File> file = File::Create(output->path + ".tmp");
  if (!file.ok()) return file.status();
  for (const auto& input : inputs) {
    for (const Cell& cell : input->cells) {  // [truth: COMPACT_LOOP]
      Stall(g_hooks.compact);
      REGIONKV_RETURN_IF_ERROR(file->AppendRecord(Encode(cell)));
      output->cells.push_back(cell);
    }
  }
  return std::shared_ptr<const StoreFile>(std::move(output));
}

Status Region::Replace(const StoreFiles& inputs, std::shared_ptr<const StoreFile> output) {
  std::error_code error;
  fs::rename(output->path + ".tmp", output->path, error);
  if (error) return Status::IoError("cannot rename " + output->path + ".tmp: " + error.message());
  std::lock_guard lock(files_mutex_);
  const auto is_input = [&](const auto& file) { return std::ranges::find(inputs, file) != inputs.end(); };
  const auto first = std::ranges::find_if(files_, is_input);
  for (const auto& input : inputs) {
    if (input->path != output->path) fs::remove(input->path, error);
  }
  files_.insert(first, std::move(output));
  std::erase_if(files_, is_input);
  return Status::Ok();
}

std::string Region::NextPath() {
  std::lock_guard lock(files_mutex_);
  return directory_ + "/" + std::to_string(next_file_++) + ".sf";
}

}  // namespace regionkv
