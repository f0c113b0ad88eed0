# Rebond's own packages for the card.

packages_inputs() {
    echo "$key_sysroot $SOURCE_DATE_EPOCH"
    hash_of "$source_root/src" "$source_root/assets" "$source_root/CMakeLists.txt" "$here/deb"
    hash_of "$here/units" "$here/sysusers" "$here/tmpfiles" "$here/bin" "$here/udev" "$here/system"
}

packages_make() { # FOLDER
    "$here/deb/build" arm64 "$1" "$made_sysroot/root"
}
