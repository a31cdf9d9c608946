"""How fast a registry is judged, engine by engine, beside the same criteria written by hand in numpy.

`python -m tests.bench.cohorts` judges one and ten million made-up patients; `python -m tests.bench.cohorts 1000000` only
so many. Every engine runs in a process of its own, so that its peak memory is its own; loading is in the peak and not in
the seconds. All must count the same verdicts.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
SEED = 20080212
MISSING = 0.06
PART = 1_000_000
REPEATS = 3
SIZES = (1_000_000, 10_000_000)

NUMBERS = {
    "age_years": (18, 90, 1), "lvef_percent": (46, 75, 0.5), "ecog": (0, 2, 1), "her2_ish_ratio": (1, 6, 0.1),
    "months_adjuvant_to_metastatic": (6, 120, 1), "hormonal_regimens_for_metastatic": (0, 2, 1),
    "cumulative_doxorubicin_mg_m2": (0, 380, 20),
}  # fmt: skip
OPTIONS = {
    "disease_extent": ("metastatic", "metastatic", "metastatic", "locally-recurrent-unresectable", "early"),
    "her2_ihc": ("3+", "3+", "3+", "2+", "1+"),
    "her2_ish_status": ("amplified", "amplified", "not-amplified"),
    "adjuvant_chemotherapy": ("yes", "no"),
    "adjuvant_trastuzumab": ("yes", "no"),
    **dict.fromkeys(
        ("chemotherapy_for_metastatic", "biologic_or_targeted_for_metastatic", "cns_metastases",
         "lvef_fell_below_50_on_trastuzumab", "uncontrolled_condition"),
        ("no",) * 12 + ("yes",),
    ),
}  # fmt: skip
Counts = dict[int, int]


def write(path: Path, rows: int) -> None:
    """A Parquet file of so many made-up patients."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    chance = np.random.default_rng(SEED)
    writer = None
    for start in range(0, rows, PART):
        size = min(PART, rows - start)
        table: dict[str, Any] = {"row": pa.array(np.arange(start + 1, start + size + 1))}
        for name, (low, high, step) in NUMBERS.items():
            steps = chance.integers(0, round((high - low) / step) + 1, size)
            table[name] = pa.array(low + steps * float(step), mask=chance.random(size) < MISSING)
        for name, options in OPTIONS.items():
            table[name] = pa.array(
                np.array(options)[chance.integers(0, len(options), size)], mask=chance.random(size) < MISSING
            )
        part = pa.table(table)
        writer = writer or pq.ParquetWriter(path, part.schema)
        writer.write_table(part)
    if writer is not None:
        writer.close()


def numpy_by_hand(path: Path) -> Callable[[], Counts]:
    """The twelve criteria as somebody would write them for this one trial; options held as small numbers."""
    import pyarrow.parquet as pq

    held: dict[str, Any] = {}
    for name in (*NUMBERS, *OPTIONS):
        column = pq.read_table(path, columns=[name]).column(name)
        if name in NUMBERS:
            held[name] = column.to_numpy()
        else:
            words = sorted(set(OPTIONS[name]))
            codes = column.combine_chunks().dictionary_encode()
            places = np.array([words.index(word) for word in codes.dictionary.to_pylist()] + [-1], dtype=np.int8)
            held[name] = places[codes.indices.fill_null(len(places) - 1).to_numpy(zero_copy_only=False)]
    code = {name: {word: at for at, word in enumerate(sorted(set(options)))} for name, options in OPTIONS.items()}

    def judge() -> Counts:
        def option(name: str, *words: str) -> tuple[Any, Any]:
            column = held[name]
            met = column == code[name][words[0]]
            for word in words[1:]:
                met |= column == code[name][word]
            return met, (column >= 0) & ~met

        age, lvef, ecog = held["age_years"], held["lvef_percent"], held["ecog"]
        months, regimens = held["months_adjuvant_to_metastatic"], held["hormonal_regimens_for_metastatic"]
        dose, ratio = held["cumulative_doxorubicin_mg_m2"], held["her2_ish_ratio"]
        ihc, not_ihc = option("her2_ihc", "3+")
        amplified, not_amplified = option("her2_ish_status", "amplified")
        no_ratio = np.isnan(ratio)
        ish, not_ish = (ratio >= 2) | (no_ratio & amplified), (ratio < 2) | (no_ratio & not_amplified)
        _, no_chemo = option("adjuvant_chemotherapy", "yes")
        _, no_trastuzumab = option("adjuvant_trastuzumab", "yes")
        not_treated, treated = option("chemotherapy_for_metastatic", "no")
        not_targeted, targeted = option("biologic_or_targeted_for_metastatic", "no")
        fell_not, fell = option("lvef_fell_below_50_on_trastuzumab", "no")
        pairs = [
            (age >= 18, age < 18), option("disease_extent", "metastatic", "locally-recurrent-unresectable"),
            (ihc | ish, not_ihc & not_ish), (lvef >= 50, lvef < 50), (ecog <= 1, ecog > 1),
            ((months >= 12) | (np.isnan(months) & no_chemo & no_trastuzumab), months < 12), (regimens <= 1, regimens > 1),
            (not_treated & not_targeted, treated | targeted), option("cns_metastases", "no"), (dose <= 360, dose > 360),
            (fell_not | (~fell & no_trastuzumab & not_targeted), fell), option("uncontrolled_condition", "no"),
        ]  # fmt: skip
        met, not_met = pairs[0][0].copy(), pairs[0][1].copy()
        for holds, fails in pairs[1:]:
            met &= holds
            not_met |= fails
        eligible, failed = int(met.sum()), int(not_met.sum())
        return {0: failed, 1: eligible, 2: len(met) - eligible - failed}

    return judge


def _counted(found: Any) -> Counts:
    """Rows of each verdict, of what an engine read of each row."""
    from evidence.cohort.contradicted import with_verdicts
    from evidence.cohort.evaluation import without_carried

    judged = with_verdicts(*without_carried(found), _evaluation())
    return dict(judged.group_by("verdict").len().iter_rows())


def _polars(frame: Any) -> Callable[[], Counts]:
    import narwhals as nw

    plan = _evaluation().as_entered_with_entries(nw.from_native(frame)).to_native()

    def judge() -> Counts:
        return _counted(plan.collect(engine="streaming"))

    return judge


def _evaluation() -> Any:
    from evidence.cohort.evaluation import Evaluation
    from evidence.eligibility.criteria import load_criteria
    from evidence.trial.trial import TRIALS

    return Evaluation(load_criteria(TRIALS / "cleopatra" / "criteria.yaml"))


def polars_in_memory(path: Path) -> Callable[[], Counts]:
    """The table read whole, its options as categories, then judged."""
    import polars as pl

    categories = pl.scan_parquet(path).with_columns(pl.col(pl.String).cast(pl.Categorical))
    return _polars(categories.collect(engine="streaming").lazy())


def polars_scanning(path: Path) -> Callable[[], Counts]:
    """The file read while it is judged."""
    import polars as pl

    return _polars(pl.scan_parquet(path))


def duckdb_scanning(path: Path) -> Callable[[], Counts]:
    """The same with duckdb."""
    import duckdb
    import narwhals as nw
    import polars as pl

    plan = _evaluation().as_entered_with_entries(nw.from_native(duckdb.read_parquet(str(path))))

    def judge() -> Counts:
        return _counted(pl.from_arrow(plan.to_native().to_arrow_table()))

    return judge


ENGINES: dict[str, Callable[[Path], Callable[[], Counts]]] = {
    "numpy by hand": numpy_by_hand,
    "polars, in memory": polars_in_memory,
    "polars, from Parquet": polars_scanning,
    "duckdb, from Parquet": duckdb_scanning,
}


def measured(engine: str, path: str) -> None:
    """Print the seconds, the peak memory and the counts of one engine; for a process of its own."""
    judge = ENGINES[engine](Path(path))
    seconds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        counts = judge()
        seconds.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {"seconds": min(seconds), "peak": peak, "counts": {str(each): counts.get(each, 0) for each in range(3)}}
        )
    )


def main(sizes: list[int]) -> None:
    """The table, one row per size and engine; ends with an error where the engines do not agree."""
    print(f"{'patients':>10}  {'engine':22}{'seconds':>9}{'M/s':>8}{'of numpy':>10}{'peak MB':>9}{'of numpy':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = Path(folder) / f"{rows}.parquet"
            subprocess.run([sys.executable, "-m", __spec__.name, "--write", str(path), str(rows)], cwd=ROOT, check=True)
            floor: dict[str, Any] = {}
            for engine in ENGINES:
                command = [sys.executable, "-m", __spec__.name, "--engine", engine, str(path)]
                run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
                found = json.loads(run.stdout.splitlines()[-1])
                floor = floor or found
                if found["counts"] != floor["counts"]:
                    sys.exit(f"{engine} counts {found['counts']}, numpy {floor['counts']}")
                seconds, peak = found["seconds"], found["peak"]
                times, space = seconds / floor["seconds"], peak / floor["peak"]
                speed = rows / seconds / 1e6
                print(
                    f"{rows:>10,}  {engine:22}{seconds:>9.3f}{speed:>8.1f}{times:>10.2f}{peak:>9.0f}{space:>10.2f}",
                    flush=True,
                )
            path.unlink()
            print(
                f"{'':>10}  not met {floor['counts']['0']:,}, met {floor['counts']['1']:,}, cannot tell {floor['counts']['2']:,}"
            )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--write", path, rows]:
            write(Path(path), int(rows))
        case ["--engine", engine, path]:
            measured(engine, path)
        case sizes:
            main([int(size) for size in sizes] or list(SIZES))
