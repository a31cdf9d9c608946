"""Screening a cohort file from the command line, end to end: what goes in, what comes out, what is refused."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands import evidence, evidence_in_a_shell
from tests.eligibility.patients import FAVOURABLE, PUBLISHED

CRITERION_CELLS = [*PUBLISHED, "registry_failed", "registry_not_entered"]
COLUMNS = ["patient_id", "verdict", "published_verdict", "problems", "conflicts", *CRITERION_CELLS]


TREATED = {"adjuvant_chemotherapy": "yes", "months_adjuvant_to_metastatic": "26"}


@dataclass(frozen=True)
class Outcome:
    code: int
    said: str
    written: bytes | None

    @property
    def rows(self) -> list[dict[str, str]]:
        assert self.code == 0, self.said
        return list(csv.DictReader(io.StringIO(self.written.decode("utf-8"), newline="")))

    def column(self, name: str) -> list[str]:
        return [row[name] for row in self.rows]


def screen(folder: Path, data: bytes) -> Outcome:
    cohort, verdicts = folder / "cohort.csv", folder / "verdicts.csv"
    cohort.write_bytes(data)
    run = evidence("screen", str(cohort), "--output", str(verdicts))
    return Outcome(run.returncode, run.stderr.decode(), verdicts.read_bytes() if verdicts.exists() else None)


def csv_of(*patients: dict[str, str], delimiter: str = ",", end: str = "\n") -> bytes:
    out = io.StringIO()
    names = list(dict.fromkeys(name for patient in patients for name in patient))
    writer = csv.DictWriter(out, names, restval="", delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(patients)
    return out.getvalue().encode()


WALTZ = [
    FAVOURABLE | {"patient_id": "P-3"},
    FAVOURABLE | {"patient_id": "", "ecog": "2"},
    {"patient_id": "P-1"},
    FAVOURABLE | {"patient_id": "P-3", "cns_metastases": "unknown"},
    FAVOURABLE | {"patient_id": "  ", "age_years": "17"},
]
CONFLICTING = FAVOURABLE | {
    "her2_ish_ratio": "2.4",
    "her2_ish_status": "not-amplified",
    "lvef_fell_below_50_on_trastuzumab": "yes",
}

SCREENED = {
    "comma": csv_of(*WALTZ),
    "semicolon": csv_of(*WALTZ, delimiter=";"),
    "tab": csv_of(*WALTZ, delimiter="\t"),
    "byte order mark": b"\xef\xbb\xbf" + csv_of(*WALTZ),
    "semicolon with byte order mark": b"\xef\xbb\xbf" + csv_of(*WALTZ, delimiter=";", end="\r\n"),
    "a line that names the separator": b"\xef\xbb\xbfsep=;\r\n" + csv_of(*WALTZ, delimiter=";", end="\r\n"),
    "a quoted line that names the comma": b'"SEP=,"\n' + csv_of(*WALTZ),
    "windows line ends": csv_of(*WALTZ, end="\r\n"),
    "old mac line ends": csv_of(*WALTZ, end="\r"),
    "no last line end": csv_of(*WALTZ).rstrip(b"\n"),
    "empty lines between": csv_of(*WALTZ).replace(b"\n", b"\n\n\r\n"),
    "columns in another order": csv_of(*[dict(reversed(patient.items())) for patient in WALTZ]),
    "capital headings": csv_of(*[{f" {name.upper()} ": t for name, t in patient.items()} for patient in WALTZ]),
    "quoted newline": csv_of(FAVOURABLE | {"patient_id": "two\nlines"}, FAVOURABLE | {"patient_id": "one, line"}),
    "one column": b"ecog\n2\n\n1\n",
    "one column with a blank cell": b'ecog\n2\n""\n',
    "only labels": b"patient_id\nA\n",
    "all cells blank": b"patient_id,ecog\n,\n",
    "without labels": csv_of(FAVOURABLE, FAVOURABLE),
    "decimal comma": b"patient_id;her2_ish_ratio;ecog\nA;2,0;1\n",
    "invalid among valid": csv_of(
        FAVOURABLE | {"patient_id": "A"},
        FAVOURABLE | {"patient_id": "B", "ecog": "7", "lvef_percent": "about 50", "cns_metastases": "a; b; c"},
        FAVOURABLE | {"patient_id": "C"},
    ),
    "ragged": b"patient_id,ecog,age_years\nA,1,54\nB,1\nC,1,54,9\nD\nE,1,54\n,1\n",
    "ragged with labels last": b"ecog,patient_id\n1,A\n1\n1,2,B\n",
    "conflicting": csv_of(CONFLICTING | {"patient_id": "A"}, FAVOURABLE | {"patient_id": "B"}),
    "registry": csv_of(
        FAVOURABLE | {"patient_id": "A"},
        FAVOURABLE | TREATED | {"patient_id": "B", "hypersensitivity": "yes", "other_her2_agent_ever": "yes"},
        {"patient_id": "C", "contraception": "no"},
        {"patient_id": "D", "contraception": "yes", "unstable_angina": "no"},
        {"patient_id": "E", "contraception": "no", "ecog": "9"},
    ),
    "formulas": csv_of(
        *[
            {"patient_id": label, "ecog": "=1+1"}
            for label in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "plain")
        ]
    ),
    "very long cell": csv_of({"patient_id": "A", "ecog": "1" * 200_000}, {"patient_id": "B", "ecog": "2"}),
    "letters of the world": csv_of({"patient_id": "Žofie Ångström 患者", "ecog": "1"}),
}


@pytest.fixture(scope="module")
def screened(tmp_path_factory):
    return {name: screen(tmp_path_factory.mktemp("screened"), data) for name, data in SCREENED.items()}


# ------------------------------------------------------------------------------------------ what is written


def test_the_columns_are_those_promised_in_their_order(screened):
    header = screened["comma"].written.decode("utf-8").splitlines()[0]
    assert header.split(",") == COLUMNS


def test_verdicts_stand_in_input_order_and_duplicates_are_kept(screened):
    assert screened["comma"].column("patient_id") == ["P-3", "2", "P-1", "P-3", "5"]
    assert screened["comma"].column("verdict") == [
        "eligible",
        "not-eligible",
        "unknown",
        "unknown",
        "not-eligible",
    ]


def test_every_criterion_has_its_cell(screened):
    first, second, third, *_ = screened["comma"].rows
    assert [first[id_] for id_ in PUBLISHED] == ["pass"] * 12
    assert [id_ for id_ in PUBLISHED if second[id_] == "fail"] == ["ecog"]
    assert [third[id_] for id_ in PUBLISHED] == ["unknown"] * 12


def test_a_valid_row_has_no_problems_and_no_conflicts(screened):
    assert set(screened["comma"].column("problems")) == {""}
    assert set(screened["comma"].column("conflicts")) == {""}


@pytest.mark.parametrize(
    "form",
    [
        "semicolon",
        "tab",
        "byte order mark",
        "semicolon with byte order mark",
        "a line that names the separator",
        "a quoted line that names the comma",
        "windows line ends",
        "old mac line ends",
        "no last line end",
        "empty lines between",
        "columns in another order",
        "capital headings",
    ],
)
def test_the_same_cohort_in_another_form_gets_the_same_verdicts(form, screened):
    assert screened[form].written == screened["comma"].written


def test_the_output_has_no_byte_order_mark(screened):
    for name, outcome in screened.items():
        assert not outcome.written.startswith(b"\xef\xbb\xbf"), name


def test_a_label_may_hold_a_line_break_or_a_comma(screened):
    assert screened["quoted newline"].column("patient_id") == ["two\nlines", "one, line"]


def test_labels_in_any_script_come_back_unchanged(screened):
    assert screened["letters of the world"].column("patient_id") == ["Žofie Ångström 患者"]


def test_without_labels_rows_are_numbered_from_one(screened):
    assert screened["without labels"].column("patient_id") == ["1", "2"]


def test_an_empty_line_is_not_a_row_even_in_a_file_of_one_column(screened):
    assert screened["one column"].column("ecog") == ["fail", "pass"]
    assert screened["one column"].column("patient_id") == ["1", "2"]


def test_a_row_of_blank_cells_is_a_patient_about_whom_nothing_is_known(screened):
    assert screened["all cells blank"].column("verdict") == ["unknown"]
    assert screened["one column with a blank cell"].column("ecog") == ["fail", "unknown"]
    assert screened["only labels"].column("verdict") == ["unknown"]


# --------------------------------------------------------------------------------------------- invalid rows


def test_an_invalid_row_names_every_problem_and_the_other_rows_are_screened(screened):
    outcome = screened["invalid among valid"]
    assert outcome.column("verdict") == ["eligible", "invalid", "eligible"]
    problems = outcome.rows[1]["problems"].split("; ")
    assert sorted(problems) == [
        "cns_metastases: a, b, c is not one of yes, no",
        "ecog: 7 is not one of 0–4",
        "lvef_percent: about 50 is not one number. Enter one number, for example 55",
    ]


def test_an_invalid_row_has_empty_criterion_and_registry_cells(screened):
    for name, position in (("invalid among valid", 1), ("ragged", 1), ("registry", 4)):
        row = screened[name].rows[position]
        assert {row[column] for column in ("conflicts", *CRITERION_CELLS)} == {""}


def test_invalid_rows_are_counted_on_standard_error(screened):
    assert screened["invalid among valid"].said == "3 rows screened, 1 of them invalid\n"
    assert screened["comma"].said == "5 rows screened, 0 of them invalid\n"
    assert screened["only labels"].said == "1 row screened, 0 of them invalid\n"


def test_a_row_with_more_or_fewer_cells_than_the_header_is_invalid(screened):
    outcome = screened["ragged"]
    invalid = "invalid"
    assert outcome.column("verdict") == ["unknown", invalid, invalid, invalid, "unknown", invalid]
    assert outcome.column("problems") == [
        "",
        "the row has 2 cells and the header has 3",
        "the row has 4 cells and the header has 3",
        "the row has 1 cell and the header has 3",
        "",
        "the row has 2 cells and the header has 3",
    ]


def test_a_misshapen_row_keeps_its_label_where_the_label_comes_first(screened):
    assert screened["ragged"].column("patient_id") == ["A", "B", "C", "D", "E", "6"]


def test_a_misshapen_row_is_numbered_where_its_label_cannot_be_told(screened):
    assert screened["ragged with labels last"].column("patient_id") == ["A", "2", "3"]


def test_a_very_long_cell_makes_only_its_own_row_invalid(screened):
    assert screened["very long cell"].column("verdict") == ["invalid", "not-eligible"]
    assert max(map(len, screened["very long cell"].column("problems"))) < 100


def test_a_decimal_comma_is_read(screened):
    assert screened["decimal comma"].column("problems") == [""]


# -------------------------------------------------------------------------------- registry and conflicts


def test_the_registry_columns_name_the_rows_that_fail_and_those_not_entered(screened):
    outcome = screened["registry"]
    assert outcome.column("registry_failed") == [
        "",
        "prior-her2-tki; hypersensitivity",
        "contraception",
        "",
        "",
    ]


def test_a_registry_exclusion_excludes_and_the_published_verdict_stands_beside_it(screened):
    outcome = screened["registry"]
    assert outcome.column("verdict") == ["eligible", "not-eligible", "not-eligible", "unknown", "invalid"]
    assert outcome.column("published_verdict") == ["eligible", "eligible", "unknown", "unknown", "invalid"]


def test_conflicts_are_listed_with_those_first_on_which_the_verdict_rests(screened):
    conflicting, plain = screened["conflicting"].rows
    items = conflicting["conflicts"].split("; ")
    assert len(items) == 2
    assert "lvef_fell_below_50_on_trastuzumab" in items[0]
    assert "her2_ish_ratio" in items[1]
    assert conflicting["verdict"] == "unknown"
    assert plain["conflicts"] == ""


# ------------------------------------------------------------------------------------------------ formulas


def test_no_written_cell_starts_like_a_formula(screened):
    for outcome in screened.values():
        for row in outcome.rows:
            for cell in row.values():
                assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")), cell


def test_a_label_that_looks_like_a_formula_is_disarmed_and_still_readable(screened):
    labels = screened["formulas"].column("patient_id")
    assert labels == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t'=1", "' =1", "'＝1+1", "plain"]


# ------------------------------------------------------------------------------------- what cannot be screened

GOOD = csv_of(FAVOURABLE)
REFUSED_FILES = {
    "empty file": (b"", "the file is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "the file is empty"),
    "only empty lines": (b"\n\r\n\n", "the file is empty"),
    "header only": (b"patient_id,ecog\n", "the file is empty"),
    "header and empty lines": (b"patient_id,ecog\n\n\n", "the file is empty"),
    "unknown column": (b"patient_id,ecogg\nA,1\n", "ecogg (did you mean ecog?)"),
    "unknown column with semicolons": (b"lvef;agee\n60;54\n", "the columns lvef (did you mean lvef_percent?), agee"),
    "unknown column unlike any": (
        b"ecog,zzz\n1,2\n",
        "there is no attribute for the column zzz; say in a mapping file",
    ),
    "several unknown columns": (
        b"ecog,zzz,agee,qqq\n1,2,3,4\n",
        "the columns zzz, agee (did you mean age_years?), qqq; say in a mapping file",
    ),
    "a title above the header": (
        b"# export of 2026-11-01\npatient_id,age_years\nA,52\n",
        "the header is not in the first line: it begins with patient_id further down; leave out the lines above it",
    ),
    "unknown column with tabs": (b"lvef\tagee\n60\t54\n", "the columns lvef (did you mean lvef_percent?), agee"),
    "age is not race": (b"age\n54\n", "the column age (did you mean age_years?)"),
    "column with a space": (b"her2 ihc\n3+\n", "her2_ihc"),
    "repeated column": (b"ecog,age_years,ecog\n1,54,1\n", "the column ecog stands twice"),
    "repeated column in capitals": (b"ecog, ECOG \n1,1\n", "the column ecog stands twice"),
    "column without a name": (b"ecog,,age_years\n1,,54\n", "column 2 has no name"),
    "another separator named": (b"sep=|\necog|age_years\n1|54\n", "names neither comma, semicolon nor tab"),
    "only a line that names the separator": (b"sep=;\n", "the file is empty"),
    "latin-1": ("patient_id,ecog\nZoë,1\n".encode("latin-1"), "not UTF-8"),
    "utf-16": ("patient_id,ecog\nA,1\n".encode("utf-16"), "not UTF-8"),
    "binary": (b"PK\x03\x04\x00\x00ecog\n1\n", "not CSV"),
    "open quote": (b'patient_id,ecog\n"A,1\nB,1\n', "not CSV"),
    "text after a quote": (b'patient_id,ecog\n"A"B,1\n', "not CSV"),
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    return {name: screen(tmp_path_factory.mktemp("refused"), data) for name, (data, _) in REFUSED_FILES.items()}


def assert_one_plain_sentence(said: str) -> None:
    assert said.endswith("\n")
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said
    assert "usage:" not in said


@pytest.mark.parametrize("name", REFUSED_FILES)
def test_a_file_that_cannot_be_screened_is_refused_in_one_sentence_and_nothing_is_written(name, refused):
    outcome = refused[name]
    assert outcome.code == 2
    assert outcome.written is None
    assert_one_plain_sentence(outcome.said)
    assert "cohort.csv: " in outcome.said
    assert REFUSED_FILES[name][1] in outcome.said


ARGUMENTS = {
    "no arguments": ([], "cohort, --output"),
    "no output": (["{cohort}"], "--output"),
    "unknown option": (["{cohort}", "--output", "{out}", "--colour", "red"], "--colour"),
    "unknown trial": (["{cohort}", "--output", "{out}", "--trial", "aphinity"], "aphinity"),
    "a trial outside the folder": (["{cohort}", "--output", "{out}", "--trial", "../trials/cleopatra"], "no trial"),
    "no such file": (["{folder}/none.csv", "--output", "{out}"], "none.csv"),
    "a folder instead of a file": (["{folder}", "--output", "{out}"], "cannot be read"),
    "no such output folder": (["{cohort}", "--output", "{folder}/none/verdicts.csv"], "none/verdicts.csv"),
    "a folder as output": (["{cohort}", "--output", "{folder}"], "cannot be written"),
    "the cohort as its own output": (["{cohort}", "--output", "{folder}/./cohort.csv"], "the cohort itself"),
    "two cohorts": (["{cohort}", "{cohort}", "--output", "{out}"], "cohort.csv"),
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_arguments_that_cannot_be_used_are_refused_in_one_sentence_and_nothing_is_written(name, tmp_path):
    args, named = ARGUMENTS[name]
    cohort, out = tmp_path / "cohort.csv", tmp_path / "verdicts.csv"
    cohort.write_bytes(GOOD)
    filled = [arg.format(cohort=cohort, out=out, folder=tmp_path) for arg in args]
    run = evidence("screen", *filled)
    assert run.returncode == 2
    assert_one_plain_sentence(run.stderr.decode())
    assert named in run.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cohort.csv"]
    assert cohort.read_bytes() == GOOD


def test_the_sentence_for_an_unknown_trial_names_those_there_are(tmp_path):
    run = evidence("screen", "-", "--output", "-", "--trial", "cleopatre", stdin=GOOD)
    assert run.stdout == b""
    assert "cleopatra" in run.stderr.decode()


# ----------------------------------------------------------------------------------------- standard streams


def test_a_dash_reads_standard_input_and_writes_standard_output(screened):
    run = evidence_in_a_shell("screen", "-", "--output", "-", stdin=SCREENED["comma"])
    assert run.returncode == 0
    assert run.stdout == screened["comma"].written
    assert run.stderr.decode() == screened["comma"].said


def test_a_refused_standard_input_is_called_so_and_nothing_is_written():
    run = evidence("screen", "-", "--output", "-", stdin=b"")
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.decode().startswith("standard input: the file is empty")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_standard_output_that_takes_nothing_is_named_in_one_sentence():
    with Path("/dev/full").open("wb") as full:
        run = evidence_in_a_shell("screen", "-", "--output", "-", stdin=GOOD, stdout=full)
    assert run.returncode == 2
    assert_one_plain_sentence(run.stderr.decode())


# ------------------------------------------------------------------------------------------------- commands


@pytest.mark.parametrize("args", [[], ["scren"], ["--verbose"], ["Screen"]], ids=str)
def test_without_a_known_command_one_sentence_lists_the_commands(args):
    run = evidence(*args)
    assert (run.returncode, run.stdout) == (2, b"")
    assert_one_plain_sentence(run.stderr.decode())
    assert "screen, audit, export" in run.stderr.decode()


@pytest.mark.parametrize("args", [["--help"], ["screen", "--help"]], ids=str)
def test_help_is_given_on_standard_output(args):
    run = evidence(*args)
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"screen" in run.stdout
