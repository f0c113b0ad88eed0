# What the tests of real programs share: a count, and what a command said and how it ended.
count=0
fail() { echo "FAILED $1"; cat said 2>/dev/null || true; echo "$count passed, 1 failed"; exit 1; }
passed() { count=$((count + 1)); echo "passed $1"; }
not_run() { echo "not run: $1"; }
# gives STATUS WORDS COMMAND...: exit status; what it said is in `out` and `err`.
gives() {
    expected=$1 words=$2 got=0
    shift 2
    "$@" >out 2>err || got=$?
    [ "$got" = "$expected" ] || { cat out err; fail "$words: exit status $got, not $expected"; }
    passed "$words"
}
says() { grep -qF -e "$1" out || { cat out err; fail "does not say: $1"; }; }
complains() { grep -qF -e "$1" err || { cat out err; fail "does not complain: $1"; }; }
