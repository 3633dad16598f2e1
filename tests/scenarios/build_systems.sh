#!/bin/bash
# CMake with all that it can do, Make and a configure script: built with the wrappers alone, tests pass, fault points are there.
. "$(dirname "$0")/lib.sh"
cp -r "$here/build_systems/." "$work"

sites() { csnake sites list "$@" 2>/dev/null | sed -n 's/ fault points.*//p'; }
has() { # has FILE PROGRAM: a fault point of this source file is known for the program
  csnake sites list "$2" --file "$1" >/dev/null 2>&1 || die "no fault point of $1 in $2: $(csnake sites list "$2" --why 2>&1 | tail -n 20)"
}
spools() { # spools COMMAND...: runs it recorded; the number of its processes' spools
  rm -rf "$work/spool" && mkdir "$work/spool"
  CSNAKE_SPOOL=$work/spool "$@" >/dev/null || die "$* ended with $?"
  find "$work/spool" -name '*.spool' | wc -l
}

# CMake: precompiled header, static and shared library, plugin, link-time optimisation, tests.
cd "$work/cmake"
for generator in Ninja "Unix Makefiles"; do
  rm -rf build
  csnake build -- cmake -G "$generator" -S . -B build -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    >configure.log || die "$(cat configure.log)"
  csnake build -- cmake --build build --parallel 2 >build.log 2>&1 || die "$(cat build.log)"
  ! grep -q "csnake: " build.log || die "the wrapper talks: $(grep 'csnake: ' build.log)"
  (cd build && ctest >test.log 2>&1) || die "$(cat build/test.log)"
  for file in store/store.cc store/local.h wire/wire.cc app/main.cc; do has $file build/app; done
  has plugin/plugin.cc build/libplugin.so
  readelf -p .comment build/app >/dev/null
done
# One runtime in the process, whoever brings it: the program itself, its library, its plugin.
[[ $(spools build/app build/libplugin.so) == 1 ]] || die "the program with its plugin has more than one runtime"
[[ $(sort -u "$work/spool/modules" | sed 's|.*/||' | tr '\n' ' ') == "app libplugin.so libwire.so " ]] || die "modules: $(cat "$work/spool/modules")"
clang++-19 -std=c++20 app/plain.cc -o build/plain -ldl
[[ $(spools build/plain build/libplugin.so build/libwire.so) == 1 ]] || die "a program without hooks has not one runtime for its plugins"
# A second build has nothing to do; a changed header reaches what includes it through the precompiled one.
sed -i 's/return n;/return n + 0;/' store/local.h
csnake build -- cmake --build build >build.log 2>&1
grep -q "store.cc" build.log || die "store.cc was not built again"
csnake build -- cmake --build build >build.log 2>&1
! grep -q "\.cc" build.log || die "built again without a change: $(cat build.log)"

# The campaign knows the plugin's fault points, which no program needs by name.
csnake run -q >run.log 2>&1 || [[ $? == 1 || $? == 3 ]] || die "$(cat run.log)"
grep -q "over [1-9][0-9]* faults" run.log || die "$(cat run.log)"
expect 0 "libwire.so" csnake doctor

# Make, implicit rules and a pipe of its own.
cd "$work/make"
make CC=csnake-cc CXX=csnake-c++ -j2 >make.log 2>&1 || die "$(cat make.log)"
./tool && has tool.c tool && has part.cc tool
touch part.h && make CC=csnake-cc CXX=csnake-c++ -q && die "the dependency file does not name part.h"

# A configure script as autoconf makes them: probes get the compiler's own answers.
cd "$work/configure"
mkdir plain ours
(cd plain && CC=clang-19 ../configure >log 2>&1) || die "$(cat plain/log)"
(cd ours && CC=csnake-cc ../configure >log 2>&1) || die "$(cat ours/log)"
cmp plain/config.h ours/config.h || die "configure came to other answers"
(cd ours && make >make.log 2>&1 && ./program) || die "$(cat ours/make.log)"
has program.c ours/program

# Meson, where it is installed.
if command -v meson >/dev/null; then
  cd "$work/meson"
  CC=csnake-cc CXX=csnake-c++ meson setup build >log 2>&1 || die "$(cat log)"
  meson test -C build >log 2>&1 || die "$(cat log)"
  has main.cc build/program
else
  echo "meson is not installed: that part is left out"
fi
