"""The tables of sentences: what a line of them means, and how well a reading of it agrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHORT = {
    "age": "age_years",
    "sex": "sex",
    "ext": "disease_extent",
    "ihc": "her2_ihc",
    "ratio": "her2_ish_ratio",
    "ish": "her2_ish_status",
    "cn": "her2_copy_number",
    "ps": "ecog",
    "ef": "lvef_percent",
    "cns": "cns_metastases",
    "unc": "uncontrolled_condition",
    "chm": "chemotherapy_for_metastatic",
    "bio": "biologic_or_targeted_for_metastatic",
    "hor": "hormonal_regimens_for_metastatic",
    "oth": "other_her2_agent_ever",
    "ac": "adjuvant_chemotherapy",
    "at": "adjuvant_trastuzumab",
    "mo": "months_adjuvant_to_metastatic",
    "dox": "cumulative_doxorubicin_mg_m2",
    "fell": "lvef_fell_below_50_on_trastuzumab",
    "er": "er_status",
    "pr": "pgr_status",
    "vis": "visceral_disease",
    "meas": "measurable_disease",
    "reg": "region",
    "race": "race",
}
VALUES = {
    "met": "metastatic",
    "unres": "locally-recurrent-unresectable",
    "res": "locally-recurrent-resectable",
}
TOGETHER = {
    "den": "ext=met disease_course=de-novo ac=no at=no",
    "naive": "chm=no bio=no hor=0 oth=no ac=no at=no dox=0",
    "mnaive": "chm=no bio=no hor=0",
}


@dataclass(frozen=True)
class Sentence:
    """A line of words, the answers in it, and the words that must be named as not taken."""

    text: str
    answers: dict[str, str]
    said: tuple[str, ...]


def sentences(file: str) -> list[Sentence]:
    """The sentences of a file beside this one."""
    lines = Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    return [_sentence(line) for line in lines if "=>" in line and not line.startswith("#")]


def _sentence(line: str) -> Sentence:
    text, _, expected = line.partition(" =>")
    answers, _, said = expected.partition("??")
    return Sentence(text, dict(_answers(answers)), tuple(part.strip() for part in said.split(" | ") if part.strip()))


def _answers(words: str) -> Iterator[tuple[str, str]]:
    for word in words.split():
        if word in TOGETHER:
            yield from _answers(TOGETHER[word])
        else:
            name, _, value = word.partition("=")
            yield SHORT.get(name, name), VALUES.get(value, value)
