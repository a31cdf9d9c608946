"""Every file that a clinician edits, read as the product reads it: all faults of all files, named at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evidence.choices.load import has_pages, load_choices
from evidence.choices.load import unreadable as unreadable_choices
from evidence.files.faults import EvidenceError, Fault
from evidence.hooks import service
from evidence.teaching.load import load_teaching
from evidence.teaching.load import unreadable as unreadable_teaching
from evidence.trial.trial import TRIALS, Trial, load_trial, trial_ids, trial_of_the_pages


def faults_of_trial(folder: Path) -> tuple[Fault, ...]:
    """Every fault of a trial's folder: what is known of it, and what pages show of it. Empty where it can be used."""
    return tuple(dict.fromkeys(_of_trial(folder)))


def faults_of_teaching(trials: Path) -> tuple[Fault, ...]:
    """Every fault of the teaching files, checked against the rows of the trial that the pages show."""
    try:
        shown = trial_of_the_pages(trials)
    except EvidenceError as error:
        return error.faults
    trial = _loaded(trials / shown)
    if trial is None:
        return tuple(unreadable_teaching())
    try:
        load_teaching(trial)
    except EvidenceError as error:
        return error.faults
    return ()


def every_fault(trials: Path = TRIALS) -> tuple[Fault, ...]:
    """Every fault of every trial and of the teaching files, each file with the folder that it lies in."""
    faults = [
        replace(fault, file=f"{name}/{fault.file}")
        for name in trial_ids(trials)
        for fault in faults_of_trial(trials / name)
    ]
    taught = faults_of_teaching(trials)
    return (*faults, *(replace(fault, file=f"teaching/{fault.file}") for fault in taught))


def _of_trial(folder: Path) -> Iterator[Fault]:
    try:
        trial = load_trial(folder)
    except EvidenceError as error:
        yield from error.faults
        if has_pages(folder):
            yield from unreadable_choices(folder)
        return
    if has_pages(folder):
        try:
            load_choices(folder, trial)
        except EvidenceError as error:
            yield from error.faults
    if (folder / service.FILE).is_file():
        try:
            service.load_service(folder, trial)
        except EvidenceError as error:
            yield from error.faults


def _loaded(folder: Path) -> Trial | None:
    try:
        return load_trial(folder)
    except EvidenceError:
        return None
