#include "store/loader_search.h"

#include <elf.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <set>

#include "store/elf_file.h"

namespace csnake::store {
namespace {

namespace fs = std::filesystem;

// What the dynamic section of one file says.
struct Dynamic {
  std::vector<std::string> needed;
  std::string rpath;
  std::string runpath;
};

Dynamic ReadDynamic(std::string_view bytes, const std::string& path) {
  Dynamic dynamic;
  const auto sections = IsElf64(bytes) ? ElfSections(bytes, path) : std::vector<ElfSection>{};
  if (!sections) return dynamic;
  for (const ElfSection& section : *sections) {
    if (section.type != SHT_DYNAMIC || section.link >= sections->size()) continue;
    const std::string_view names = (*sections)[section.link].bytes;
    for (std::string_view rest = section.bytes; rest.size() >= sizeof(Elf64_Dyn); rest.remove_prefix(sizeof(Elf64_Dyn))) {
      Elf64_Dyn entry;
      std::memcpy(&entry, rest.data(), sizeof entry);
      const std::string name(NameAt(names, entry.d_un.d_val));
      if (entry.d_tag == DT_NEEDED) dynamic.needed.push_back(name);
      else if (entry.d_tag == DT_RPATH) dynamic.rpath = name;
      else if (entry.d_tag == DT_RUNPATH) dynamic.runpath = name;
    }
  }
  return dynamic;
}

// Directories of a search path; $ORIGIN is where the file that has the path lies.
void AddDirectories(std::string_view paths, const fs::path& origin, std::vector<std::string>& out) {
  while (!paths.empty()) {
    std::string directory(paths.substr(0, paths.find(':')));
    paths.remove_prefix(std::min(directory.size() + 1, paths.size()));
    for (const std::string_view token : {"$ORIGIN", "${ORIGIN}"})
      if (const size_t at = directory.find(token); at != std::string::npos) directory.replace(at, token.size(), origin.string());
    out.push_back(directory.empty() ? "." : directory);
  }
}

std::string Find(const std::string& name, const std::vector<std::string>& directories) {
  std::error_code error;
  if (name.find('/') != std::string::npos) return fs::exists(name, error) ? name : "";
  for (const std::string& directory : directories)
    if (fs::exists(fs::path(directory) / name, error)) return fs::path(directory) / name;
  return "";
}

class Search {
 public:
  // `inherited`: DT_RPATH directories of the files that led here.
  void Visit(const std::string& path, std::vector<std::string> inherited) {
    const auto file = MappedFile::Map(path);
    if (!file) return;
    const Dynamic dynamic = ReadDynamic(file->bytes(), path);
    std::error_code error;
    const fs::path origin = fs::canonical(path, error).parent_path();
    std::vector<std::string> directories;
    if (dynamic.runpath.empty()) {
      AddDirectories(dynamic.rpath, origin, directories);
      inherited.insert(inherited.begin(), directories.begin(), directories.end());
      directories = inherited;
    }
    const char* const environment = std::getenv("LD_LIBRARY_PATH");
    AddDirectories(environment ? environment : "", fs::path(), directories);
    AddDirectories(dynamic.runpath, origin, directories);
    AddDirectories("/usr/local/lib:/lib/x86_64-linux-gnu:/lib/aarch64-linux-gnu:/lib64:/lib:/usr/lib64:/usr/lib", origin, directories);
    for (const std::string& name : dynamic.needed) {
      const std::string library = Find(name, directories);
      if (library.empty() || !seen_.insert(fs::canonical(library, error).string()).second) continue;
      found_.push_back(library);
      Visit(library, inherited);
    }
  }

  std::vector<std::string> found() && { return std::move(found_); }

 private:
  std::set<std::string> seen_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> LoadedLibraries(const std::string& path) {
  Search search;
  search.Visit(path, {});
  return std::move(search).found();
}

}  // namespace csnake::store
