// Stands for a library's header: no part of the target.
#pragma GCC system_header
#ifdef __cplusplus
namespace ledger {
class Status {
 public:
  static Status Broken(const char* why) { return Status(why); }
  Status() = default;
  Status(Status&&) = default;
  Status& operator=(Status&&) = default;
  bool ok() const { return !why_; }
  const char* why() const { return why_ ? why_ : "ok"; }

 private:
  explicit Status(const char* why) : why_(why) {}
  const char* why_ = nullptr;
};
struct Error {
  int code;
};
struct Book {
  virtual ~Book() = default;
  virtual Status Write(int n) { return n > 2 ? Status::Broken("full") : Status(); }
  bool Parse(const char* text) { return *text != 0; }
  Book& Turn(int page) {
    if (page > 9) throw Error{page};
    return *this;
  }
};
struct Journal : Book {
  Status Write(int n) override { return n > 1 ? Status::Broken("journal") : Status(); }
};
class Lock {
 public:
  explicit Lock(int n) {
    if (n > 9) throw Error{n};
  }
  Lock(const Lock&) = delete;
};
inline void Close(int n) {
  if (n > 9) throw Error{n};
}
}  // namespace ledger
#endif
struct ticker {
  void (*callback)(void*);
  void* argument;
};
static inline int ticker_sync(int n) { return n > 1 ? -11 : n; }
static inline void ticker_set(struct ticker* t, void (*callback)(void*), void* argument) {
  t->callback = callback;
  t->argument = argument;
}
static inline int ticker_add(struct ticker* t, int ms) { return ms > 0 && t->callback ? 0 : -1; }
