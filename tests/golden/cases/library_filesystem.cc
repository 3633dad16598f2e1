#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <unistd.h>

// Both forms of the filesystem functions; results of each kind of type.
namespace fs = std::filesystem;

static void Say(const char* what, const std::error_code& error) { std::printf("%s: %s\n", what, error.message().c_str()); }

static void WithCodes(const fs::path& folder) {
  std::error_code error;
  const bool made = fs::create_directory(folder, error);  // [library_error] made 0: create: Permission
  std::printf("made %d: ", made);
  Say("create", error);
  fs::rename(folder / "none", folder / "other", error);  // [library_error] rename: Input/output error // occurs 1
  Say("rename", error);
  const auto size = fs::file_size("/proc/self/exe", error);  // [library_error] size -1 // occurs 0
  std::printf("size %d\n", size == static_cast<std::uintmax_t>(-1) ? -1 : size > 0);
  if (fs::exists(folder, error)) std::printf("exists\n");  // [library_error] hidden // occurs 0
  else std::printf("hidden\n");
  const fs::path where = fs::canonical(folder, error);  // [library_error] where empty
  std::printf("where %s\n", where.empty() ? "empty" : "known");
}

static void WithExceptions(const fs::path& folder) {
  try {
    fs::create_directories(folder / "a/b");  // [library_error] injected by
    fs::remove(folder / "a" / "b");  // [library_error] injected by
    std::printf("left %d\n", fs::exists(folder / "a"));  // [library_error] injected by
    fs::copy_file(folder / "none", folder / "copy");  // [library_error] injected by // occurs 1
  } catch (const fs::filesystem_error& e) {
    std::printf("%.11s\n", e.what() + sizeof "filesystem error: " - 1);
  }
}

int main() {
  const fs::path folder = "filesystem-" + std::to_string(getpid());
  WithCodes(folder);
  WithExceptions(folder);
  for (const auto& entry : fs::directory_iterator(folder)) std::printf("%d\n", entry.is_directory());  // [library_error] // [delay]
  fs::remove_all(folder);  // [library_error]
}
