"""Writes THIRD_PARTY_NOTICES.md: every pinned runtime package with its licence, and data that is not ours.

Reads the licence from what each installed package says of itself, so run it in an environment that holds
exactly requirements.txt (`make notices` does).
"""

from importlib.metadata import metadata, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

INTRODUCTION = """\
# Third-party notices

`make notices` writes this file; do not edit it by hand.

## Packages

The dashboard holds no copy of these packages: `make setup` installs them, each with its own licence text.
Several carry parts by others (Streamlit and Plotly bring JavaScript libraries; NumPy, SciPy, pandas and
PyArrow bring compiled ones); their notices are in the installed packages.

| Package | Version | Licence | Home |
| --- | --- | --- | --- |
"""

DATA = """
## Data

The month-by-month survival estimates are our summaries of individual times that others reconstructed from
the figures of a publication: KMDATA, Fell et al. 2021, repository `raredd/kmdata`, MIT licence. No patient
row of it is copied here. They are a reconstruction, not data of the trial, and the dashboard says so wherever
it shows them.

FHIR records are recognised by codes of LOINC (copyright Regenstrief Institute and the LOINC Committee, available
without cost under the licence at loinc.org/license), SNOMED CT (copyright SNOMED International; use in production
needs the licence of your country), RxNorm (produced by the US National Library of Medicine, which does not endorse
this product) and ICD-10-CM (US National Center for Health Statistics). The codes stand in
`evidence/fhir/codes.yaml` under names of our own; no text of a code system is copied.

Published results are facts, cited where they are shown, each with its table, figure or page. No text and no
picture of a publication is copied.
"""

# What a package says in free words, in SPDX terms; where the words are vague, from its licence file.
SPDX = {
    "2-clause BSD": "BSD-2-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD-3-Clause": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "MIT": "MIT",
    "MPL-2.0": "MPL-2.0",
    "MPL-2.0 AND MIT": "MPL-2.0 AND MIT",
    "Apache-2.0": "Apache-2.0",
}
FROM_ITS_LICENCE_FILE = {
    "altair": "BSD-3-Clause",
    "duckdb": "MIT",
    "itsdangerous": "BSD-3-Clause",
    "Jinja2": "BSD-3-Clause",
    "polars": "MIT",
    "polars-runtime-32": "MIT",
}


def pinned() -> list[str]:
    """Names in requirements.txt, in its order."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("==")[0] for line in lines if "==" in line and not line.startswith("#")]


def said_by(package: str, entry: str) -> str:
    """The first value of an entry in a package's metadata; empty where it has none."""
    return (metadata(package).get_all(entry) or [""])[0]


def licence(package: str) -> str:
    """The SPDX expression of a package; stops with a sentence where nobody has looked it up yet."""
    expression = said_by(package, "License-Expression") or SPDX.get(said_by(package, "License"))
    if expression := expression or FROM_ITS_LICENCE_FILE.get(package):
        return expression
    raise SystemExit(f"{package} does not name its licence in SPDX terms: look it up and add it to {__file__}")


def home(package: str) -> str:
    """Where a package lives, as it says itself; empty if it does not."""
    links = dict(link.split(", ", 1) for link in metadata(package).get_all("Project-URL") or [])
    named = {label.lower(): address for label, address in links.items()}
    wanted = ("homepage", "home", "source", "source code", "repository", "code", "documentation")
    return said_by(package, "Home-page") or next((named[label] for label in wanted if label in named), "")


def main() -> None:
    """Write the file beside the requirements."""
    rows = [f"| {name} | {version(name)} | {licence(name)} | {home(name)} |" for name in pinned()]
    notices = INTRODUCTION + "\n".join(rows) + "\n" + DATA
    (ROOT / "THIRD_PARTY_NOTICES.md").write_text(notices, encoding="utf-8")


if __name__ == "__main__":
    main()
