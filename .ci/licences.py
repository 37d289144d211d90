"""Copies the licences of everything that is linked into the program, from `cargo metadata` on standard input.

    cargo metadata --format-version 1 | python3 licences.py FOLDER

Each crate gets a folder NAME-VERSION with its own files; `licences.tsv` lists all with the licence
that they state. A crate that brings no file of its own is named on standard error: its licence is
one whose text another crate brings.
"""

import json
import pathlib
import shutil
import sys

NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT", "UNLICENSE")


def linked(metadata):
    """Identities of the packages that the program is linked from: no tests, no build scripts."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    found, todo = set(), [root]
    while todo:
        for dep in nodes[todo.pop()]["deps"]:
            normal = any(kind["kind"] is None for kind in dep["dep_kinds"])
            if normal and dep["pkg"] not in found:
                found.add(dep["pkg"])
                todo.append(dep["pkg"])
    return found


def main(out):
    metadata = json.load(sys.stdin)
    ids = linked(metadata)
    packages = [package for package in metadata["packages"] if package["id"] in ids]
    packages.sort(key=lambda package: (package["name"], package["version"]))
    out.mkdir(parents=True)
    rows, bare = [], []
    for package in packages:
        name = f"{package['name']}-{package['version']}"
        folder = pathlib.Path(package["manifest_path"]).parent
        files = [it for it in sorted(folder.iterdir()) if it.is_file() and it.name.upper().startswith(NAMES)]
        if files:
            (out / name).mkdir()
            for file in files:
                shutil.copyfile(file, out / name / file.name)
        else:
            bare.append(name)
        rows.append(f"{package['name']}\t{package['version']}\t{package['license'] or 'see its files'}\n")
    (out / "licences.tsv").write_text("".join(rows), encoding="utf-8")
    if bare:
        print(f"release: no licence file of their own: {', '.join(bare)}", file=sys.stderr)
    print(f"{len(rows)} licences")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
