// with parts/unity_first.inc parts/unity_second.inc
// Several sources in one unit: sites stay with their own files.
#include "parts/unity_first.inc"
#include "parts/unity_second.inc"

int main() {
  try {
    std::printf("%d %d\n", First(1), Second(1));
  } catch (const std::exception& e) {
    std::printf("%s\n", e.what());
  }
}
