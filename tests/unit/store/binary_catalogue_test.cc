#include "store/binary_catalogue.h"

#include <elf.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

namespace csnake::store {
namespace {

namespace fs = std::filesystem;

model::Catalogue OneSite(uint64_t id) {
  model::Catalogue catalogue;
  model::Site site;
  site.id = model::SiteId{id};
  site.file = "a.cc";
  site.line = 3;
  catalogue.sites.emplace(site.id, site);
  return catalogue;
}

struct Part {
  std::string name;
  uint32_t type;
  std::string bytes;
};

// A minimal ELF64 file: header, contents, names, section headers.
std::string MakeElf(std::vector<Part> parts) {
  std::string names(1, '\0');
  std::vector<Elf64_Shdr> headers(1);
  std::string body(sizeof(Elf64_Ehdr), '\0');
  const auto add = [&](const Part& part, const std::string& bytes) {
    Elf64_Shdr header{};
    header.sh_name = static_cast<Elf64_Word>(names.find(part.name + '\0'));
    header.sh_type = part.type;
    header.sh_offset = body.size();
    header.sh_size = bytes.size();
    headers.push_back(header);
    body += bytes;
  };
  for (const Part& part : parts) names += part.name + '\0';
  names += std::string(".shstrtab") + '\0';
  for (const Part& part : parts) add(part, part.bytes);
  add({".shstrtab", SHT_STRTAB, ""}, names);
  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_shoff = body.size();
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = static_cast<Elf64_Half>(headers.size());
  header.e_shstrndx = static_cast<Elf64_Half>(headers.size() - 1);
  std::memcpy(body.data(), &header, sizeof header);
  body.append(reinterpret_cast<const char*>(headers.data()), headers.size() * sizeof(Elf64_Shdr));
  return body;
}

std::string BuildIdNote(const std::string& id) {
  const Elf64_Nhdr note{4, static_cast<Elf64_Word>(id.size()), NT_GNU_BUILD_ID};
  return std::string(reinterpret_cast<const char*>(&note), sizeof note) + std::string("GNU\0", 4) + id;
}

class BinaryCatalogueTest : public testing::Test {
 protected:
  BinaryCatalogueTest() : path_(fs::path(testing::TempDir()) / ("csnake-elf-" + std::to_string(getpid()))) {}
  ~BinaryCatalogueTest() override { fs::remove(path_); }

  std::string Write(const std::string& bytes) {
    fs::remove(path_);  // Writing over it would make the file system wait for the disk.
    std::ofstream(path_, std::ios::binary) << bytes;
    return path_.string();
  }

  fs::path path_;
};

TEST_F(BinaryCatalogueTest, MergesTheTextsOfAllUnits) {
  const std::string bytes = Encode(OneSite(1)) + '\0' + std::string(7, '\0') + Encode(OneSite(2)) + '\0';
  const auto catalogue = ReadBinaryCatalogue(Write(MakeElf({{"csnake_info", SHT_PROGBITS, bytes}})));
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  EXPECT_EQ(catalogue->sites.size(), 2U);
}

TEST_F(BinaryCatalogueTest, SaysWhatToDoWithoutInstrumentation) {
  for (const std::string& bytes : {MakeElf({{".text", SHT_PROGBITS, "x"}}), std::string("#!/bin/sh\n"), std::string()}) {
    const auto catalogue = ReadBinaryCatalogue(Write(bytes));
    ASSERT_FALSE(catalogue);
    EXPECT_EQ(catalogue.error().code, model::Code::kNothingToTest);
    EXPECT_NE(catalogue.error().message.find("build it with csnake-c++: csnake build -- CMD"), std::string::npos);
  }
  EXPECT_EQ(ReadBinaryCatalogue("/nonexistent/x").error().code, model::Code::kNotFound);
}

TEST_F(BinaryCatalogueTest, ReadsThisTestProgram) {
  const auto catalogue = ReadBinaryCatalogue("/proc/self/exe");
  ASSERT_FALSE(catalogue);
  EXPECT_EQ(catalogue.error().code, model::Code::kNothingToTest);
  EXPECT_TRUE(BuildId("/proc/self/exe"));
}

TEST_F(BinaryCatalogueTest, BuildIdIsTheNoteOrAHash) {
  EXPECT_EQ(BuildId(Write(MakeElf({{".note.gnu.build-id", SHT_NOTE, BuildIdNote("\xab\x01zz")}}))), "ab017a7a");
  const auto plain = BuildId(Write("one"));
  ASSERT_TRUE(plain);
  EXPECT_TRUE(plain->starts_with("xxh3-"));
  EXPECT_NE(*plain, *BuildId(Write("two")));
}

TEST_F(BinaryCatalogueTest, SurvivesAnyBytes) {
  const std::string good = MakeElf({{"csnake_info", SHT_PROGBITS, Encode(OneSite(1))},
                                    {".note.gnu.build-id", SHT_NOTE, BuildIdNote("abcd")}});
  const unsigned seed = 7;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = good;
    for (unsigned k = 0; k <= random() % 8; ++k) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    const std::string path = Write(bytes);
    (void)ReadBinaryCatalogue(path);
    (void)BuildId(path);
  }
}

}  // namespace
}  // namespace csnake::store
