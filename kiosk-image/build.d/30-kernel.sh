# Kernel, modules, firmware, U-Boot and the certificates of the web, unpacked from their packages and never configured here:
# their scripts under emulation take minutes and want a machine. The first root is our own: busybox and forty lines.

kernel_wanted="raspi-firmware firmware-brcm80211 busybox-static u-boot-rpi ca-certificates"

kernel_inputs() {
    echo "$key_sources $kernel_wanted"
    hash_of "$here/image/modules" "$here/image/initrd-init" "$here/image/splash.py"
}

kernel_make() { # FOLDER
    local image
    # Dated like Debian's index, not like our last commit: our commits do not change it.
    SOURCE_DATE_EPOCH=$(date -u -d "$(sed -n 's/^Date: //p' "$made_sources"/apt/lists/*_bookworm_InRelease | head -1)" +%s)
    image=$(apt_card -s -o APT::Install-Recommends=false install linux-image-arm64 | sed -n 's/^Inst \(linux-image-[0-9][^ ]*\) .*/\1/p')
    mkdir "$1/debs" "$1/all"
    (cd "$1/debs" && apt_card download "$image" $kernel_wanted)
    for deb in "$1"/debs/*.deb; do dpkg-deb -x "$deb" "$1/all"; done
    mkdir "$1/papers"
    for deb in "$1"/debs/*.deb; do dpkg-deb -f "$deb" >"$1/papers/$(dpkg-deb -f "$deb" Package).control"; done
    kernel_version=${image#linux-image-}
    echo "$kernel_version" >"$1/version"
    cp "$1/all/boot/vmlinuz-$kernel_version" "$1/vmlinuz"
    kernel_pick_modules "$1"
    kernel_pick_trial "$1"
    kernel_pick_firmware "$1"
    kernel_make_initrd "$1"
    kernel_pick_boot "$1"
    # All that Debian trusts, which is what its update-ca-certificates makes without a word of ours.
    cat "$1"/all/usr/share/ca-certificates/mozilla/*.crt >"$1/certificates.pem"
    mkdir "$1/copyright"
    local paper
    for paper in "$1"/all/usr/share/doc/*/copyright; do
        install -D -m 644 "$paper" "$1/copyright/$(basename "$(dirname "$paper")")/copyright"
    done
    rm -rf "$1/all" "$1/debs"
}

# The files of modules and of what they need, in the order of loading; a name that the kernel does not know stops the build.
kernel_modules_of() { # FOLDER NAME...
    local name from=$1
    shift
    for name; do
        modprobe -d "$from" -S "$kernel_version" --show-depends "$name" || { echo "no module $name" >&2; return 1; }
    done | sed -n 's/^insmod \([^ ]*\).*/\1/p'
}

kernel_pick_modules() { # FOLDER
    local from=$1/all to=$1/root
    depmod -b "$from" "$kernel_version"
    kernel_modules_of "$from" $(grep -v '^trial:' "$here/image/modules" | words_of /dev/stdin | sed 's/early://g') | sort -u >"$1/picked"
    while read -r file; do
        install -D -m 644 "$file" "$to/usr/lib/modules/$kernel_version/${file#"$from/lib/modules/$kernel_version/"}"
    done <"$1/picked"
    cp "$from/lib/modules/$kernel_version/"modules.{order,builtin,builtin.modinfo} "$to/usr/lib/modules/$kernel_version/"
    ln -s usr/lib "$to/lib"
    depmod -b "$to" "$kernel_version"
    rm "$to/lib" "$1/picked"
}

# What only a test of the card loads, and all that it needs, in that order; none of it comes onto the card.
kernel_pick_trial() { # FOLDER
    local file
    mkdir "$1/trial"
    kernel_modules_of "$1/all" $(sed -n 's/^trial://p' "$here/image/modules") | while read -r file; do
        install -m 644 "$file" "$1/trial/"
        basename "$file" >>"$1/trial/order"
    done
}

# Wi-Fi of the boards that this image is for.
kernel_pick_firmware() { # FOLDER
    local to=$1/root/usr/lib/firmware/brcm
    mkdir -p "$to"
    cp -a "$1"/all/lib/firmware/brcm/brcmfmac434{30,55,56}-sdio* "$to/"
    cp -a "$1"/all/lib/firmware/cypress "$1/root/usr/lib/firmware/" 2>/dev/null || true
}

kernel_make_initrd() { # FOLDER
    local root=$1/initrd
    mkdir -p "$root"/{bin,dev,proc,sys,run,root,lib/modules/"$kernel_version"}
    cp "$1/all/bin/busybox" "$root/bin/busybox"
    install -m 755 "$here/image/initrd-init" "$root/init"
    python3 "$here/image/splash.py" >"$root/splash"
    ln -s /bin/busybox "$root/bin/sh"
    sed -n 's/^early://p' "$here/image/modules" | tr -s ' \n' ' ' >"$root/early"
    kernel_modules_of "$1/all" $(cat "$root/early") | sort -u | while read -r file; do
        install -D -m 644 "$file" "$root/${file#"$1/all/"}"
    done
    cp "$1/all/lib/modules/$kernel_version/"modules.{order,builtin,builtin.modinfo} "$root/lib/modules/$kernel_version/"
    depmod -b "$root" "$kernel_version"
    find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    (cd "$root" && find . | sort | cpio --quiet --reproducible -o -H newc -R 0:0) | zstd -q -19 >"$1/initrd.img"
    rm -rf "$root"
}

# What the first partition needs for a Raspberry Pi: its firmware, U-Boot, the boards' descriptions.
kernel_pick_boot() { # FOLDER
    local firmware=$1/all/usr/lib/raspi-firmware
    mkdir "$1/boot"
    cp "$firmware"/{bootcode.bin,start.elf,start4.elf,fixup.dat,fixup4.dat} "$1/boot/"
    kernel_close_boot <"$1/all/usr/lib/u-boot/rpi_arm64/u-boot.bin" >"$1/boot/u-boot.bin"
    cmp -s "$1/all/usr/lib/u-boot/rpi_arm64/u-boot.bin" "$1/boot/u-boot.bin" && { echo "U-Boot still listens to keyboards" >&2; return 1; }
    cp "$1/all/usr/lib/linux-image-$kernel_version/broadcom"/{bcm2711-rpi-{4-b,400},bcm2837-rpi-3-{a-plus,b,b-plus}}.dtb "$1/boot/"
}

# U-Boot's own settings, word for word of the same length: it waits for no key and hears no keyboard, which would open its prompt.
kernel_close_boot() {
    LC_ALL=C sed -z -e 's/^bootdelay=2$/bootdelay=0/' -e 's/^stdin=serial,usbkbd$/stdin=serial,serial/'
}
