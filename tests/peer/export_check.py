"""A collected folder as its reader takes it: export_check.py STICK COUNT. The manifest is whole, signed by the key it
names (openssl looks), and lists COUNT items, each once, each there with its hash. "-" for COUNT: however many; prints
their uids."""
import base64
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ED25519_DER = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: what stands before the raw key


def check_signature(folder, device):
    key = ED25519_DER + base64.urlsafe_b64decode(device + "=" * (-len(device) % 4))
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "key").write_bytes(key)
        (Path(work) / "sig").write_bytes(base64.b64decode((folder / "manifeste.sig").read_text(), validate=True))
        subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", f"{work}/key", "-rawin",
                        "-in", folder / "manifeste.json", "-sigfile", f"{work}/sig"], check=True, capture_output=True)


def main(stick, wanted):
    (folder,) = Path(stick).glob("rebond-*")
    manifest = json.loads((folder / "manifeste.json").read_bytes())
    assert list(manifest) == ["format", "kiosk", "made", "device", "items"], list(manifest)
    assert manifest["format"] == "rebond-manifeste-1"
    check_signature(folder, manifest["device"])
    for item in manifest["items"]:
        assert list(item) == ["uid", "file", "bytes", "sha256", "partner", "queued"], list(item)
        assert item["file"] == f"demandes/{item['uid']}.age"
        data = (folder / item["file"]).read_bytes()
        assert not (folder / item["file"]).is_symlink()
        assert len(data) == item["bytes"] and hashlib.sha256(data).hexdigest() == item["sha256"]
        assert data.startswith(b"age-encryption.org/v1\n")
    uids = [item["uid"] for item in manifest["items"]]
    assert len(set(uids)) == len(uids)
    assert wanted == "-" or len(uids) == int(wanted), (len(uids), wanted)
    if wanted == "-":
        print("\n".join(sorted(uids)))


main(*sys.argv[1:])
