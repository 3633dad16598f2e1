// `false` of functions that act: nested, by choice, by a variable.
#include <cstdio>
#include <vector>

class Store {
 public:
  bool Put(int n) {
    bool ok = true;
    if (n < 0) {
      ok = false;
      return ok;  // [error_return] put no
    }
    items_.push_back(n);
    return ok;
  }
  bool Take(int& out) {
    return items_.empty() ? false : (out = items_.back(), items_.pop_back(), true);  // [error_return] take no
  }
  bool Close() {
    if (open_) {
      if (items_.size() > 9) return false;  // [error_return] close no
      open_ = false;
    }
    return true;
  }

 private:
  std::vector<int> items_;
  bool open_ = true;
};

int main() {
  Store store;
  int out = 0;
  std::printf("put %s\n", store.Put(1) ? "yes" : "no");
  std::printf("take %s\n", store.Take(out) ? "yes" : "no");
  std::printf("close %s\n", store.Close() ? "yes" : "no");
}
