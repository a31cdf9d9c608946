"""An educator's own file of cases: the same form as ours, read with suspicion, every fault named at once."""

from __future__ import annotations

from collections.abc import Collection

import yaml

from evidence.files.definitions import validated
from evidence.files.faults import EvidenceError, Fault
from evidence.files.reading import parse_yaml
from evidence.teaching.case_file import TeachingCase, case_faults
from evidence.trial.trial import Trial

LARGEST = 64 * 1024
"""Bytes. A case of ours has about three thousand."""
_DEEPEST = 12
_MOST_NODES = 5_000
_LONGEST_NAME = 60


def read_upload(name: str, content: bytes, trial: Trial, taken: Collection[str]) -> TeachingCase:
    """The case in an uploaded file.

    `taken` are the ids that cases already have.

    Raises:
        EvidenceError: the file cannot be used; every fault is named.
    """
    file = "".join(sign for sign in name if sign.isalnum() or sign in "-_. ")[:_LONGEST_NAME] or "file"
    written = _read(file, content)
    case = validated(file, written, TeachingCase)
    faults = case_faults(file, case, trial)
    if case.id in taken:
        faults.append(Fault(file, "", "id", case.id, "an id that no other case has"))
    if faults:
        raise EvidenceError(faults)
    return case


def _read(file: str, content: bytes) -> object:
    if len(content) > LARGEST:
        raise EvidenceError([Fault(file, "", "", f"{len(content)} bytes", f"at most {LARGEST} bytes")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = str(content[: error.start].count(b"\n") + 1)
        raise EvidenceError(
            [Fault(file, row, "", f"byte {error.object[error.start]:#04x}", "text in UTF-8")]
        ) from error
    if fault := _structure_fault(file, text):
        raise EvidenceError([fault])
    faults: list[Fault] = []
    written = parse_yaml(file, text, faults)
    if faults:
        raise EvidenceError(faults)
    return written


def _structure_fault(file: str, text: str) -> Fault | None:
    """Why the structure is refused before anything is built from it: aliases multiply, depth overflows."""
    depth = nodes = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            nodes += 1
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            row = str(event.start_mark.line + 1) if event.start_mark else ""
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Fault(file, row, "", "an anchor or alias", "every value written out")
            if tag := getattr(event, "tag", None):
                return Fault(file, row, "", f"the tag {tag}", "plain values without tags")
            if depth > _DEEPEST:
                return Fault(file, row, "", f"more than {_DEEPEST} levels", f"at most {_DEEPEST} levels")
            if nodes > _MOST_NODES:
                return Fault(file, row, "", "more parts than a case has", f"at most {_MOST_NODES} parts")
            if documents > 1:
                return Fault(file, row, "", "a second document", "one case in a file")
    except yaml.MarkedYAMLError as error:
        row = str(error.problem_mark.line + 1) if error.problem_mark else ""
        return Fault(file, row, "", error.problem or "", "nested text (YAML)")
    except (yaml.YAMLError, RecursionError) as error:
        return Fault(file, "", "", " ".join(str(error).split()), "nested text (YAML)")
    if not documents:
        return Fault(file, "", "", "", "a case")
    return None
