// Merge sort of orders, with checks of what comes in and what goes out.
#include <stdexcept>
#include <string>
#include <vector>

#include "kernels.h"
#include "random.h"

namespace csnake::bench::KERNELS_VARIANT {
namespace {

struct Order {
  int priority = 0;
  std::string customer;
  uint32_t number = 0;
};

bool IsBefore(const Order& a, const Order& b) {
  if (a.priority != b.priority) return a.priority > b.priority;
  const int names = a.customer.compare(b.customer);
  if (names != 0) return names < 0;
  return a.number < b.number;
}

bool IsSorted(const std::vector<Order>& orders) {
  for (size_t i = 1; i < orders.size(); ++i)
    if (IsBefore(orders[i], orders[i - 1])) return false;
  return true;
}

void InsertionSort(std::vector<Order>& orders, size_t begin, size_t end) {
  for (size_t i = begin + 1; i < end; ++i)
    for (size_t j = i; j > begin && IsBefore(orders[j], orders[j - 1]); --j) std::swap(orders[j], orders[j - 1]);
}

int Merge(std::vector<Order>& orders, std::vector<Order>& spare, size_t begin, size_t middle, size_t end) {
  if (begin > middle || middle > end || end > orders.size()) return -1;
  if (!IsBefore(orders[middle], orders[middle - 1])) return 0;
  size_t left = begin, right = middle;
  spare.clear();
  while (left < middle || right < end) {
    const bool take_right = left == middle || (right < end && IsBefore(orders[right], orders[left]));
    spare.push_back(std::move(orders[take_right ? right++ : left++]));
  }
  for (size_t i = 0; i < spare.size(); ++i) orders[begin + i] = std::move(spare[i]);
  return static_cast<int>(spare.size());
}

int SortRange(std::vector<Order>& orders, std::vector<Order>& spare, size_t begin, size_t end) {
  if (end - begin <= 8) {
    InsertionSort(orders, begin, end);
    return 0;
  }
  const size_t middle = begin + (end - begin) / 2;
  if (SortRange(orders, spare, begin, middle) < 0) return -1;
  if (SortRange(orders, spare, middle, end) < 0) return -1;
  return Merge(orders, spare, begin, middle, end);
}

std::vector<Order> MakeOrders(size_t n) {
  static const char* const kNames[] = {"amber", "birch", "cedar", "dogwood", "elder", "fir", "gorse", "hazel and sons, timber"};
  Random random(7);
  std::vector<Order> orders(n);
  for (Order& order : orders) {
    order.priority = static_cast<int>(random.Below(20));
    order.customer = kNames[random.Below(8)];
    order.number = static_cast<uint32_t>(random.Next());
  }
  return orders;
}

}  // namespace

uint64_t Sort() {
  std::vector<Order> orders = MakeOrders(4'000);
  std::vector<Order> spare;
  if (SortRange(orders, spare, 0, orders.size()) < 0) throw std::runtime_error("bad range");
  if (!IsSorted(orders)) throw std::runtime_error("not sorted");
  uint64_t sum = 0;
  for (const Order& order : orders) sum = sum * 31 + order.number;
  return sum;
}

}  // namespace csnake::bench::KERNELS_VARIANT
