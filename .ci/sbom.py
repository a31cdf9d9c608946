"""Writes sbom.cdx.json, a CycloneDX bill of materials: every pinned runtime package, why it is there, and its files.

Licences are what the notices say, hashes what requirements.lock says, and what needs what is what the packages say
of themselves; run it in an environment that holds them (`make sbom` does).
"""

import re
import sys
from importlib.metadata import requires
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from notices import ROOT, licence, pinned
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TARGET = ROOT / "sbom.cdx.json"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)
BROUGHT_ALONG = "# --- brought along by the above ---"


def components() -> dict[str, Component]:
    """Every package of requirements.lock by its canonical name."""
    licences = LicenseFactory()
    names = {canonicalize_name(name): name for name in pinned()}
    found: dict[str, Component] = {}
    for locked, version, hashes in LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        name = canonicalize_name(locked)
        files = [HashType(alg=HashAlgorithm.SHA_256, content=each) for each in re.findall(r"[0-9a-f]{64}", hashes)]
        address = PackageURL("pypi", name=name, version=version)
        found[name] = Component(
            name=name,
            version=version,
            purl=address,
            bom_ref=str(address),
            licenses=[licences.make_from_string(licence(names[name]))],
            external_references=[
                ExternalReference(
                    type=ExternalReferenceType.DISTRIBUTION,
                    url=XsUri(f"https://pypi.org/project/{name}/{version}/"),
                    hashes=files,
                )
            ],
        )
    return found


def needed_by(name: str, known: dict[str, Component]) -> list[Component]:
    """The packages that one needs here, extras left out."""
    wanted = [Requirement(line) for line in requires(name) or []]
    here = [each for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})]
    return [known[found] for each in here if (found := canonicalize_name(each.name)) in known]


def bill() -> Bom:
    """The dashboard with what it runs on."""
    dashboard = Component(name="cleopatra-dashboard", type=ComponentType.APPLICATION, bom_ref="cleopatra-dashboard")
    parts = components()
    bom = Bom(components=parts.values())
    bom.metadata.component = dashboard
    direct = (ROOT / "requirements.txt").read_text(encoding="utf-8").partition(BROUGHT_ALONG)[0]
    imported = {canonicalize_name(name) for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", direct)}
    bom.register_dependency(dashboard, [part for name, part in parts.items() if name in imported])
    for name, part in parts.items():
        bom.register_dependency(part, needed_by(name, parts))
    return bom


def main() -> None:
    """Write the bill to the file named, or beside the requirements."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(JsonV1Dot6(bill()).output_as_string(indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
