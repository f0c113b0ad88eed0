# Which Debian 12 packages each job needs, and how they get there. Sourced by kiosk-image/try and tests/run.

packages_build="build-essential cmake ninja-build pkg-config libsdl2-dev libsdl2-ttf-dev libfontconfig-dev libfribidi-dev libharfbuzz-dev
    libsqlite3-dev libcurl4-openssl-dev libssl-dev libsodium-dev libical-dev libexpat1-dev libinih-dev libjansson-dev libqrencode-dev libsystemd-dev
    libespeak-ng-dev libblkid-dev"
packages_run="espeak-ng-data tzdata ca-certificates fonts-noto-core fonts-noto-color-emoji"
packages_calendar="radicale curl apache2-utils python3"
packages_window="xvfb xauth libsdl2-image-dev libxtst-dev libx11-dev"
packages_test="zbar-tools procps clang clang-format libclang-rt-14-dev libcmocka-dev age nodejs npm openssl sqlite3
    xandikos nginx-light e2fsprogs dosfstools exfatprogs fdisk lintian dpkg-dev systemd nftables"
packages_page="chromium firefox-esr bsdutils fonts-noto-core fonts-noto-color-emoji"
packages_image="mmdebstrap qemu-user-static binfmt-support arch-test genimage squashfs-tools gcc-aarch64-linux-gnu cmake ninja-build pkg-config
    git u-boot-qemu u-boot-tools device-tree-compiler mtools dosfstools e2fsprogs zstd kmod cpio xz-utils openssl rauc python3"
packages_image_first="qemu-system-arm qemu-utils ipxe-qemu u-boot-qemu u-boot-tools squashfs-tools mtools dosfstools zstd kmod cpio xz-utils python3"
packages_image_test="qemu-system-arm qemu-utils ipxe-qemu radicale apache2-utils python3"
packages_bench="libcmocka-dev vdirsyncer"

# packages_install PACKAGE...: installs what is missing; says what to do when it may not.
packages_install() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
    done
    # A tool that is there already, from wherever, is as good as its package.
    for pair in nodejs:node npm:npm; do
        if command -v "${pair#*:}" >/dev/null 2>&1; then
            missing=$(printf '%s ' $missing | sed "s/\b${pair%%:*} //g")
        fi
    done
    [ -z "$(echo $missing)" ] && return 0
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "These Debian packages are missing:$missing" >&2
            echo "Run this as root once, or install them: apt-get install$missing" >&2
            return 1
        fi
        as_root=sudo
    fi
    echo "Installing from Debian:$missing"
    $as_root apt-get -qq update &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing >/dev/null || {
        echo "Debian's packages could not be installed. Look at /etc/apt/sources.list and the network, then try again." >&2
        return 1
    }
}
