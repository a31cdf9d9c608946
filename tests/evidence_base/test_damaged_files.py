"""A folder of evidence damaged anywhere in any way is refused with its faults or still holds: never another error."""

import os
import random
import shutil

import pytest

from evidence.files.faults import EvidenceError
from evidence.trial.trial import load_trial

DAMAGED = int(os.environ.get("DAMAGED", "16"))
CELLS = ("", "nan", "1e999", "-5", "seed", "not available", "46,3", "٣", "=1+1", '"', "\u0000", "9" * 300, "🙂")


def damage(text: str, chance: random.Random) -> str:
    """The text of a file with one thing wrong with it."""
    lines = text.splitlines()
    at = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[chance.randrange(len(lines))])
        case 2:
            cells = lines[at].split(",")
            cells[chance.randrange(len(cells))] = chance.choice(CELLS)
            lines[at] = ",".join(cells)
        case 3:
            words = lines[at].split(" ")
            words[chance.randrange(len(words))] = chance.choice(
                (*CELLS, ":", "[", "{", "- ", "&a *a", "!!python/name:os")
            )
            lines[at] = " ".join(words)
        case 4:
            return text[: chance.randrange(len(text))]
        case 5:
            place = chance.randrange(len(text))
            return text[:place] + chance.choice("\t\n,:\"'[{#*&\x07\ufeff") + text[place + 1 :]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(DAMAGED))
def test_a_damaged_folder_is_refused_or_holds(folder, seed):
    chance = random.Random(seed)
    path = chance.choice(sorted(each for each in folder.iterdir() if each.suffix in (".csv", ".yaml")))
    path.write_text(damage(path.read_text(encoding="utf-8"), chance), encoding="utf-8")
    faults = ()
    try:
        load_trial(folder)
    except EvidenceError as error:
        faults = error.faults or ("refused without a reason",)
    assert "refused without a reason" not in faults
    assert all(str(fault) for fault in faults)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00\x00", b"\x00\x00", b"a" * 100_000, b"[" * 2_000, b"id,id\n1,2\n"],
    ids=["empty", "another encoding", "zeros", "one long word", "deeply nested", "a column twice"],
)
@pytest.mark.parametrize("file", ["trial.yaml", "criteria.yaml", "adverse_events.csv", "sources.csv"])
def test_a_file_that_is_something_else_is_refused(folder, file, content):
    (folder / file).write_bytes(content)
    with pytest.raises(EvidenceError) as refused:
        load_trial(folder)
    assert any(fault.file == file for fault in refused.value.faults)


@pytest.mark.parametrize("file", ["trial.yaml", "criteria.yaml", "subgroups.csv", "families.yaml"])
def test_a_file_that_is_gone_is_named(folder, file):
    (folder / file).unlink()
    with pytest.raises(EvidenceError) as refused:
        load_trial(folder)
    assert any(fault.file == file for fault in refused.value.faults)


def test_a_file_that_is_a_folder_is_named(folder):
    (folder / "criteria.yaml").unlink()
    (folder / "criteria.yaml").mkdir()
    with pytest.raises(EvidenceError) as refused:
        load_trial(folder)
    assert any(fault.file == "criteria.yaml" for fault in refused.value.faults)


def test_a_folder_that_is_gone_is_named(folder):
    shutil.rmtree(folder)
    with pytest.raises(EvidenceError) as refused:
        load_trial(folder)
    assert refused.value.faults
