# For the scenario scripts: a copy of the relay in a scratch directory, built with the wrappers, and small assertions.
# Called by ctest with the directory of the programs in CSNAKE_BIN. Everything happens below $work.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PATH=$CSNAKE_BIN:$PATH

relay() { # relay DIR [COMPILER]: sources and a built test program in $work/DIR
  cp -r "$here/relay" "$work/$1"
  (cd "$work/$1" && "${2:-csnake-c++}" -std=c++20 -O1 -Isrc src/relay.cc test/relay_test.cc -o relay_test -lgtest -lgtest_main -pthread)
}

die() { echo "FAILED: $*" >&2; exit 1; }

# expect CODE TEXT COMMAND...: the exit code, and a part of what it says on either stream.
expect() {
  local code=$1 text=$2 rc=0 said; shift 2
  said=$("$@" 2>&1) || rc=$?
  [[ $rc == "$code" ]] || die "$* ended with $rc, not $code: $said"
  [[ $said == *"$text"* ]] || die "$* did not say '$text' but: $said"
}
prints() { grep -o '"fingerprint":"[^"]*"' "$1" | cut -d '"' -f 4 | sort; } # prints FILE: fingerprints in what `csnake cycles --json` said
