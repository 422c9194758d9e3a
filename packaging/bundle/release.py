"""What goes beside a release: the bill of materials (CycloneDX) and checksums."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from bundle.contents import distributions_by
from bundle.environment import python_of
from bundle.running import run

SUMS = "SHA256SUMS"
TOOL = "cyclonedx-bom>=7.5,<8"
"""Makes the list from the environment that built; it stands in an environment of its own."""
SPEC = "1.6"
CHECK = """
import sys
from pathlib import Path
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
version = SchemaVersion.from_version(sys.argv[2])
problem = JsonStrictValidator(version).validate_str(Path(sys.argv[1]).read_text(encoding="utf-8"))
sys.exit(str(problem) if problem else 0)
"""
"""A program for the tool's own Python: ends with 1 for a bill that is not as its format says."""


def build(root: Path, python: Path, out: Path, version: str, made: Sequence[Path]) -> list[Path]:
    """Write `out`/tweenboard-VERSION.cdx.json and SHA256SUMS of it and of `made`."""
    bill = out / f"tweenboard-{version}.cdx.json"
    listed = json.loads(run([tools(python) / "cyclonedx-py", *words(root), python]))
    kept = only(listed, distributions_by(root, python))
    kept["metadata"]["component"]["version"] = version
    bill.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    run([python_of(tools(python).parent), "-c", CHECK, bill, SPEC])
    return [bill, checksums([*made, bill], out / SUMS)]


def words(root: Path) -> list[str]:
    project = str(root / "pyproject.toml")
    asked = ["environment", "--pyproject", project, "--mc-type", "application", "--sv", SPEC]
    return [*asked, "--output-reproducible", "--of", "JSON"]


def tools(python: Path) -> Path:
    """The folder of programs of an environment beside the one that builds."""
    venv = python.parent.parent.with_name(python.parent.parent.name + "-sbom")
    own = python_of(venv)
    if not own.exists():
        run([python, "-m", "venv", venv])
        run([own, "-m", "pip", "install", "-q", TOOL], env={"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    return own.parent


def only(bill: dict, names: Sequence[str]) -> dict:
    """The bill of what is in the bundle: what merely builds is left out, and so are its dependencies."""
    kept = [part for part in bill.get("components", []) if canonical(part["name"]) in names]
    known = {part["bom-ref"] for part in kept}
    if own := bill.get("metadata", {}).get("component"):
        known.add(own["bom-ref"])
    tree = [
        {
            **line,
            **(
                {"dependsOn": [ref for ref in line["dependsOn"] if ref in known]}
                if "dependsOn" in line
                else {}
            ),
        }
        for line in bill.get("dependencies", [])
        if line["ref"] in known
    ]
    return {**bill, "components": kept, "dependencies": tree}


def canonical(name: str) -> str:
    return name.replace("_", "-").replace(".", "-").lower()


def checksums(files: Sequence[Path], target: Path) -> Path:
    """`SHA256  name` a line, as `sha256sum -c` reads them."""
    lines = []
    for path in sorted(files):
        with path.open("rb") as file:
            lines.append(
                f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {os.path.relpath(path, target.parent)}\n"
            )
    target.write_text("".join(lines), encoding="utf-8")
    return target
