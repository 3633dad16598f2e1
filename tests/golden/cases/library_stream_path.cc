// A file stream made of a path.
#include <cstdio>
#include <filesystem>
#include <fstream>

static bool Reads(const std::filesystem::path& path) {
  std::ifstream in(path);  // [library_error] closed
  return in.is_open();
}

int main() {
  if (Reads("/dev/null")) std::printf("open\n");  // [negation=0] closed
  else std::printf("closed\n");
}
