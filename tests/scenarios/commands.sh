#!/bin/bash
# Command line forms: each must give what the plain compiler gives, with fault points in it where that is possible.
. "$(dirname "$0")/lib.sh"
cp -r "$here/commands/." "$work"
cd "$work"

sites() { # sites PROGRAM: how many fault points it has
  csnake sites list "$1" 2>/dev/null | sed -n 's/ fault points.*//p'
}
hooked() { # hooked PROGRAM COUNT: it runs as it should and has so many fault points
  local out; out=$("./$1") || die "$1 ended with $?"
  [[ $out == "sum 3" ]] || die "$1 says '$out'"
  [[ $(sites "$1") == "$2" ]] || die "$1 has $(sites "$1") fault points, not $2"
}
unhooked() { ! csnake sites list "$1" >/dev/null 2>&1 || die "$1 has fault points"; }
like_plain() { # like_plain ARGUMENTS...: same exit code and same messages as the compiler alone
  local a b ours=0 theirs=0
  a=$(csnake-c++ "$@" 2>&1) || ours=$?
  b=$(clang++-19 "$@" 2>&1) || theirs=$?
  [[ $ours == "$theirs" ]] || die "csnake-c++ $* ended with $ours, the compiler with $theirs: $a"
  [[ $a == "$b" ]] || die "csnake-c++ $*: other messages than the compiler: $(diff <(echo "$a") <(echo "$b"))"
}

# One step and several, one source and several.
csnake-c++ -Werror -Wall -Wextra main.cc sum.cc -o one && hooked one 3
csnake-c++ -c main.cc sum.cc && csnake-c++ main.o sum.o -o two && hooked two 3
csnake-c++ -O2 -g -c -o sum.o sum.cc && csnake-c++ -fuse-ld=lld-19 main.cc sum.o -o three && hooked three 3
csnake-c++ main.cc -x c++ sum.text -x none -o by_language 2>/dev/null && hooked by_language 3
echo "-O1 'main.cc' \"sum.cc\" -o response" >words && csnake-c++ @words && hooked response 3
csnake-c++ -E main.cc -o main.ii && csnake-c++ -c main.ii && csnake-c++ main.o sum.cc -o preprocessed && hooked preprocessed 3
csnake-c++ -S main.cc && csnake-c++ main.s sum.cc -o assembly && hooked assembly 2
csnake-c++ -include config.h -DUNUSED main.cc sum.cc -o included && hooked included 3
csnake-c++ -pipe -save-temps=obj -static main.cc sum.cc -o static && hooked static 3
csnake-c++ -fno-exceptions -fno-rtti -DNO_THROW -fPIE -pie main.cc sum.cc -o bare && hooked bare 2
for standard in c++11 c++14 c++17 c++20 c++23 gnu++17; do csnake-c++ -std=$standard main.cc sum.cc -o standard && hooked standard 3; done
for standard in c99 gnu99 c11 c17; do csnake-cc -std=$standard -Wall -Werror gnu.c -o in_c && [[ $(./in_c) == "gnu 6" ]] || die "$standard"; done
csnake-cc -Wall -Werror gnu.c -o in_c && [[ $(sites in_c) -ge 1 ]] || die "no fault point in C"

# Dependency files: the same bytes as the compiler's.
for form in "-c main.cc -MD" "-c main.cc -o out.o -MMD -MP" "main.cc sum.cc -o out -MMD" "-c main.cc -MD -MF x.d" "-c main.cc -MMD -MT a -MQ b" \
            "-c main.cc -o out.o -Wp,-MMD,x.d" "main.cc sum.cc -MMD"; do
  rm -f ./*.d
  # shellcheck disable=SC2086
  clang++-19 $form && mkdir -p plain && mv ./*.d plain/
  # shellcheck disable=SC2086
  csnake-c++ $form
  for file in plain/*; do cmp "$file" "${file#plain/}" || die "$form: another $file"; done
  rm -rf plain
done

# Further files beside the object, and places in debug information.
csnake-c++ -g -gsplit-dwarf main.cc sum.cc -o split && [[ -f split-main.dwo && -f split-sum.dwo ]] || die "no .dwo"
csnake-c++ --coverage main.cc sum.cc -o covered && [[ -f covered-main.gcno ]] && hooked covered 3 && [[ -f covered-main.gcda ]] || die "no .gcda"
csnake-c++ -g -c main.cc && llvm-dwarfdump-19 --debug-info main.o >info
grep -q 'DW_AT_name.*"main.cc"' info || die "the unit has another name"
! grep -q 'csnake-[A-Za-z0-9]\{6\}' info || die "debug information points into scratch files"
csnake-c++ -c main.cc -MJ entry.json && grep -q '"file": "main.cc", "output": "main.o"' entry.json || die "-MJ"

# Left to the compiler.
for form in "-E main.cc" "-fsyntax-only warns.cc -Wall" "--version" "-print-search-dirs" "-dumpmachine" "-c broken.cc" "-c missing.cc" "-c warns.cc -Wall" \
            "-c warns.cc -Wall -Werror" "-c warns.cc -Wall -Wextra -Weverything -Wno-unsafe-buffer-usage" "-Wall -Werror -c macros.cc" \
            "-c main.cc sum.cc -o x.o" "-fno-such-option -E main.cc" "" "-c main.cc -o /dev/null"; do
  # shellcheck disable=SC2086
  like_plain $form
done
expect 1 'CSNAKE_DROP="-fno-such-option -mnone"' csnake-c++ -fno-such-option -mnone -c main.cc
CSNAKE_DROP="-fno-such-option -mnone" csnake-c++ -fno-such-option -mnone main.cc sum.cc -o dropped && hooked dropped 3
[[ $(csnake-c++ -M sum.cc) == "$(clang++-19 -M sum.cc)" ]] || die "-M"
echo 'int main() {}' | csnake-c++ -x c++ - -o stdin && ./stdin && unhooked stdin
mkdir -p CMakeFiles/CMakeScratch && cp main.cc sum.cc CMakeFiles/CMakeScratch/ && csnake-c++ CMakeFiles/CMakeScratch/*.cc -I. -o probe && unhooked probe
csnake-cc -ffreestanding -c gnu.c -o free.o && ! nm free.o | grep -q csnake || die "-ffreestanding has hooks"
csnake-cc -nostdlib -static start.S -o kernel && ./kernel || die "-nostdlib"
expect 0 "another kind of machine" csnake-c++ --target=aarch64-linux-gnu -nostdinc++ -nostdinc -c empty.cc
csnake-c++ -std=c++20 --precompile module.cppm -o module.pcm
expect 0 "modules" csnake-c++ -std=c++20 -c module.cppm -o module.o

# A precompiled header: the unit is hooked through its text, and what lies in the header, too.
mkdir pch && cp ./*.h ./*.cc pch/ && cp csnake.yml pch/ && cd pch
csnake-c++ -x c++-header all.h -o all.h.pch
csnake-c++ -include all.h main.cc sum.cc -o ../gcc_style -MMD && grep -q all.h ../gcc_style.d || die "all.h is no dependency"
csnake-c++ -include-pch all.h.pch main.cc sum.cc -o ../clang_style
csnake-c++ -Xclang -include-pch -Xclang all.h.pch -Xclang -include -Xclang all.h main.cc sum.cc -o ../cmake_style
cd .. && hooked gcc_style 4 && hooked clang_style 4 && hooked cmake_style 4

# Hooks that do not compile cost one function, or one unit, and never the build.
expect 0 "1 of its functions" csnake-c++ -c clash.cc
expect 1 "CSNAKE_STRICT" env CSNAKE_STRICT=1 csnake-c++ -c clash.cc -o strict.o
[[ ! -e strict.o ]] || die "an object in spite of CSNAKE_STRICT"
csnake-c++ clash.o sum.cc -o clash 2>/dev/null && ./clash
csnake sites list clash --why | grep -q "clash.cc:.*left out: the function does not compile with hooks" || die "no reason for the function"
[[ $(sites clash) == 2 ]] || die "clash has $(sites clash) fault points"
expect 0 "fewer fault points" csnake-c++ -c unit_clash.cc
csnake-c++ unit_clash.o main.cc sum.cc -o unit_clash && hooked unit_clash 3
csnake sites list unit_clash --why | grep -q "unit_clash.cc .*does not compile" || die "no reason for the unit"

# Link-time optimisation, through an archive too.
for lto in full thin; do
  csnake-c++ -flto=$lto -O2 -fuse-ld=lld-19 main.cc sum.cc -o lto_$lto && hooked lto_$lto 3
  csnake-c++ -flto=$lto -O2 -c sum.cc && rm -f libsum.a && llvm-ar-19 rcs libsum.a sum.o
  csnake-c++ -flto=$lto -O2 -fuse-ld=lld-19 main.cc libsum.a -o lto_$lto && hooked lto_$lto 3
done

# Sanitizers: no report of theirs.
for sanitizer in address undefined thread address,undefined; do
  csnake-c++ -g -O1 -fsanitize=$sanitizer -fno-sanitize-recover=all main.cc sum.cc -o sanitized && hooked sanitized 3
done
csnake-cc -g -O1 -fsanitize=memory gnu.c -o sanitized && [[ $(./sanitized) == "gnu 6" ]] || die "MemorySanitizer"

# A log that ends in no message at all: nothing of ours is said where nothing went wrong.
[[ -z $(csnake-c++ -Wall -Wextra -Werror -c main.cc sum.cc 2>&1) ]] || die "the wrapper talks"
