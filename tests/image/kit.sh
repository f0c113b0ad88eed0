# What the tests of the card's parts share. Sets work, a folder that goes with the test.
work=$(mktemp -d)
pids=
trap 'for pid in $pids; do kill "$pid" 2>/dev/null; done; rm -rf "$work"' EXIT
passed=0 failed=0
check() { # WORDS COMMAND...
    check_words=$1
    shift
    if "$@" >"$work/check.log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $check_words"
        head -10 "$work/check.log" | sed 's/^/    /'
    fi
}
refuse() { # WORDS COMMAND...: the negative control of a check
    refuse_words=$1
    shift
    check "$refuse_words" not "$@"
}
not() { ! "$@"; }
finish() {
    echo "$passed passed, $failed failed"
    [ $failed = 0 ] && [ $passed -gt 0 ]
}
