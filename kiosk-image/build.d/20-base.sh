# The root of the card: Debian's own packages, configured once under emulation. The slowest step by far (about six minutes).

base_packages=$here/image/packages

base_inputs() {
    echo "$key_sources"
    hash_of "$base_packages" "$here/image/dpkg.cfg"
}

base_make() { # FOLDER
    # mmdebstrap works in memory where it can: this is thousands of small files.
    local temporary=/dev/shm
    [ -d $temporary ] && [ "$(df --output=avail -k $temporary | tail -1)" -gt 3000000 ] || temporary=$1
    TMPDIR=$temporary mmdebstrap --mode=root --architectures=arm64 --variant=essential --aptopt='Acquire::Check-Valid-Until "false"' \
        --include="$(words_of "$base_packages" | sed -e 's/^ //' -e 's/ $//' -e 's/ /,/g')" \
        $(sed -n 's/^\(path-[a-z]*=.*\)$/--dpkgopt=\1/p' "$here/image/dpkg.cfg") \
        bookworm "$1/root.tar" "$made_sources/debian.sources"
}
