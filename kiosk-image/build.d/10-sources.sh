# Where packages come from: what this machine uses itself, with the firmware's component added and for arm64 alone. The
# result is kept for as long as Debian's indices stay the same.

sources_hosts() {
    cat /etc/apt/sources.list.d/debian.sources 2>/dev/null || true
    [ -s /etc/apt/sources.list ] && cat /etc/apt/sources.list || true
}

# One-line sources are as good as deb822 ones.
sources_write() { # FILE
    if [ -s /etc/apt/sources.list.d/debian.sources ]; then
        sed -e 's/^Components:.*/Components: main non-free-firmware/' -e '/^Architectures:/d' -e 's/^Types:.*/Types: deb\nArchitectures: arm64/' \
            /etc/apt/sources.list.d/debian.sources >"$1"
    else
        awk '$1 == "deb" { sub(/\[[^]]*\] */, "");
            printf "Types: deb\nArchitectures: arm64\nURIs: %s\nSuites: %s\nComponents: main non-free-firmware\n", $2, $3
            print "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n" }' /etc/apt/sources.list >"$1"
    fi
}

# Dated by the day, so that a cached card is at most one day behind Debian; REBOND_DEBIAN_DAY freezes it.
sources_inputs() {
    sources_hosts
    echo "${REBOND_DEBIAN_DAY:-$(date -u +%F)}"
}

sources_make() { # FOLDER
    sources_write "$1/debian.sources"
    mkdir -p "$1/apt/lists/partial" "$1/apt/cache/archives/partial" "$1/apt/etc/apt/preferences.d"
    : >"$1/apt/status"
    cat >"$1/apt.conf" <<'END'
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
Dir::State "";
Dir::State::lists "lists/";
Dir::Cache "cache/";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
END
    made_sources=$1 apt_card update
}
