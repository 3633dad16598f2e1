#include "targets.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "config/config.h"
#include "model/formula.h"
#include "model/site.h"
#include "runner/adapters/listings.h"
#include "runtime/spool.h"
#include "store/binary_catalogue.h"
#include "store/convert.h"
#include "store/spool_reader.h"
#include "tests/support/scratch.h"

namespace csnake::fuzz {
namespace {

const support::Scratch& Folder() {
  static const support::Scratch kFolder("fuzz");
  return kFolder;
}

std::string Write(const char* name, std::string_view bytes) {
  const std::string path = Folder().Path(name);
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path;
}

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: %s\n", what);
  std::abort();
}

template <typename T>
void Put(std::string& file, size_t at, const T& value) {
  std::memcpy(file.data() + at, &value, sizeof value);
}

// A header, and one chunk with two slots and a state.
std::string SoundSpool() {
  std::string file(2 * size_t{CSNAKE_SPOOL_HEADER_BYTES}, '\0');
  csnake_spool_header header{};
  header.magic = CSNAKE_SPOOL_MAGIC;
  header.version = CSNAKE_SPOOL_VERSION;
  header.header_bytes = CSNAKE_SPOOL_HEADER_BYTES;
  header.start_ns = 1'000;
  header.used_bytes = file.size();
  Put(file, 0, header);
  csnake_spool_chunk chunk{};
  chunk.magic = CSNAKE_CHUNK_MAGIC;
  chunk.slots = 2;
  chunk.states = 1;
  chunk.states_used = 1;
  chunk.slots_used = 2;
  chunk.bytes = CSNAKE_SPOOL_HEADER_BYTES;
  size_t at = CSNAKE_SPOOL_HEADER_BYTES;
  Put(file, at, chunk);
  for (const uint64_t site : {7U, 8U}) {
    csnake_spool_slot slot{};
    slot.site = site;
    slot.count = slot.checked = 3;
    slot.entries = 1;
    slot.window_ms = 1;
    slot.state = site == 7 ? 1 : 0;
    slot.ready = 1;
    Put(file, at + sizeof chunk + (site - 7) * sizeof slot, slot);
  }
  return file;
}

}  // namespace

void Spool(std::string_view bytes) {
  std::string file = SoundSpool();
  // Two bytes of place, one of length, then what stands there; the last piece replaces the end of the file.
  while (bytes.size() > 3) {
    const size_t at = (static_cast<size_t>(static_cast<unsigned char>(bytes[0])) << 8 | static_cast<unsigned char>(bytes[1])) % file.size();
    const size_t length = std::min({static_cast<size_t>(static_cast<unsigned char>(bytes[2])), bytes.size() - 3, file.size() - at});
    std::memcpy(file.data() + at, bytes.data() + 3, length);
    bytes.remove_prefix(3 + length);
  }
  if (bytes.size() == 2) file.resize(file.size() * static_cast<unsigned char>(bytes[0]) / 256);
  Write("1-0.spool", file);
  model::Run run;
  (void)store::ReadSpools(Folder().Path(""), run);
}

void Program(std::string_view bytes) { (void)store::ReadBinaryCatalogue(Write("program", bytes)); }

void Catalogue(std::string_view bytes) {
  const auto catalogue = model::DecodeCatalogue(bytes);
  if (!catalogue) return;
  const std::string text = model::Encode(*catalogue);
  const auto again = model::DecodeCatalogue(text);
  Require(again && model::Encode(*again) == text, "a catalogue is not decoded as it was encoded");
}

void Formula(std::string_view bytes) {
  const auto formula = model::ParseFormula(bytes);
  if (!formula) return;
  const auto again = model::ParseFormula(model::ToText(*formula));
  Require(again && *again == *formula, "a formula is not parsed as it was written");
}

void Run(std::string_view bytes) { (void)store::DecodeRun(bytes, "fuzz"); }

void Config(std::string_view bytes) {
  (void)config::Load({.directory = Folder().Path(""), .file = Write("csnake.yml", bytes), .flags = {}, .environment = {}});
}

void Listing(std::string_view bytes) {
  (void)runner::ParseGtestList(bytes);
  (void)runner::ParseCatch2Version(bytes);
  for (const std::string& name : runner::ParseCatch2List(bytes)) (void)runner::Catch2Filter(name);
}

}  // namespace csnake::fuzz
