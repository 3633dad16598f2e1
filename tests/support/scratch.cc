#include "tests/support/scratch.h"

#include <cstdlib>

namespace csnake::support {

namespace fs = std::filesystem;

Scratch::Scratch(const std::string& purpose) {
  std::string name = (fs::temp_directory_path() / ("csnake-" + purpose + "-XXXXXX")).string();
  if (mkdtemp(name.data())) path_ = name;
}

Scratch::~Scratch() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

std::string Scratch::NewFolder(const std::string& name) const {
  fs::create_directory(path_ / name);
  return Path(name);
}

}  // namespace csnake::support
