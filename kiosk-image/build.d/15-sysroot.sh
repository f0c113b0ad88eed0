# What Rebond is compiled against for the card: headers and libraries of arm64, unpacked and never run.

sysroot_packages="libc6-dev $(printf '%s\n' $packages_build | grep -E '^lib.*-dev$' | tr '\n' ' ')"

sysroot_inputs() {
    echo "$key_sources $sysroot_packages"
}

sysroot_make() { # FOLDER
    mmdebstrap --mode=root --architectures=arm64 --variant=extract --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
        --aptopt='Acquire::Check-Valid-Until "false"' --include="$(echo $sysroot_packages | tr ' ' ,)" \
        --dpkgopt='path-exclude=/usr/share/doc/*' bookworm "$1/root" "$made_sources/debian.sources"
    rm -rf "$1"/root/dev "$1"/root/var "$1"/root/usr/share/{doc,man,locale,icons}
}
