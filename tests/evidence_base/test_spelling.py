"""One spelling on screen: every name of every trial is spelled in British, and its row keeps the source's word."""

from __future__ import annotations

import pytest

from evidence.lines.cited import row_line
from evidence.lines.harms import harm_line
from evidence.trial.spelling import british, printed_as
from evidence.trial.trial import trial_ids
from tests.published import published_trial

AMERICAN = ("rrhea", "nemia", "lemia ", "yspnea", " edema", "hemato", "hemorr", "tumor ", "esoph", "estrogen", "kemia")
TRIAL_IDS = trial_ids()


def american(text: str) -> list[str]:
    low = f" {text.casefold()} "
    british_words = ("oesoph", "oestrogen", "anaemia", "leukaemia")
    for word in british_words:
        low = low.replace(word, "")
    return [part for part in AMERICAN if part in low]


@pytest.mark.parametrize("trial_id", TRIAL_IDS)
def test_every_event_and_finding_is_spelled_one_way_and_its_source_names_the_printed_word(trial_id):
    trial = published_trial(trial_id)
    for event in trial.adverse_events:
        line = harm_line(trial, event.event, event)
        assert american(line.label) == [], event.event
        assert (f"printed “{event.event}”" in line.source) is bool(american(event.event))
    for row in (*trial.safety_findings, *trial.context, *trial.contradictions):
        line = row_line(trial, row)
        assert american(f"{line.label} {line.words}") == [], line.label


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Diarrhea", "Diarrhoea"),
        ("Peripheral edema", "Peripheral oedema"),
        ("Oedema", "Oedema"),
        ("Anemia", "Anaemia"),
        ("Hypokalemia", "Hypokalaemia"),
        ("Hypoalbuminemia", "Hypoalbuminaemia"),
        ("When diarrhea occurred", "When diarrhoea occurred"),
        ("Dyspnea", "Dyspnoea"),
        ("Febrile neutropenia", "Febrile neutropenia"),
        ("Diarrhoea", "Diarrhoea"),
    ],
)
def test_a_word_is_spelled_as_a_british_reader_writes_it(printed, shown):
    assert british(printed) == shown
    assert british(shown) == shown
    assert printed_as(printed) == (f"printed “{printed}”" if printed != shown else "")
