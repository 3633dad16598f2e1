#include "table.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "status.h"

namespace frontcache {
namespace {

off_t OffsetOf(uint64_t row) { return static_cast<off_t>(row * Table::kRowBytes); }

[[noreturn]] void Fail(const char* what) { throw SystemError(std::string(what) + ": " + std::strerror(errno)); }

}  // namespace

Table::Table(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (!file_.valid()) Fail("cannot open the table");
}

std::string Table::ReadRow(uint64_t row) const {
  std::array<char, kRowBytes> bytes{};
  const ssize_t n = ::pread(file_.get(), bytes.data(), bytes.size(), OffsetOf(row));
  if (n < 0) Fail("cannot read a row");
  if (n == 0 || bytes[0] == '\0') return "row " + std::to_string(row);
  return {bytes.data(), strnlen(bytes.data(), bytes.size())};
}

void Table::WriteRow(uint64_t row, const std::string& data) {
  std::array<char, kRowBytes> bytes{};
  data.copy(bytes.data(), bytes.size());
  if (::pwrite(file_.get(), bytes.data(), bytes.size(), OffsetOf(row)) < 0) Fail("cannot write a row");
}

void Table::Sync() {
  if (::fdatasync(file_.get()) != 0) Fail("cannot sync the table");
}

}  // namespace frontcache
