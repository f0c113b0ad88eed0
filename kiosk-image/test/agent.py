"""A card that takes commands over its serial line, for tests alone: its first root starts, beside everything that is on the card, a
shell that does what it is told. The card's own root is not touched."""
import pathlib
import shutil
import subprocess

from machine import partitions, unpack_first_root

HOOK = r"""
mkdir -p /run/systemd/system/multi-user.target.wants /run/agent
cp /agent /run/agent/agent
for name in $(cat /trial/order 2>/dev/null); do insmod "/trial/$name"; done
for unit in $(cat /masked); do ln -s /dev/null "/run/systemd/system/$unit"; done
cat >/run/systemd/system/agent.service <<'END'
[Service]
ExecStart=/bin/sh /run/agent/agent
StandardError=null
END
ln -s ../agent.service /run/systemd/system/multi-user.target.wants/agent.service
"""
AGENT = r"""
stty -F /dev/ttyAMA0 raw -echo
while read -r number command; do
    sh -c "$command" </dev/null >/run/agent/said 2>&1
    status=$?
    { sed "s/^/agent $number: /" /run/agent/said; echo "agent $number ends $status"; } >/dev/ttyAMA0
done </dev/ttyAMA0
"""


def put_agent(card, source, folder, masked=(), modules=None):
    """Both slots of the card get it. `masked` units do not start; `modules` of a folder (its file `order`) are loaded."""
    first_root = pathlib.Path(folder) / "first-root"
    for slot in (2, 3):
        at = f"{card}@@{partitions(card)[slot - 1][0]}"
        shutil.rmtree(first_root, ignore_errors=True)
        first_root.mkdir(parents=True)
        packed = subprocess.run(["mcopy", "-i", at, "::initrd.img", "-"], check=True, capture_output=True).stdout
        unpack_first_root(packed, first_root)
        init = (pathlib.Path(source) / "kiosk-image/image/initrd-init").read_text()
        (first_root / "init").write_text(init.replace("for folder in /dev", HOOK + "for folder in /dev"))
        (first_root / "agent").write_text(AGENT)
        if modules:
            shutil.copytree(modules, first_root / "trial")
        (first_root / "masked").write_text(" ".join(masked))
        names = b"".join(sorted(bytes(path.relative_to(first_root)) + b"\n" for path in first_root.rglob("*")))
        plain = subprocess.run(["cpio", "-o", "--quiet", "-H", "newc", "-R", "0:0"], check=True, input=names, cwd=first_root,
                               capture_output=True).stdout
        packed = subprocess.run(["zstd", "-q", "-c"], check=True, input=plain, capture_output=True).stdout
        (pathlib.Path(folder) / "initrd.img").write_bytes(packed)
        subprocess.run(["mcopy", "-o", "-i", at, f"{folder}/initrd.img", "::"], check=True)
    shutil.rmtree(first_root)
