#!/bin/bash
# ccache in front: a hit when nothing changed, none when csnake.yml, the wrapper or the source did.
. "$(dirname "$0")/lib.sh"
command -v ccache >/dev/null || { echo "SKIPPED: ccache is not installed"; exit 77; }
cp -r "$here/commands/." "$work"
cd "$work"
export CCACHE_DIR=$work/cache CCACHE_SLOPPINESS=include_file_mtime,include_file_ctime
unset CCACHE_DISABLE
hits() { ccache --print-stats | awk '$1 ~ /^(direct|preprocessed)_cache_hit$/ { n += $2 } END { print n }'; }
build() { # build WRAPPER: the object's fault points, from its catalogue
  rm -f sum.o
  ccache "$1" -O1 -c sum.cc -o sum.o
  strings sum.o | grep -cP '^S\t.*\t\t[^\t]*\t[0-9a-f]{16}$' || true
}
[[ $(build csnake-c++) == 2 && $(hits) == 0 ]] || die "first: $(hits) hits"
[[ $(build csnake-c++) == 2 && $(hits) == 1 ]] || die "second: $(hits) hits"
for mode in "" CCACHE_NODIRECT=1; do
  echo '  exclude: ["sum.cc"]' >>csnake.yml
  [[ $(env $mode bash -c "$(declare -f build); build csnake-c++") == 0 ]] || die "a stale hit after a change of csnake.yml ($mode)"
  sed -i '$d' csnake.yml
  [[ $(env $mode bash -c "$(declare -f build); build csnake-c++") == 2 ]] || die "a stale hit after csnake.yml changed back ($mode)"
done
# Another wrapper: same path and arguments, another program.
mkdir -p other/bin && cp -L "$CSNAKE_BIN/csnake-cc" other/bin/csnake-c++ && ln -s "$CSNAKE_BIN/../lib" other/lib
build "$work/other/bin/csnake-c++" >/dev/null
before=$(hits)
touch -d '+1 minute' other/bin/csnake-c++
build "$work/other/bin/csnake-c++" >/dev/null
[[ $(hits) == "$before" ]] || die "a stale hit after the wrapper changed"
