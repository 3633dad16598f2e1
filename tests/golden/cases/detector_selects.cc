// Selection is no handling: values chosen in functions that only look, minima, constants, skipped elements.
#include <cstdio>
#include <string>
#include <vector>

enum class State { kNew, kOld };

class Table {
 public:
  int Width() const {
    if (rows_.size() > 10) return 100;  // [!detector] selects the value
    return 10;
  }
  int Old() {
    int old = 0;
    for (Row& row : rows_) {  // [delay]
      if (row.state == State::kOld) continue;  // [!detector] only skips
      row.state = State::kOld;
      ++old;
    }
    return old;
  }
  void Grow(int n) {
    int width = 3;
    if (width_ > n) width = n;  // [!detector] nothing that outlives
    width_ += width;
  }
  void Add() { rows_.push_back({}); }

 private:
  struct Row {
    State state = State::kNew;
  };
  std::vector<Row> rows_;
  int width_ = 0;
};

int main() {
  Table table;
  table.Add();
  table.Grow(4);
  std::printf("%d %d\n", table.Width(), table.Old());
}
