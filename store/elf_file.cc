#include "store/elf_file.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

namespace csnake::store {
namespace {

using model::Code;
using model::Fail;

// `size` bytes at `offset`, or nullopt when they are not all there.
std::optional<std::string_view> Slice(std::string_view bytes, uint64_t offset, uint64_t size) {
  if (offset > bytes.size() || size > bytes.size() - offset) return std::nullopt;
  return bytes.substr(offset, size);
}

template <typename T>
std::optional<T> ReadAs(std::string_view bytes, uint64_t offset) {
  const auto slice = Slice(bytes, offset, sizeof(T));
  if (!slice) return std::nullopt;
  T value;
  std::memcpy(&value, slice->data(), sizeof(T));
  return value;
}

}  // namespace

model::Result<MappedFile> MappedFile::Map(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT)
    return Fail(Code::kNotFound, path + " does not exist; build it, or correct `binary` in csnake.yml");
  if (file < 0) return Fail(Code::kUnavailable, "cannot open " + path + ": " + std::generic_category().message(errno));
  struct stat status {};
  const bool regular = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  const auto size = static_cast<size_t>(status.st_size);
  void* const memory = regular && size > 0 ? mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
  close(file);
  if (!regular) return Fail(Code::kUnavailable, path + " is not a regular file");
  if (memory == MAP_FAILED) return MappedFile(std::string_view());
  return MappedFile(std::string_view(static_cast<const char*>(memory), size));
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

std::string_view NameAt(std::string_view names, uint64_t offset) {
  if (offset >= names.size()) return {};
  const std::string_view rest = names.substr(offset);
  return rest.substr(0, rest.find('\0'));
}

bool IsElf64(std::string_view bytes) {
  return bytes.size() >= sizeof(Elf64_Ehdr) && bytes.starts_with(ELFMAG) && bytes[EI_CLASS] == ELFCLASS64 &&
         bytes[EI_DATA] == ELFDATA2LSB;
}

model::Result<std::vector<ElfSection>> ElfSections(std::string_view bytes, const std::string& path) {
  const auto corrupt = Fail(Code::kCorrupt, path + ": its section headers make no sense; build it again");
  const auto header = ReadAs<Elf64_Ehdr>(bytes, 0);
  if (!header || !IsElf64(bytes)) return corrupt;
  std::vector<ElfSection> sections;
  if (header->e_shoff == 0) return sections;
  const auto first = ReadAs<Elf64_Shdr>(bytes, header->e_shoff);
  if (!first || header->e_shentsize != sizeof(Elf64_Shdr)) return corrupt;
  // With 0xff00 sections or more, the true numbers stand in the first header.
  const uint64_t count = header->e_shnum != 0 ? header->e_shnum : first->sh_size;
  const uint64_t names_index = header->e_shstrndx != SHN_XINDEX ? header->e_shstrndx : first->sh_link;
  if (count > bytes.size() / sizeof(Elf64_Shdr) || names_index >= count) return corrupt;
  const auto at = [&](uint64_t i) { return ReadAs<Elf64_Shdr>(bytes, header->e_shoff + i * sizeof(Elf64_Shdr)); };
  const auto names_header = at(names_index);
  const auto names = names_header ? Slice(bytes, names_header->sh_offset, names_header->sh_size) : std::nullopt;
  if (!names) return corrupt;
  for (uint64_t i = 0; i < count; ++i) {
    const auto section = at(i);
    if (!section) return corrupt;
    const bool stored = section->sh_type != SHT_NOBITS && section->sh_type != SHT_NULL;
    const auto contents = stored ? Slice(bytes, section->sh_offset, section->sh_size) : std::string_view();
    if (!contents) return corrupt;
    sections.push_back({NameAt(*names, section->sh_name), section->sh_type, section->sh_link, *contents});
  }
  return sections;
}

}  // namespace csnake::store
