"""papers.py ROOTFS KERNEL EPOCH OUT: rebond.spdx.json, licences.txt (which package, which licences) and licence-texts.txt."""
import hashlib
import json
import pathlib
import re
import sys
import time


def paragraphs(text):
    """deb822: dictionaries of fields, continuation lines joined."""
    for block in re.split(r"\n\s*\n", text):
        fields, key = {}, None
        for line in block.splitlines():
            if line[:1] in " \t" and key:
                fields[key] += "\n" + line.strip()
            elif ":" in line:
                key, _, value = line.partition(":")
                fields[key] = value.strip()
        if fields:
            yield fields


def packages_of(rootfs, kernel):
    found = {}
    for fields in paragraphs((rootfs / "dpkg/status").read_text()):
        if fields.get("Status") == "install ok installed":
            found[fields["Package"]] = fields
    for control in sorted((kernel / "papers").glob("*.control")):
        for fields in paragraphs(control.read_text()):
            found[fields["Package"]] = fields
    return [found[name] for name in sorted(found)]


def copyright_of(name, rootfs, kernel):
    for place in (rootfs / "doc", kernel / "copyright"):
        for entry in (place / name / "copyright", place / name.split(":")[0] / "copyright"):
            if entry.is_file():
                return entry.read_text("utf-8", "replace")
    return ""


def licences_of(text):
    """The short names of a machine-readable copyright file; else that somebody has to read it."""
    if "Format:" not in text[:2000] and "Format-Specification:" not in text[:2000]:
        return ["see text"] if text else ["none given"]
    names = {line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith("License:")}
    return sorted(name for name in names if name) or ["see text"]


def spdx(packages, epoch, root_hash):
    def one(fields):
        name, version = fields["Package"], fields["Version"]
        arch = fields["Architecture"]
        return {
            "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": name, "versionInfo": version,
            "supplier": "Person: " + re.sub(r"\s*<.*", "", fields.get("Maintainer", "NOASSERTION")),
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
            "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION",
            "comment": "; ".join(fields["licences"]),
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator": f"pkg:deb/debian/{name}@{version}?arch={arch}"}],
        }

    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "rebond-card",
        "documentNamespace": f"urn:rebond:card:{root_hash}",
        "creationInfo": {"created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch)), "creators": ["Tool: kiosk-image/build"]},
        "packages": [one(fields) for fields in packages],
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                           "relatedSpdxElement": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", fields["Package"])} for fields in packages],
    }


def main():
    rootfs, kernel, epoch, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]), pathlib.Path(sys.argv[4])
    packages = packages_of(rootfs, kernel)
    texts = {}
    for fields in packages:
        text = copyright_of(fields["Package"], rootfs, kernel)
        fields["licences"] = licences_of(text)
        texts.setdefault(text, []).append(fields["Package"])
    root_hash = hashlib.sha256((rootfs / "rootfs.squashfs").read_bytes()).hexdigest()
    (out / "rebond.spdx.json").write_text(json.dumps(spdx(packages, epoch, root_hash), indent=1, ensure_ascii=False) + "\n")
    with open(out / "licences.txt", "w", encoding="utf-8") as file:
        for fields in packages:
            file.write(f"{fields['Package']} {fields['Version']}: {', '.join(fields['licences'])}\n")
    with open(out / "licence-texts.txt", "w", encoding="utf-8") as file:
        for text, names in texts.items():
            file.write(f"==== {', '.join(names)}\n\n{text}\n\n")
    print(f"{len(packages)} packages")


main()
