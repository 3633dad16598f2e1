#include "store/binary_catalogue.h"

#include <elf.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>

#include "store/elf_file.h"
#include "store/loader_search.h"

namespace csnake::store {
namespace {

using model::Code;
using model::Fail;
using model::Result;

constexpr std::string_view kSection = "csnake_info";

// The description of the GNU build-id note in a note section, empty when there is none.
std::string_view BuildIdNote(std::string_view notes) {
  while (notes.size() >= sizeof(Elf64_Nhdr)) {
    Elf64_Nhdr note;
    std::memcpy(&note, notes.data(), sizeof note);
    const uint64_t name_size = (uint64_t{note.n_namesz} + 3) & ~uint64_t{3};
    const uint64_t text_size = (uint64_t{note.n_descsz} + 3) & ~uint64_t{3};
    const uint64_t whole = sizeof note + name_size + text_size;
    if (sizeof note + name_size + note.n_descsz > notes.size()) return {};
    const std::string_view name = notes.substr(sizeof note, note.n_namesz);
    if (note.n_type == NT_GNU_BUILD_ID && name == std::string_view("GNU\0", 4))
      return notes.substr(sizeof note + name_size, note.n_descsz);
    notes.remove_prefix(std::min<uint64_t>(whole, notes.size()));
  }
  return {};
}

std::string ToHexBytes(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

Result<void> MergeTexts(std::string_view bytes, const std::string& path, model::Catalogue& catalogue) {
  while (!bytes.empty()) {
    const std::string_view text = bytes.substr(0, bytes.find('\0'));
    bytes.remove_prefix(std::min(text.size() + 1, bytes.size()));
    if (text.empty()) continue;
    auto part = model::DecodeCatalogue(text);
    if (!part) return Fail(part.error().code, path + ": " + part.error().message);
    catalogue.Merge(*std::move(part));
  }
  return {};
}

}  // namespace

Result<model::Catalogue> ReadBinaryCatalogue(const std::string& path) {
  const auto file = MappedFile::Map(path);
  if (!file) return std::unexpected(file.error());
  const std::string remedy = "; build it with csnake-c++: csnake build -- CMD";
  if (!IsElf64(file->bytes())) return Fail(Code::kNothingToTest, path + " is not a 64-bit ELF program" + remedy);
  const auto sections = ElfSections(file->bytes(), path);
  if (!sections) return std::unexpected(sections.error());
  model::Catalogue catalogue;
  bool found = false;
  for (const ElfSection& section : *sections) {
    if (section.name != kSection) continue;
    found = true;
    if (auto good = MergeTexts(section.bytes, path, catalogue); !good) return std::unexpected(good.error());
  }
  if (!found) return Fail(Code::kNothingToTest, path + " has no instrumented site" + remedy);
  return catalogue;
}

Result<std::vector<Module>> ReadModules(const std::string& path) {
  std::vector<Module> modules;
  auto own = ReadBinaryCatalogue(path);
  if (own) modules.push_back({path, *std::move(own)});
  else if (own.error().code != Code::kNothingToTest) return std::unexpected(own.error());
  for (const std::string& library : LoadedLibraries(path)) {
    auto part = ReadBinaryCatalogue(library);
    if (part) modules.push_back({library, *std::move(part)});
    else if (part.error().code == Code::kCorrupt) return std::unexpected(part.error());
  }
  if (modules.empty()) return std::unexpected(own.error());
  return modules;
}

Result<std::string> BuildId(const std::string& path) {
  const auto file = MappedFile::Map(path);
  if (!file) return std::unexpected(file.error());
  if (IsElf64(file->bytes())) {
    const auto sections = ElfSections(file->bytes(), path);
    for (const ElfSection& section : sections ? *sections : std::vector<ElfSection>{}) {
      const std::string_view id = section.type == SHT_NOTE ? BuildIdNote(section.bytes) : std::string_view();
      if (!id.empty()) return ToHexBytes(id);
    }
  }
  return "xxh3-" + model::ToHex(XXH3_64bits(file->bytes().data(), file->bytes().size()));
}

}  // namespace csnake::store
