// csnake-cc and csnake-c++ are this one program; the name it is called by decides.
#include <filesystem>
#include <string>
#include <vector>

#include "instrument/compiler.h"

int main(int argc, char** argv) {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::string called = std::filesystem::path(argc > 0 ? argv[0] : "").filename().string();
  const bool cxx = called.find("++") != std::string::npos;
  return csnake::instrument::RunCompiler(self.string(), cxx, std::vector<std::string>(argv + 1, argv + argc));
}
