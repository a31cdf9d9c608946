"""What somebody who types anything types: texts, links and files, sensible and hostile."""

import random

from evidence.patient.attributes import clinical_attributes
from evidence.patient.examples import examples

HOSTILE = (
    "",
    " ",
    "-1",
    "1e999",
    "NaN",
    "٥٢",
    "2,0",
    "49.999999999999999",
    "9" * 400,
    "3+",
    "=1+1",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/a.png)",
    "\u202eeht",
    "a\u0000b",
    ":material/close: $x^2$ :red[no]",
    "'; drop table patients; --",
    "🙂" * 50,
)
NUMBERS = ("0", "1", "2", "2.0", "3", "5.9", "6", "12", "11", "48", "50", "49.9", "62", "52", "80", "90", "120", "360")
FILES = (
    ("cohort.csv", b"patient_id,ecog,lvef_percent\nA,0,62\nB,7,48\n", "text/csv"),
    ("cohort.csv", b"\xff\xfe\x00nonsense\x00\n\n\n", "text/csv"),
    ("cohort.parquet", b"PAR1 this is not one PAR1", "application/octet-stream"),
    (
        "record.json",
        b'{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient"}}]}',
        "application/json",
    ),
    ("record.json", b"[" * 5000, "application/json"),
    ("own.yaml", b"id: [unclosed", "text/yaml"),
)


def link(chance: random.Random) -> dict[str, str]:
    """A case in an address: an example, or any attributes with any texts, known names and unknown."""
    if chance.random() < 0.3:
        return dict(chance.choice(examples()).answers)
    names = chance.sample([*clinical_attributes(), "month", "endpoint", "as_of", "step", "favourite_colour"], k=6)
    return {name: typed(chance, name) for name in names}


def typed(chance: random.Random, name: str) -> str:
    attribute = clinical_attributes().get(name)
    if attribute is not None and attribute.choices and chance.random() < 0.7:
        return str(chance.choice(list(attribute.choices)))
    return chance.choice(HOSTILE if chance.random() < 0.3 else NUMBERS)
