#include <cstdio>
#include <string>
#include <utility>

namespace kv {

class Status {
 public:
  Status() = default;
  static Status OK() { return Status(); }
  static Status IOError(const std::string& what) { return Status(2, what); }  // [!error_return] nothing but errors
  static Status NotFound(const std::string& what) { return Status(1, what); }
  bool ok() const { return code_ == 0; }
  const std::string& what() const { return what_; }

 private:
  Status(int code, std::string what) : code_(code), what_(std::move(what)) {}
  int code_ = 0;
  std::string what_;
};

static Status Write(int handle, int bytes) {
  if (handle < 0) return Status::IOError("handle");  // [error_return] flush: not okhandle // occurs 0
  if (bytes > 4096) {
    return Status::IOError("too much");  // [error_return] flush: not oktoo much
  }
  return Status::OK();
}

static Status Flush(int handle) {
  Status s = Write(handle, 10);
  if (!s.ok()) return s;  // [!error_return] passes on // [negation=0] // asks nothing
  return Write(handle, 20);
}

// A factory of its own: what it makes is made where it is called.
static Status MakeError(int n) { return Status::NotFound("error " + std::to_string(n)); }  // [!error_return] nothing but errors

static Status Look(int key) {
  if (key > 5) return MakeError(key);  // [error_return] look: error 4
  return {};
}

}  // namespace kv

int main() {
  const kv::Status s = kv::Flush(1);
  std::printf("flush: %s\n", s.ok() ? "ok" : ("not ok" + s.what()).c_str());  // [negation=0] flush: not ok
  std::printf("look: %s\n", kv::Look(4).what().c_str());
}
