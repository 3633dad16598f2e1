// store/elf_file.h — bounds-checked view of an ELF64 file's sections. Private to store/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/status.h"

namespace csnake::store {

// A file mapped for reading.
class MappedFile {
 public:
  static model::Result<MappedFile> Map(const std::string& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  MappedFile& operator=(MappedFile&&) = delete;

  std::string_view bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes_;
};

struct ElfSection {
  std::string_view name;
  uint32_t type = 0;
  uint32_t link = 0;  // Index of the section with its names, for a dynamic section.
  std::string_view bytes;  // Empty for SHT_NOBITS.
};

// The text at an offset of a string table, empty when outside.
std::string_view NameAt(std::string_view names, uint64_t offset);

bool IsElf64(std::string_view bytes);  // Little endian, 64 bits.
// Errors: kCorrupt  a header or a section lies outside the file.
model::Result<std::vector<ElfSection>> ElfSections(std::string_view bytes, const std::string& path);

}  // namespace csnake::store
