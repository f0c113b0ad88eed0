# What the steps of kiosk-image/build share. A step NAME is a file NN-NAME.sh with two functions:
#   NAME_inputs   prints everything the result depends on (files by their hash, settings by their value)
#   NAME_make     makes the result in the empty folder $1
# and its result is then the folder $made_NAME.

# The hash of files and folders: names, modes and bytes, nothing of when or where.
hash_of() { # PATH...
    local path
    for path in "$@"; do
        (cd "$(dirname "$path")" && find "$(basename "$path")" -type f -printf '%p %m\n' -exec sha256sum {} + -o -type l -printf '%p %l\n' | LC_ALL=C sort)
    done
}

run_step() { # NAME
    local name=$1 key folder started=$SECONDS inputs status
    inputs=$("${name}_inputs")
    key=$(printf '%s\n' "$inputs" | cat - "$here"/build.d/[0-9][0-9]-"$name".sh | sha256sum | cut -c1-16)
    folder=$cache/$name-$key
    if [ ! -d "$folder" ]; then
        rm -rf "$folder.part"
        mkdir -p "$folder.part"
        set +e # not "make || …": that would switch off the stop at the first error inside
        (set -e && "${name}_make" "$folder.part") >"$cache/$name.log" 2>&1
        status=$?
        set -e
        [ $status = 0 ] || {
            echo "The step $name failed; the end of $cache/$name.log:" >&2
            tail -20 "$cache/$name.log" >&2
            exit 1
        }
        mv "$folder.part" "$folder"
        printf '%-12s %4d s   %s\n' "$name" $((SECONDS - started)) "$(du -sh "$folder" | cut -f1)"
    else
        printf '%-12s cached   %s\n' "$name" "$(du -sh "$folder" | cut -f1)"
    fi
    printf -v "made_$name" %s "$folder"
    printf -v "key_$name" %s "$key"
}

# Programs of the card's processor run here through qemu; a probe says so before anything takes minutes.
emulation_ready() {
    arch-test arm64 >/dev/null 2>&1 && return 0
    [ -e /proc/sys/fs/binfmt_misc/status ] || mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc 2>/dev/null || true
    update-binfmts --enable qemu-aarch64 >/dev/null 2>&1 || true
    arch-test arm64 >/dev/null 2>&1 && return 0
    echo "This machine cannot run arm64 programs: binfmt_misc is missing or refuses qemu-aarch64 (packages qemu-user-static, binfmt-support)." >&2
    return 1
}

# A list in a file: one word a line, # begins a comment.
words_of() { # FILE
    sed -e 's/#.*//' "$1" | tr -s '[:space:]' ' '
}

# apt for the card's processor and no other, with lists of its own: the host's dpkg never hears of it.
apt_card() { # APT-GET-ARGUMENTS...
    apt-get -c "$made_sources/apt.conf" -o Dir="$made_sources/apt" -o Dir::State::status="$made_sources/apt/status" \
        -o Dir::Etc::sourcelist="$made_sources/debian.sources" -o Dir::Etc::sourceparts=/nonexistent "$@"
}

# A FAT file system whose bytes depend on nothing but what is put into it.
fat_make() { # FILE MEGABYTES LABEL SERIAL
    truncate -s "${2}M" "$1"
    mkfs.vfat --invariant -F 32 -n "$3" -i "$4" "$1" >/dev/null
}

fat_put() { # FILE PATH...
    local file=$1 path
    shift
    for path in "$@"; do
        mcopy -i "$file" "$path" "::$(basename "$path")" # dated by SOURCE_DATE_EPOCH
    done
}
