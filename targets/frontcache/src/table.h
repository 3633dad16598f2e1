// table.h: the database's rows, of one size, in one file.
//
// Rows that were never written read as their number. Threads may read and write different rows at once.
#ifndef FRONTCACHE_TABLE_H_
#define FRONTCACHE_TABLE_H_

#include <string>

#include "socket.h"

namespace frontcache {

class Table {
 public:
  static constexpr size_t kRowBytes = 48;

  // Opens or creates the file. Throws SystemError.
  explicit Table(const std::string& path);

  // Throws SystemError if the device fails.
  std::string ReadRow(uint64_t row) const;
  void WriteRow(uint64_t row, const std::string& data);
  // Returns when all rows written so far are on the device.
  void Sync();

 private:
  Fd file_;
};

}  // namespace frontcache

#endif  // FRONTCACHE_TABLE_H_
