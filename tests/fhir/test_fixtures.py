"""The made-up records are FHIR R4 as the standard has it, apart from those that break it on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle

from evidence.fhir.codes import codes
from tests.fhir import bundles
from tests.fhir.bundles import (
    BRAIN,
    CONFLICT,
    POSITIVE,
    administration,
    bundle,
    coded,
    condition,
    observation,
    quantity,
    request,
)

EVERY_KIND = bundle(
    BRAIN,
    condition("C77.3", bundles.ICD10, onset=""),
    observation("49683-6", **quantity(1.99)),
    observation("48676-1", **coded("10828004")),
    administration("1371041", "2024-01-01", "not-done"),
    request("72962", "2026-01-12", "completed"),
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("record", [POSITIVE, CONFLICT, EVERY_KIND], ids=["positive", "conflict", "every kind"])
def test_the_records_of_the_tests_are_fhir(record):
    Bundle.model_validate_json(json.dumps(record))


def test_every_code_has_the_shape_that_its_system_gives_it():
    import re

    every = [code for group in (codes().observations, codes().conditions) for each in group for code in each.codes]
    every += [*codes().drug_of, *codes().races, *(site for each in codes().conditions for site in each.sites)]
    for code in every + [code for words in codes().answers.values() for code in words.codes]:
        system, _, plain = code.partition("|")
        assert plain.endswith("*") or re.fullmatch(codes().shapes[system], plain), code


def test_the_document_of_codes_is_the_one_that_the_files_make():
    from evidence.fhir.code_list import code_list

    assert (ROOT / "docs" / "record-codes.md").read_text(encoding="utf-8") == code_list()
