# What is on the card, for those who have to answer for it: a bill of materials (SPDX 2.3) and the licences with their texts.

papers_inputs() {
    echo "$key_rootfs $key_kernel $SOURCE_DATE_EPOCH"
    hash_of "$here/build.d/papers.py"
}

papers_make() { # FOLDER
    python3 "$here/build.d/papers.py" "$made_rootfs" "$made_kernel" "$SOURCE_DATE_EPOCH" "$1"
}
