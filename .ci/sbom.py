"""Writes the bill of materials of a program (CycloneDX 1.5) from `cargo metadata` on standard input.

    cargo metadata --format-version 1 | python3 sbom.py Cargo.lock > mujaz.cdx.json

What is linked into the program and what builds it, each with its version, licence, hash as Cargo.lock has it, and
what it depends on. No time and no random number is in it: the same sources give the same bytes.
"""

import json
import pathlib
import re
import sys


def reached(metadata, kinds):
    """Identities of the packages that are reached from the root over dependencies of these kinds."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    todo = [metadata["resolve"]["root"]]
    found = {}
    while todo:
        package = todo.pop()
        if package in found:
            continue
        found[package] = sorted(
            dep["pkg"]
            for dep in nodes[package]["deps"]
            if any(kind["kind"] in kinds for kind in dep["dep_kinds"])
        )
        todo += found[package]
    return found


def checksums(lock):
    """Hash of each package of the lock file, by name and version."""
    form = re.compile(r'name = "(.+)"\nversion = "(.+)"\n(?:source = .+\n)?checksum = "(.+)"')
    return {(name, version): value for name, version, value in form.findall(lock)}


def component(package, hashes, kind):
    name, version = package["name"], package["version"]
    made = {
        "type": kind,
        "bom-ref": f"pkg:cargo/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:cargo/{name}@{version}",
    }
    if package["description"]:
        made["description"] = " ".join(package["description"].split())
    if package["license"]:
        made["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if (name, version) in hashes:
        made["hashes"] = [{"alg": "SHA-256", "content": hashes[name, version]}]
    return made


def main(lock):
    metadata = json.load(sys.stdin)
    packages = {package["id"]: package for package in metadata["packages"]}
    found = reached(metadata, (None, "build"))
    root = metadata["resolve"]["root"]
    hashes = checksums(pathlib.Path(lock).read_text(encoding="utf-8"))
    ref = lambda it: f"pkg:cargo/{packages[it]['name']}@{packages[it]['version']}"
    order = sorted(found, key=ref)
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(packages[root], hashes, "application")},
        "components": [component(packages[it], hashes, "library") for it in order if it != root],
        "dependencies": [{"ref": ref(it), "dependsOn": sorted(map(ref, found[it]))} for it in order],
    }
    json.dump(bill, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main(sys.argv[1])
