#include "instrument/command_line.h"

#include <gtest/gtest.h>

namespace csnake::instrument {
namespace {

using Words = std::vector<std::string>;

TEST(CommandLine, OneUnitToAnObject) {
  const CommandLine command = Parse({"-O2", "-c", "a.cc", "-o", "out/a.o"});
  EXPECT_TRUE(command.compile_only);
  EXPECT_TRUE(command.has_inputs);
  EXPECT_FALSE(command.links_executable);
  EXPECT_FALSE(command.passes_through);
  EXPECT_EQ(command.output, "out/a.o");
  EXPECT_EQ(command.sources, (std::vector<size_t>{2}));
}

TEST(CommandLine, CompileAndLink) {
  const CommandLine command = Parse({"a.c", "b.cpp", "c.o", "libd.a", "-lz", "-oprogram"});
  EXPECT_TRUE(command.links_executable);
  EXPECT_EQ(command.output, "program");
  EXPECT_EQ(command.sources, (std::vector<size_t>{0, 1}));
}

TEST(CommandLine, LibrariesAreNoPrograms) {
  EXPECT_FALSE(Parse({"-shared", "a.o", "-o", "liba.so"}).links_executable);
  EXPECT_FALSE(Parse({"-r", "a.o", "b.o", "-o", "ab.o"}).links_executable);
  EXPECT_TRUE(Parse({"a.o", "-o", "a"}).links_executable);
}

TEST(CommandLine, ValuesOfOptionsAreNoInputs) {
  const CommandLine command = Parse({"-o", "x.c", "-I", "y.cc", "-include", "z.cc", "-MF", "w.c", "-MT", "v.cc", "-Xclang", "u.cc"});
  EXPECT_TRUE(command.sources.empty());
  EXPECT_FALSE(command.has_inputs);
}

TEST(CommandLine, OtherStepsPassThrough) {
  for (const Words& words : {Words{"-E", "a.c"}, {"-S", "a.c"}, {"-M", "a.c"}, {"--version"}, {"-v"}, {"-###", "a.c"},
                             {"-print-prog-name=ld"}, {"--print-targets"}, {"@file"}, {"-x", "c", "-"}, {"-fsyntax-only", "a.cc"}}) {
    EXPECT_TRUE(Parse(words).passes_through) << testing::PrintToString(words);
    EXPECT_FALSE(Parse(words).links_executable);
  }
  EXPECT_FALSE(Parse({"-MD", "-c", "a.c"}).passes_through);
}

TEST(CommandLine, SourcesByTheirEndings) {
  for (const char* cxx : {"a.cc", "a.cpp", "a.cxx", "a.c++", "a.C", "b.d/a.CPP"}) EXPECT_TRUE(IsCxxSource(cxx)) << cxx;
  for (const char* other : {"a.c", "a.o", "a", "a.h", "x.cc/a", "cc", "a.s"}) EXPECT_FALSE(IsCxxSource(other)) << other;
  EXPECT_TRUE(Parse({"-c", "x.cc/a.o"}).sources.empty());
}

TEST(CommandLine, EmptyAndUnfinished) {
  EXPECT_FALSE(Parse({}).has_inputs);
  EXPECT_EQ(Parse({"-o"}).output, "");
  EXPECT_FALSE(Parse({"a.c", "-o"}).output.starts_with("-"));
  EXPECT_EQ(PreprocessArguments(Parse({"-I"})), Words{"-I"});
}

TEST(CommandLine, WhatBelongsToOneStep) {
  const CommandLine command = Parse({"-DX=1", "-D", "Y", "-Ia", "-isystem", "b", "-std=c++20", "-MD", "-MF", "a.d", "-include", "p.h",
                                     "-Wall", "-fPIC", "-c", "a.cc", "b.o", "-o", "a.o", "-Wl,-z,now", "-L.", "-lm", "-Wp,-DZ"});
  EXPECT_EQ(PreprocessArguments(command), (Words{"-DX=1", "-D", "Y", "-Ia", "-isystem", "b", "-std=c++20", "-MD", "-MF", "a.d",
                                                 "-include", "p.h", "-Wall", "-fPIC", "-Wp,-DZ"}));
  EXPECT_EQ(CompileArguments(command), (Words{"-std=c++20", "-Wall", "-fPIC"}));
}

TEST(CommandLine, OptionsThatBeginLikeAnother) {
  // -openmp is -o with a value, but -MMD, -Ofast, -U and -undef are themselves.
  EXPECT_EQ(CompileArguments(Parse({"-Ofast", "-undef", "-UX", "-mavx2", "-target", "x86_64-linux-gnu", "-c", "a.c"})),
            (Words{"-Ofast", "-undef", "-mavx2", "-target", "x86_64-linux-gnu"}));
}

}  // namespace
}  // namespace csnake::instrument
