#include <stdexcept>

int Part(int n);

int main(int argc, char**) {
  if (argc > 100) throw std::runtime_error("main");
  return Part(argc) - 1;
}
