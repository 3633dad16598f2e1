#!/bin/bash
# Bad input: the published exit code, and a sentence that names the remedy.
. "$(dirname "$0")/lib.sh"
expect 2 "csnake.yml" csnake -C "$work" run -q
expect 2 "subcommand" csnake
expect 2 "cannot enter" csnake -C "$work/nowhere" cycles
relay r
cd "$work/r"
expect 2 "csnake run" csnake cycles
sed 's/include/inklude/' csnake.yml >typo.yml
expect 2 "include" csnake --config typo.yml run -q
expect 4 "without any fault" env RELAY_RED=1 csnake run -q --tests IsGreen
expect 5 "no" csnake run -q --fresh --tests NoSuchTest
cp -r "$work/r" "$work/plain"
(cd "$work/plain" && clang++-19 -std=c++20 -Isrc src/relay.cc test/relay_test.cc -o relay_test -lgtest -lgtest_main -pthread)
expect 5 "csnake build" csnake -C "$work/plain" run -q --fresh
expect 5 "BAD" csnake -C "$work/plain" doctor
csnake run -q --fresh >/dev/null
(cd "$work/r" && csnake-c++ -std=c++20 -O2 -Isrc src/relay.cc test/relay_test.cc -o relay_test -lgtest -lgtest_main -pthread)
expect 2 "--fresh" csnake run -q
expect 2 "no finding" csnake show 0000
expect 2 "truth" csnake score --truth nowhere.yml
expect 0 "Example" csnake run --help
