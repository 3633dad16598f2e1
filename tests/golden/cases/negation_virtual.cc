#include <cstdio>
#include <memory>

struct Disk {
  virtual ~Disk() = default;
  virtual bool IsFull() const = 0;
};

struct Memory : Disk {
  explicit Memory(int u) : used(u) {}
  bool IsFull() const override { return used > 10; }
  int used;
};

int main() {
  const std::unique_ptr<Disk> disk = std::make_unique<Memory>(3);
  const Disk& also = *disk;
  std::printf("%s\n", disk->IsFull() ? "full" : "room");  // [negation=1] full // asks Disk::IsFull
  std::printf("%s\n", also.IsFull() ? "also full" : "more room");  // [negation=1] also full // asks Disk::IsFull
  bool (Disk::*const test)() const = &Disk::IsFull;
  std::printf("%s\n", (also.*test)() ? "never" : "room");
}
