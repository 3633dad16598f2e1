#include "instrument/command_line.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace csnake::instrument {
namespace {

using Words = std::vector<std::string>;

std::vector<size_t> Indices(const CommandLine& command) {
  std::vector<size_t> indices;
  for (const Source& source : command.sources) indices.push_back(source.index);
  return indices;
}

TEST(CommandLine, OneUnitToAnObject) {
  const CommandLine command = Parse({"-O2", "-c", "a.cc", "-o", "out/a.o"});
  EXPECT_TRUE(command.compile_only);
  EXPECT_EQ(command.links, Product::kNothing);
  EXPECT_EQ(command.output, "out/a.o");
  EXPECT_EQ(Indices(command), (std::vector<size_t>{2}));
}

TEST(CommandLine, CompileAndLink) {
  const CommandLine command = Parse({"a.c", "b.cpp", "c.o", "libd.a", "-lz", "-oprogram"});
  EXPECT_EQ(command.links, Product::kProgram);
  EXPECT_EQ(command.output, "program");
  EXPECT_EQ(Indices(command), (std::vector<size_t>{0, 1}));
  EXPECT_EQ(LinkArguments(command, {"1.o", "2.o"}), (Words{"1.o", "2.o", "c.o", "libd.a", "-lz", "-oprogram"}));
}

TEST(CommandLine, WhatIsLinked) {
  EXPECT_EQ(Parse({"-shared", "a.o", "-o", "liba.so"}).links, Product::kSharedLibrary);
  EXPECT_EQ(Parse({"-r", "a.o", "b.o", "-o", "ab.o"}).links, Product::kNothing);
  EXPECT_EQ(Parse({"a.o", "-o", "a"}).links, Product::kProgram);
  EXPECT_EQ(Parse({"--target=riscv64-linux-gnu", "a.o"}).links, Product::kNothing);
  EXPECT_EQ(Parse({"-v"}).links, Product::kNothing);
}

TEST(CommandLine, ValuesOfOptionsAreNoInputs) {
  const CommandLine command = Parse({"-o", "x.c", "-I", "y.cc", "-include", "z.cc", "-MF", "w.c", "-MT", "v.cc", "-Xclang", "u.cc",
                                     "-mllvm", "t.c", "-MJ", "s.c", "-rpath", "r.c", "--param", "q.c", "-Xassembler", "p.c"});
  EXPECT_TRUE(command.sources.empty());
  EXPECT_EQ(command.links, Product::kNothing);
}

TEST(CommandLine, OtherActionsAreTheCompilersOwn) {
  for (const Words& words : {Words{"-E", "a.c"}, {"-S", "a.c"}, {"-M", "a.c"}, {"--version"}, {"-###", "a.c"}, {"-print-prog-name=ld"},
                             {"--print-targets"}, {"@file", "a.c"}, {"-x", "c", "-"}, {"-fsyntax-only", "a.cc"}, {"a.h"},
                             {"-x", "c++-header", "a.cc"}, {"-Xclang", "-emit-pch", "a.cc"}, {"--analyze", "a.c"}}) {
    EXPECT_TRUE(Parse(words).sources.empty()) << testing::PrintToString(words);
    EXPECT_EQ(Parse(words).links, Product::kNothing) << testing::PrintToString(words);
  }
  EXPECT_EQ(Parse({"-MD", "-v", "-c", "a.c"}).sources.size(), 1U);
}

TEST(CommandLine, SourcesThatAreLeftAlone) {
  for (const Words& words : {Words{"-ffreestanding", "-c", "a.c"}, {"-nostdlib", "a.c"}, {"-c", "a.c", "-o", "/dev/null"}, {"-c", "conftest.c"},
                             {"/b/CMakeFiles/CMakeScratch/TryCompile-x/src.cxx"}, {"b/meson-private/tmp1/testfile.c"}, {"CMakeCCompilerId.c"},
                             {"-c", "a.c", "b.c", "-o", "x"}, {"-x", "cuda", "a.c"}}) {
    EXPECT_TRUE(Parse(words).sources.empty()) << testing::PrintToString(words);
    EXPECT_EQ(Parse(words).left_alone, "") << testing::PrintToString(words);
  }
  for (const Words& words : {Words{"-target", "aarch64-linux-gnu", "a.c"}, {"-m32", "-c", "a.c"}, {"-fmodules", "a.cc"}, {"-c", "m.cppm"},
                             {"-fmodule-file=m=m.pcm", "a.cc"}}) {
    EXPECT_TRUE(Parse(words).sources.empty()) << testing::PrintToString(words);
    EXPECT_NE(Parse(words).left_alone, "") << testing::PrintToString(words);
  }
  EXPECT_EQ(Parse({"-c", "CMakeLists.c"}).sources.size(), 1U);
}

TEST(CommandLine, Languages) {
  for (const char* cxx : {"a.cc", "a.cpp", "a.cxx", "a.c++", "a.C", "b.d/a.CPP"})
    EXPECT_EQ(Parse({cxx}).sources.at(0).language, Language::kCxx) << cxx;
  for (const char* other : {"a.o", "a", "x.cc/a", "cc", "a.s", "a.S", "a.m", "lib.so.1"}) EXPECT_TRUE(Parse({other}).sources.empty()) << other;
  EXPECT_EQ(Parse({"a.c"}).sources.at(0).language, Language::kC);
  EXPECT_EQ(Parse({"a.c"}, true).sources.at(0).language, Language::kCxx);
  EXPECT_EQ(Parse({"-x", "c", "a.cc"}, true).sources.at(0).language, Language::kC);
  EXPECT_EQ(Parse({"-xc++", "a"}).sources.at(0).language, Language::kCxx);
  EXPECT_EQ(Parse({"a.ii"}).sources.at(0).language, Language::kPreprocessedCxx);
  EXPECT_EQ(Indices(Parse({"-x", "c", "a", "-x", "none", "b", "c.c"})), (std::vector<size_t>{2, 6}));
  EXPECT_EQ(LinkArguments(Parse({"-x", "c", "a", "-x", "assembler", "b", "-x", "none", "c.o"}), {"a.o"}),
            (Words{"a.o", "-x", "assembler", "b", "-x", "none", "c.o"}));
}

TEST(CommandLine, EmptyAndUnfinished) {
  EXPECT_TRUE(Parse({}).sources.empty());
  EXPECT_EQ(Parse({"-o"}).output, "");
  EXPECT_FALSE(Parse({"a.c", "-o"}).output.starts_with("-"));
  EXPECT_EQ(CheckArguments(Parse({"-I"})), Words{"-I"});
  EXPECT_EQ(LinkArguments(Parse({"a.c", "-l"}), {"a.o"}), (Words{"a.o", "-l"}));
}

TEST(CommandLine, WhatBelongsToOneStep) {
  const CommandLine command = Parse({"-DX=1", "-D", "Y", "-Ia", "-isystem", "b", "-std=c++20", "-MD", "-MF", "a.d", "-include", "p.h", "-g3",
                                     "-Wall", "-Werror", "-fPIC", "-c", "a.cc", "b.o", "-o", "a.o", "-Wl,-z,now", "-L.", "-lm", "-Wp,-DZ",
                                     "-Xclang", "-include-pch", "-Xclang", "p.pch", "-Xclang", "-fno-pch-timestamp", "-save-temps", "-MJ", "j"});
  const Source& source = command.sources.at(0);
  EXPECT_EQ(PreprocessArguments(command, source),
            (Words{"-DX=1", "-D", "Y", "-Ia", "-isystem", "b", "-std=c++20", "-include", "p.h", "-g3", "-Wall", "-Werror", "-fPIC", "-Wp,-DZ",
                   "-Xclang", "-include-pch", "-Xclang", "p.pch", "-Xclang", "-fno-pch-timestamp", "-MD", "-MF", "a.d", "-MT", "a.o"}));
  EXPECT_EQ(CompileArguments(command), (Words{"-std=c++20", "-g3", "-Wall", "-fPIC", "-Xclang", "-fno-pch-timestamp"}));
  EXPECT_EQ(ParseArguments(command), (Words{"-std=c++20", "-fPIC", "-Xclang", "-fno-pch-timestamp", "-w"}));
}

// As clang -### shows them.
TEST(CommandLine, DependencyFilesAndTargets) {
  const auto added = [](Words words) {
    const CommandLine command = Parse(std::move(words));
    return PlainArguments(command, command.sources.at(0));
  };
  EXPECT_EQ(added({"-c", "d/a.c", "-MD"}), (Words{"-MD", "-MF", "a.d", "-MT", "a.o"}));
  EXPECT_EQ(added({"-c", "a.c", "-o", "o/x.o", "-MMD"}), (Words{"-MMD", "-MF", "o/x.d", "-MT", "o/x.o"}));
  EXPECT_EQ(added({"a.c", "b.c", "-o", "o/prog.x", "-MD"}), (Words{"-MD", "-MF", "o/prog.d", "-MT", "o/prog.x"}));
  EXPECT_EQ(added({"-c", "a.c", "-MD", "-MT", "t", "-MFf.d"}), (Words{"-MD", "-MT", "t", "-MFf.d"}));
  EXPECT_EQ(added({"-c", "a.c", "-Wp,-MMD,z.d"}), (Words{"-MMD", "-MF", "z.d", "-MT", "a.o"}));
  EXPECT_EQ(added({"-c", "a.c"}), Words{});
}

TEST(CommandLine, OptionsThatBeginLikeAnother) {
  // -openmp is -o with a value, but -MMD, -Ofast, -U and -undef are themselves.
  EXPECT_EQ(CompileArguments(Parse({"-Ofast", "-undef", "-UX", "-mavx2", "-target", "x86_64-linux-gnu", "-c", "a.c"})),
            (Words{"-Ofast", "-undef", "-mavx2", "-target", "x86_64-linux-gnu"}));
}

TEST(CommandLine, ResponseFiles) {
  const std::string path = testing::TempDir() + "csnake-words-" + std::to_string(getpid());
  std::ofstream(path) << "-DA='x y'\n \"b c.cc\"\t-I\\ d '' @" << path << ".none\n";
  EXPECT_EQ(ExpandResponseFiles({"-c", "@" + path, "e"}), (Words{"-c", "-DA=x y", "b c.cc", "-I d", "", "@" + path + ".none", "e"}));
  std::ofstream(path) << "@" << path;  // Endless.
  EXPECT_EQ(ExpandResponseFiles({"@" + path}), Words{"@" + path});
  std::filesystem::remove(path);
  EXPECT_EQ(ExpandResponseFiles({"@", "@missing"}), (Words{"@", "@missing"}));
}

}  // namespace
}  // namespace csnake::instrument
