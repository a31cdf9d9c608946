"""Tables made elsewhere: columns and values of other names, columns that no attribute has, ages that were computed."""

import csv
import io

import polars as pl
import pytest

from evidence.cohort.command import main
from evidence.cohort.files import pieces
from evidence.cohort.held import screen_file
from evidence.cohort.map_file import read_map
from evidence.cohort.questions import OneTrial
from evidence.cohort.reading import checked
from evidence.cohort.screen import screened_cells
from evidence.patient.cohort_file import UnusableFileError
from evidence.patient.column_map import ColumnMap
from evidence.trial.trial import TRIALS, load_trial

CRITERIA = load_trial(TRIALS / "cleopatra").criteria
FOREIGN = b"PATIENT_ID,AGE,SEX,HER2_IHC_SCORE,ER_STATUS_BY_IHC,diagnosis_date\nA,52,Female,3,Positive,2020-01-01\n"
MAP = b"column,attribute,values\nAGE,age_years\nher2_ihc_score,her2_ihc,3=3+; 2=2+\nER_STATUS_BY_IHC,er_status\n"
AGES = ["75.65", "17,9", "18.0", "91.3", "75.65 years", "-0.5", "", "54"]
WHOLE = [75.0, 17.0, 18.0, 90.0, 75.0, None, None, 54.0]


@pytest.fixture
def run(tmp_path, capsys):
    """Screens a file with options, its map written beside it; what was said, and the rows of the verdict file."""

    def run(data, *options, map_file=None, code=0):
        cohort, verdicts = tmp_path / "cohort", tmp_path / "verdicts.csv"
        cohort.write_bytes(data)
        if map_file is not None:
            (tmp_path / "map.csv").write_bytes(map_file)
            options = (*options, "--map", str(tmp_path / "map.csv"))
        verdicts.unlink(missing_ok=True)
        assert main([str(cohort), "--output", str(verdicts), *options]) == code
        assert verdicts.exists() == (code == 0)
        return capsys.readouterr().err, list(
            csv.DictReader(io.StringIO(verdicts.read_text("utf-8")))
        ) if code == 0 else []

    return run


def answers(data, columns):
    (piece,) = pieces(io.BytesIO(data), columns=columns)
    return checked(piece).answers.drop("row").to_dicts()


def as_parquet(table):
    out = io.BytesIO()
    pl.DataFrame(table).write_parquet(out)
    return out.getvalue()


# ------------------------------------------------------------------------------------------- two ways on


def test_all_unknown_columns_and_the_two_ways_on_stand_in_one_sentence(run):
    said, _ = run(FOREIGN, code=2)
    assert said.count("\n") == 1
    assert said.rstrip().endswith(
        "there is no attribute for the columns AGE (did you mean age_years?), HER2_IHC_SCORE (did you mean her2_ihc?), "
        "ER_STATUS_BY_IHC (did you mean er_status?), diagnosis_date; say in a mapping file what they are, or leave them "
        "out (--map MAP, --ignore-unknown-columns)"
    )


def test_what_is_left_out_is_said(run):
    said, rows = run(FOREIGN, "--ignore-unknown-columns")
    assert "Left out, as no attribute has the name: AGE, HER2_IHC_SCORE, ER_STATUS_BY_IHC, diagnosis_date" in said
    assert [(row["patient_id"], row["age"]) for row in rows] == [("A", "unknown")]


def test_a_map_renames_columns_and_values_and_what_it_does_not_name_is_still_refused(run):
    said, _ = run(FOREIGN, map_file=MAP, code=2)
    assert "there is no attribute for the column diagnosis_date; say in a mapping file what it is" in said
    said, rows = run(FOREIGN, "--ignore-unknown-columns", map_file=MAP)
    assert (rows[0]["age"], rows[0]["her2-positive"]) == ("pass", "pass")
    assert "Left out, as no attribute has the name: diagnosis_date\n" in said


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("trial", ["cleopatra", "all"])
def test_every_engine_reads_a_mapped_file_as_one_that_needs_no_map(run, engine, trial):
    _, plain = run(b"patient_id,age_years,her2_ihc\nA,52,3+\nB,17,2+\n", "--trial", trial)
    options = ("--ignore-unknown-columns", "--engine", engine, "--trial", trial)
    _, mapped = run(b"x,patient_id,AGE,HER2_IHC_SCORE\n?,A,52.4,3\n?,B,17.99,2\n", *options, map_file=MAP)
    table = {"patient_id": ["A", "B"], "x": [[1], [2]], "AGE": [52.4, 17.99], "HER2_IHC_SCORE": [3, 2]}
    _, typed = run(as_parquet(table), *options, map_file=MAP)
    assert mapped == typed == plain


def test_numbers_of_a_typed_table_are_mapped_by_what_a_csv_file_would_hold():
    table = {"HER2_IHC_SCORE": [3, 2, None, 1], "AGE": [52.0, None, 17.9, 54.0]}
    columns = read_map(b"HER2_IHC_SCORE,her2_ihc,3=3+; 2=2+; 1=1+\nAGE,age_years,54=unknown\n")
    assert answers(as_parquet(table), columns) == [
        {"her2_ihc": "3+", "age_years": 52.0},
        {"her2_ihc": "2+", "age_years": None},
        {"her2_ihc": None, "age_years": 17.0},
        {"her2_ihc": "1+", "age_years": None},
    ]


def test_a_column_without_a_name_is_left_out_like_any_other():
    columns = ColumnMap(leaves_out_unknown=True)
    assert answers(b",ecog\n0,1\n1,2\n", columns) == [{"ecog": 1.0}, {"ecog": 2.0}]
    (piece,) = pieces(io.BytesIO(b",ecog\n0,1\n"), columns=columns)
    assert piece.left_out == ("column 1 (no name)",)


def test_a_row_of_another_shape_is_invalid_where_columns_are_left_out(run):
    _, rows = run(b"patient_id,x,ecog\nA,1\nB,1,2\n", "--ignore-unknown-columns")
    assert [row["verdict"] for row in rows] == ["invalid", "not-eligible"]


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", as_parquet({"a": [1]})])
def test_a_file_of_which_nothing_is_left_is_refused(run, data):
    said, _ = run(data, "--ignore-unknown-columns", code=2)
    assert "none of its columns is an attribute; a mapping file can say which of them are" in said


def test_two_columns_that_lead_to_one_attribute_are_refused(run):
    said, _ = run(b"AGE,age_years\n52,52\n", map_file=MAP, code=2)
    assert "the column age_years stands twice" in said


# ------------------------------------------------------------------------------------------ the map itself


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (b"", "it is empty; write one line for each column: its name there, our name"),
        (b"column,attribute,values\n", "it is empty"),
        (b"AGE\n", "line 1 lacks a name; write the file's name, a comma and our name"),
        (b"AGE,\n", "line 1 lacks a name"),
        (b"AGE,agee_years\n", "line 1 leads to agee_years, which is no attribute (did you mean age_years?)"),
        (b"AGE,age_years\nAge,ecog\n", "line 2 names Age or ecog a second time; keep one of them"),
        (b"AGE,age_years\nYEARS,age_years\n", "line 2 names YEARS or age_years a second time"),
        (b"I,her2_ihc,3\n", "line 1 holds 3; write the file's value, =, and ours"),
        (b"I,her2_ihc,=3+\n", "line 1 holds =3+; write"),
        (b"I,her2_ihc,3=4+\n", "line 1: her2_ihc: 4+ is not one of 0, 1+, 2+, 3+"),
        (b"I,her2_ihc,pos=3+; Pos=2+\n", "line 1 gives Pos two meanings"),
        (b"I,her2_ihc,3=3+,2=2+\n", "line 1 has 4 cells; write the file's name, our name, and value pairs"),
        (b"\xff", "it is not UTF-8 text; save it as CSV UTF-8"),
        (b'"AGE', "it is not CSV"),
        (b"x" * 1_000_001, "it has more than 1,000,000 bytes"),
    ],
)
def test_a_map_that_cannot_be_used_is_refused_in_one_sentence(run, written, says):
    said, _ = run(FOREIGN, map_file=written, code=2)
    assert said.count("\n") == 1
    assert says in said


def test_a_map_that_is_not_there_is_named(run, tmp_path):
    said, _ = run(FOREIGN, "--map", str(tmp_path / "none.csv"), code=2)
    assert "none.csv cannot be read: No such file or directory" in said


def test_a_map_without_a_header_and_with_a_byte_order_mark_is_read():
    assert read_map(b"\xef\xbb\xbfAGE,AGE_YEARS\n\n").names == {"age": "age_years"}
    with pytest.raises(UnusableFileError, match="line 2"):
        read_map(b"AGE,age_years\ncolumn,attribute\n")


# ------------------------------------------------------------------------------------ ages with decimals


def test_a_computed_age_counts_in_whole_years_and_how_many_were_cut_is_said(run):
    data = "patient_id,age_years\n" + "".join(f'{row},"{age}"\n' for row, age in enumerate(AGES))
    for engine in ("polars", "duckdb"):
        said, rows = run(data.encode(), "--engine", engine)
        assert "8 rows screened, 1 of them invalid\nAge cut to whole years in 4 rows\n" in said
        assert [row["age"] for row in rows] == ["pass", "fail", "pass", "pass", "pass", "", "unknown", "pass"]
        assert rows[5]["problems"] == "age_years: -0.5 is not a whole number from 0–120"


def test_what_is_read_of_an_age_is_its_whole_years():
    data = "age_years;ecog\n" + "".join(f"{age};1\n" for age in AGES)
    assert [each["age_years"] for each in answers(data.encode(), ColumnMap())] == WHOLE
    table = {"age_years": [75.65, 17.999, 18.0, None, float("nan")]}
    assert [each["age_years"] for each in answers(as_parquet(table), ColumnMap())] == [75, 17, 18, None, None]


def test_no_other_number_is_cut(run):
    said, rows = run(b"ecog,hormonal_regimens_for_metastatic\n1.5,1\n1,1.5\n1.0,1\n")
    assert [row["verdict"] for row in rows] == ["invalid", "invalid", "unknown"]
    assert "cut" not in said


def test_the_page_holds_what_was_read_left_out_and_cut():
    read = read_map(MAP, ColumnMap(leaves_out_unknown=True))
    data = FOREIGN.replace(b"A,52,", b"A,52.9,")
    held = screen_file("a.csv", io.BytesIO(data), {"cleopatra": CRITERIA}, lambda rows: None, read)
    assert (held.left_out, held.cut) == (("diagnosis_date",), 1)
    assert held.texts(0) == {"age_years": "52", "sex": "Female", "her2_ihc": "3+", "er_status": "Positive"}


def test_pieces_of_a_file_count_what_they_cut():
    parts = list(screened_cells(pieces(io.BytesIO(b"age_years\n1.5\n2\n3.5\n4.5\n"), 2), OneTrial(CRITERIA)))
    assert [part.cut for part in parts] == [1, 2]
