// report_reader.h: reports, whose parts must all be of the same moment.
#ifndef FRONTCACHE_REPORT_READER_H_
#define FRONTCACHE_REPORT_READER_H_

#include <string>

#include "db_session.h"

namespace frontcache {

// For one thread.
class ReportReader {
 public:
  ReportReader(const Options& options, DbConnection& db) : options_(options), db_(db) {}

  // A report of which a part was shed begins again, after a while. Throws ReportError.
  std::string Read(uint64_t report);

 private:
  // The number of parts that are missing.
  size_t ReadParts(uint64_t report, std::string& text);

  const Options options_;
  DbConnection& db_;
};

}  // namespace frontcache

#endif  // FRONTCACHE_REPORT_READER_H_
