"""Calls of CDS Hooks with made-up records: which get a card, what it says, and that nothing of a sender is repeated."""

from __future__ import annotations

import copy
import re
import shutil
from datetime import date

import pytest

from evidence.audit.every_file import faults_of_trial
from evidence.hooks.call import UnusableCallError, read_call
from evidence.hooks.card import LONGEST_SUMMARY, cards
from evidence.hooks.service import HOOKS, discovery, load_service, prefetch
from evidence.trial.trial import TRIALS, load_trial
from tests.fhir.bundles import ICD10, LIVER, RXNORM, SECRET, bundle, concept, condition, observation, patient, quantity

AT = date(2026, 2, 1)
TRIAL = load_trial(TRIALS / "cleopatra")
SERVICE = load_service(TRIALS / "cleopatra", TRIAL)
BREAST = condition("C50.9", ICD10, onset="2025-11-01")
POSITIVE = observation("85319-2", valueString="3+")
PERTUZUMAB = "1298944"


def call(*resources, hook="patient-view", person=None, **context):
    sent = {"patient": person or patient()}
    for name, kind in (("conditions", "Condition"), ("observations", "Observation")):
        sent[name] = bundle(*[each for each in resources if each["resourceType"] == kind]) | {"type": "searchset"}
    given = {"userId": "Practitioner/1", "patientId": "p1", **context}
    return {"hook": hook, "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "context": given, "prefetch": sent}


def answered(written):
    return cards(TRIAL, SERVICE, read_call(written), AT, lambda texts: "https://board.example/?" + "&".join(texts))


def the_card(written):
    [card] = answered(written)["cards"]
    return card


def test_a_her2_positive_breast_cancer_gets_one_card():
    card = the_card(call(BREAST, POSITIVE, LIVER, observation("10230-1", **quantity(61.5, "%"))))
    assert re.match(r"\d of 12 published CLEOPATRA criteria met; .+ not recorded$", card["summary"])
    assert card["indicator"] == "info"
    assert card["source"]["url"] == "https://clinicaltrials.gov/study/NCT00567190"
    assert "Evidence reviewed" in card["detail"]
    assert [link["type"] for link in card["links"]] == ["absolute"]
    assert "her2_ihc" in card["links"][0]["url"]


def test_a_fact_that_excludes_is_said_with_what_the_trial_required():
    card = the_card(call(BREAST, POSITIVE, LIVER, observation("10230-1", **quantity(48, "%"))))
    assert card["summary"] == "CLEOPATRA: Would not have been eligible: LVEF 48 % (trial: 50 or more)"
    assert "Not meeting the criteria is not the same as should not be treated." in card["detail"]


NO_CARD = {
    "no breast cancer": (LIVER, POSITIVE),
    "HER2 not recorded": (BREAST, LIVER),
    "HER2 negative": (BREAST, observation("85319-2", valueString="0"), observation("49683-6", **quantity(1.1))),
    "breast cancer refuted": (BREAST | {"verificationStatus": concept("x", "refuted")}, POSITIVE),
}


@pytest.mark.parametrize("resources", NO_CARD.values(), ids=NO_CARD)
def test_nothing_is_said_where_no_her2_positive_breast_cancer_is_recorded(resources):
    assert answered(call(*resources)) == {"cards": []}


def test_nothing_is_said_where_nothing_was_sent():
    assert answered(call(BREAST, POSITIVE) | {"prefetch": None}) == {"cards": []}


def test_what_was_not_sent_is_unknown_and_named():
    written = call(BREAST, POSITIVE)
    written["prefetch"]["statements"] = {"resourceType": "OperationOutcome"}
    said = the_card(written)["detail"]
    assert "Not sent with this call, so not known: administrations, statements, requests." in said


def order(code):
    return {"resourceType": "MedicationRequest", "id": "o1", "medicationCodeableConcept": concept(RXNORM, code)}


def test_an_order_of_other_drugs_gets_none_and_one_against_breast_cancer_does():
    def selecting(code):
        drafts = bundle(order(code))
        return call(BREAST, POSITIVE, hook="order-select", selections=["MedicationRequest/o1"], draftOrders=drafts)

    assert answered(selecting("161")) == {"cards": []}  # paracetamol
    assert len(answered(selecting(PERTUZUMAB))["cards"]) == 1


def test_a_record_of_another_patient_is_refused():
    with pytest.raises(UnusableCallError, match="of another patient than the context names"):
        answered(call(BREAST, POSITIVE, person=patient(id="p2")))


def test_no_word_of_a_sender_is_repeated():
    odd = observation("85319-2", valueString=f"3+ **{SECRET}** [x](https://{SECRET}.example)")
    card = the_card(call(BREAST, POSITIVE, odd))
    assert SECRET not in str(card)
    assert "p1" not in str(card)


@pytest.mark.parametrize("lvef", [*range(30, 80, 7), None])
@pytest.mark.parametrize("ecog", [0, 1, 2, None])
def test_a_summary_is_shorter_than_140_characters(lvef, ecog):
    resources = [BREAST, POSITIVE, LIVER]
    resources += [observation("10230-1", **quantity(lvef, "%"))] if lvef else []
    resources += [observation("89247-1", valueInteger=ecog)] if ecog is not None else []
    assert 20 < len(the_card(call(*resources))["summary"]) <= LONGEST_SUMMARY


BROKEN = {
    "not an object": ([], "is not what CDS Hooks"),
    "no context": ({"hook": "patient-view", "hookInstance": "x"}, "context is not what CDS Hooks"),
    "no patient": (call() | {"context": {"userId": "x"}}, "context.patientId is not"),
    "another hook": (call(hook="order-sign"), "answers the hooks patient-view and order-select"),
    "prefetch of the wrong kind": (call() | {"prefetch": [SECRET]}, "prefetch is not"),
}


@pytest.mark.parametrize(("written", "said"), BROKEN.values(), ids=BROKEN)
def test_a_call_that_cannot_be_read_is_refused_in_one_sentence(written, said):
    with pytest.raises(UnusableCallError, match=said) as caught:
        answered(copy.deepcopy(written))
    assert SECRET not in str(caught.value)


def test_a_resource_with_a_field_of_the_wrong_kind_is_named_by_its_number():
    with pytest.raises(UnusableCallError, match="resource 2 of what was sent, Condition: code is not"):
        answered(call(BREAST | {"code": 7}, POSITIVE))


def test_the_service_is_described_once_for_each_hook():
    services = discovery(SERVICE)["services"]
    assert [(each["hook"], each["id"]) for each in services] == [(hook, "cleopatra-fit") for hook in HOOKS]
    assert all(each["prefetch"] == prefetch() for each in services)
    assert "http://loinc.org|85319-2" in prefetch()["observations"]


def test_the_audit_names_a_criterion_of_the_service_that_the_trial_has_not(tmp_path):
    folder = tmp_path / "cleopatra"
    shutil.copytree(TRIALS / "cleopatra", folder)
    assert faults_of_trial(folder) == ()
    file = folder / "hooks.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[her2-positive]", "[her2-posit]"), encoding="utf-8")
    [fault] = faults_of_trial(folder)
    assert (fault.file, fault.field) == ("hooks.yaml", "only_where_met")
