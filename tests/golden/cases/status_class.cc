#include <cstdio>
#include <string>
#include <utility>

namespace kv {

class Status {
 public:
  Status() = default;
  static Status OK() { return Status(); }
  static Status IOError(const std::string& what) { return Status(2, what); }
  static Status NotFound(const std::string& what) { return Status(1, what); }
  bool ok() const { return code_ == 0; }
  const std::string& what() const { return what_; }

 private:
  Status(int code, std::string what) : code_(code), what_(std::move(what)) {}
  int code_ = 0;
  std::string what_;
};

static Status Write(int handle, int bytes) {
  if (handle < 0) return Status::IOError("handle");  // [error_return] handle // occurs 0
  if (bytes > 4096) {
    return Status::IOError("too much");  // [error_return] too much
  }
  return Status::OK();
}

static Status Flush(int handle) {
  Status s = Write(handle, 10);
  if (!s.ok()) return s;  // [!error_return] passes on // [negation=0] flush: flush
  return Write(handle, 20);
}

static Status Broken(int) { return Status::NotFound("broken"); }  // [error_return] broken broken

}  // namespace kv

int main() {
  const kv::Status s = kv::Flush(1);
  std::printf("flush: %s\n", s.ok() ? "ok" : s.what().c_str());  // [negation=0] flush: 
  std::printf("%s\n", kv::Broken(1).ok() ? "ok" : "not found");  // [negation=1] ok
}
