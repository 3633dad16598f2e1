#!/bin/bash
# A unit compiled with its headers parsed once has the same code, fault points and lines as one that is parsed twice; and a
# unit with an error gets the compiler's own messages and code.
. "$(dirname "$0")/lib.sh"
shopt -s nullglob
cd "$here/../golden/cases"
export CSNAKE_CONFIG=$work/csnake.yml CSNAKE_STRICT=1
printf 'version: 1\nproject: {root: "%s", include: ["**"]}\n' "$PWD" >"$CSNAKE_CONFIG"
dump() { # dump OBJECT: instructions, fault points, lines
  llvm-objdump-19 -d --no-show-raw-insn "$1" | tail -n +3
  llvm-objdump-19 -s -j csnake_info -j csnake_sites "$1" | tail -n +3
  llvm-dwarfdump-19 --debug-line "$1" | awk '/^0x/ { print $1, $2, $3 }'
}
compared=0
for file in coroutine*.cc goto*.c error*.cc header*.cc library*.c loop*.c* noexcept*.cc templates.cc throw_[a-f]*.cc; do
  compiler=csnake-c++; [[ $file == *.c ]] && compiler=csnake-cc
  standard=-std=c++23; [[ $file == *.c ]] && standard=-std=gnu17
  rm -rf "$work/kept"
  CSNAKE_ONE_PARSE=0 "$compiler" "$standard" -O1 -g -c "$file" -o "$work/two.o" 2>/dev/null || continue
  CSNAKE_KEEP=$work/kept "$compiler" "$standard" -O1 -g -c "$file" -o "$work/one.o"
  grep -q csnake_begin "$work"/kept/* || { echo "$file: its headers are parsed twice"; continue; }
  diff <(dump "$work/two.o") <(dump "$work/one.o") >"$work/diff" || die "$file differs: $(head "$work/diff")"
  compared=$((compared + 1))
done
(( compared >= 20 )) || die "only $compared units were compared"

cd "$work"; unset CSNAKE_CONFIG
printf 'int Bad(int x) {\n  if (x) return missing;\n  throw 1;\n}\n' >bad.cc
rc=0 plain=$(clang++-19 -c bad.cc 2>&1) || rc=$?
expect "$rc" "$plain" csnake-c++ -c bad.cc
[[ ! -e bad.o ]] || die "an object of a unit with an error"
printf '#warning "told"\nint Good(int x) { if (x < 0) throw 1; return x; }\n' >good.cc
expect 0 "good.cc:1:2: warning: \"told\"" csnake-c++ -c good.cc
echo "compared $compared units"
