"""The contract's rules written out a second time, in plain Python, and the solver's answer found by trying everything.

Slow and simple on purpose: nothing here uses the rule language, the criteria file or the conflict file.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from itertools import combinations, product

IN_CONFLICTS = (
    "her2_ish_ratio",
    "her2_ish_status",
    "adjuvant_chemotherapy",
    "adjuvant_trastuzumab",
    "months_adjuvant_to_metastatic",
    "persistent_hematologic_toxicity",
    "biologic_or_targeted_for_metastatic",
    "chemotherapy_for_metastatic",
    "lvef_fell_below_50_on_trastuzumab",
    "hormonal_regimens_for_metastatic",
    "er_status",
    "pgr_status",
    "sex",
    "pregnancy_lactation",
    "disease_extent",
    "visceral_disease",
    "cns_metastases",
    "local_recurrence_not_curable",
    "cumulative_doxorubicin_mg_m2",
    "other_her2_agent_ever",
)
"""Everything that every_conflict looks at."""

IMPOSSIBLE = {
    "interval-without-adjuvant-therapy": (
        "months_adjuvant_to_metastatic",
        "adjuvant_chemotherapy",
        "adjuvant_trastuzumab",
    ),
    "lvef-fall-without-trastuzumab": (
        "lvef_fell_below_50_on_trastuzumab",
        "adjuvant_trastuzumab",
        "biologic_or_targeted_for_metastatic",
    ),
    "chemotherapy-in-early-disease": ("disease_extent", "chemotherapy_for_metastatic"),
    "biologic-in-early-disease": ("disease_extent", "biologic_or_targeted_for_metastatic"),
    "endocrine-therapy-in-early-disease": ("disease_extent", "hormonal_regimens_for_metastatic"),
    "interval-in-early-disease": ("disease_extent", "months_adjuvant_to_metastatic"),
    "cns-metastases-without-metastatic-disease": ("disease_extent", "cns_metastases"),
    "visceral-disease-in-early-disease": ("disease_extent", "visceral_disease"),
    "unresectable-recurrence-called-curable": ("disease_extent", "local_recurrence_not_curable"),
    "toxicity-without-adjuvant-therapy": (
        "persistent_hematologic_toxicity",
        "adjuvant_chemotherapy",
        "adjuvant_trastuzumab",
    ),
    "pregnancy-of-a-man": ("sex", "pregnancy_lactation"),
    "her2-agent-without-any-therapy": (
        "other_her2_agent_ever",
        "adjuvant_chemotherapy",
        "adjuvant_trastuzumab",
        "chemotherapy_for_metastatic",
        "biologic_or_targeted_for_metastatic",
    ),
    "brain-imaged-and-clear": ("cns_status", "cns_metastases"),
    "brain-metastases-of-any-kind": ("cns_status", "cns_metastases"),
    "de-novo-disease": ("disease_course", "adjuvant_chemotherapy", "adjuvant_trastuzumab"),
    "her2-drug-for-metastatic-disease": ("her2_therapy_for_metastatic", "biologic_or_targeted_for_metastatic"),
    "induction-begun": ("induction_cycles", "chemotherapy_for_metastatic"),
    "induction-with-a-her2-drug": (
        "induction_cycles",
        "induction_regimen",
        "her2_therapy_for_metastatic",
        "biologic_or_targeted_for_metastatic",
    ),
    "induction-with-pertuzumab": ("induction_cycles", "induction_regimen", "pertuzumab_ever", "other_her2_agent_ever"),
    "earlier-pertuzumab": ("pertuzumab_ever", "other_her2_agent_ever"),
    "earlier-tdm1": ("tdm1_ever", "other_her2_agent_ever"),
    "earlier-tdxd": ("tdxd_ever", "other_her2_agent_ever"),
    "earlier-her2-tki": ("her2_tki_ever", "other_her2_agent_ever"),
}
"""The conflicts whose entries cannot all be true, without the one in which the criterion says what decides."""

REGISTRY = {
    "local_recurrence_not_curable": "no",
    "persistent_hematologic_toxicity": "yes",
    "pregnancy_lactation": "yes",
    "other_her2_agent_ever": "yes",
}
"""The answer to each of these with which a registry criterion is not met."""

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"

# One fact, and every kind of answer to it: answers on both sides of each limit of a criterion or a conflict.
FACTS: dict[str, tuple[tuple[str, str], ...]] = {
    name: tuple((name, text) for text in texts)
    for name, texts in {
        "age_years": ("17", "18"),
        "disease_extent": ("metastatic", "locally-recurrent-unresectable", "locally-recurrent-resectable", "early"),
        "her2_ihc": ("0", "1+", "2+", "3+"),
        "lvef_percent": ("49.9", "50"),
        "ecog": ("1", "2"),
        "adjuvant_chemotherapy": ("yes", "no"),
        "adjuvant_trastuzumab": ("yes", "no"),
        "months_adjuvant_to_metastatic": ("11.9", "12"),
        "hormonal_regimens_for_metastatic": ("0", "1", "2"),
        "chemotherapy_for_metastatic": ("yes", "no"),
        "biologic_or_targeted_for_metastatic": ("yes", "no"),
        "cns_metastases": ("yes", "no"),
        "cumulative_doxorubicin_mg_m2": ("360", "361"),
        "lvef_fell_below_50_on_trastuzumab": ("yes", "no"),
        "uncontrolled_condition": ("yes", "no"),
    }.items()
}
FACTS["ish-result"] = (
    ("her2_ish_ratio", "1.9"),
    ("her2_ish_ratio", "2.0"),
    ("her2_ish_status", "amplified"),
    ("her2_ish_status", "not-amplified"),
)
GIVEN_BY = {"ish-result": ("her2_ish_ratio", "her2_ish_status")}

# Which facts each criterion reads, the rule's before its condition's, in the contract's order.
READS = {
    "age": ("age_years",),
    "disease-extent": ("disease_extent",),
    "her2-positive": ("her2_ihc", "ish-result"),
    "lvef": ("lvef_percent",),
    "ecog": ("ecog",),
    "adjuvant-interval": ("months_adjuvant_to_metastatic", "adjuvant_chemotherapy", "adjuvant_trastuzumab"),
    "hormonal-therapy": ("hormonal_regimens_for_metastatic",),
    "metastatic-therapy": ("chemotherapy_for_metastatic", "biologic_or_targeted_for_metastatic"),
    "cns-metastases": ("cns_metastases",),
    "anthracycline-dose": ("cumulative_doxorubicin_mg_m2",),
    "prior-lvef-decline": (
        "lvef_fell_below_50_on_trastuzumab",
        "adjuvant_trastuzumab",
        "biologic_or_targeted_for_metastatic",
    ),
    "uncontrolled-condition": ("uncontrolled_condition",),
}
ATTRIBUTES = {
    name: tuple(attribute for fact in facts for attribute in GIVEN_BY.get(fact, (fact,)))
    for name, facts in READS.items()
}
CONDITION = {
    "months_adjuvant_to_metastatic": ("adjuvant_chemotherapy", "adjuvant_trastuzumab"),
    "lvef_fell_below_50_on_trastuzumab": ("adjuvant_trastuzumab", "biologic_or_targeted_for_metastatic"),
}
"""A fact that exists only where one of two others is yes."""


def statuses(entered: dict[str, str]) -> dict[str, str]:
    """Every published criterion for these entries; unknown where a contradiction would decide it."""
    as_entered = _as_entered(entered)
    found = dict(as_entered)
    for name in _doubtful(entered):
        without = _as_entered({known: text for known, text in entered.items() if known != name})
        found |= {each: UNKNOWN for each in found if without[each] != as_entered[each]}
    return found


def _as_entered(entered: dict[str, str]) -> dict[str, str]:
    return {name: _known_status(name, *map(entered.get, names)) for name, names in ATTRIBUTES.items()}


def _doubtful(entered: dict[str, str]) -> set[str]:
    """The entries of which one at least must be mistaken."""
    held = _conflicts(*map(entered.get, IN_CONFLICTS))
    return {name for conflict in held for name in IMPOSSIBLE.get(conflict, ())}


def verdict(entered: dict[str, str]) -> str:
    """not-eligible, unknown or eligible, over both groups."""
    found = list(statuses(entered).values())
    excluded = {name for name, answer in REGISTRY.items() if entered.get(name) == answer} - _doubtful(entered)
    return "not-eligible" if FAIL in found or excluded else "unknown" if UNKNOWN in found else "eligible"


@cache
def _known_status(name: str, *answers: str | None) -> str:
    """A criterion has few kinds of answers; each is worked out once."""
    pairs = zip(ATTRIBUTES[name], answers, strict=True)
    return _status(name, {attribute: answer for attribute, answer in pairs if answer is not None})


def _status(name: str, entered: dict[str, str]) -> str:
    if name == "her2-positive":
        return _her2(entered)
    if name == "metastatic-therapy":
        given = [entered.get(part) for part in READS[name]]
        return FAIL if "yes" in given else PASS if given == ["no", "no"] else UNKNOWN
    if name in ("adjuvant-interval", "prior-lvef-decline") and READS[name][0] not in entered:
        return PASS if [entered.get(part) for part in READS[name][1:]] == ["no", "no"] else UNKNOWN
    answer = entered.get(READS[name][0])
    if answer is None:
        return UNKNOWN
    met = {
        "age": lambda: Decimal(answer) >= 18,
        "disease-extent": lambda: answer in ("metastatic", "locally-recurrent-unresectable"),
        "lvef": lambda: Decimal(answer) >= 50,
        "ecog": lambda: Decimal(answer) <= 1,
        "adjuvant-interval": lambda: Decimal(answer) >= 12,
        "hormonal-therapy": lambda: Decimal(answer) <= 1,
        "anthracycline-dose": lambda: Decimal(answer) <= 360,
    }.get(name, lambda: answer == "no")
    return PASS if met() else FAIL


def _her2(entered: dict[str, str]) -> str:
    ihc, ratio, status = (entered.get(name) for name in ("her2_ihc", "her2_ish_ratio", "her2_ish_status"))
    if ihc == "3+":
        return PASS
    positive = Decimal(ratio) >= 2 if ratio is not None else None if status is None else status == "amplified"
    if positive:
        return PASS
    return FAIL if positive is False and ihc is not None else UNKNOWN


@lru_cache(maxsize=100_000)
def _conflicts(*answers: str | None) -> frozenset[str]:
    pairs = zip(IN_CONFLICTS, answers, strict=True)
    return frozenset(every_conflict({name: answer for name, answer in pairs if answer is not None}))


def _impossible(entered: dict[str, str]) -> frozenset[str]:
    """The conflicts that no answer may add."""
    held = _conflicts(*map(entered.get, IN_CONFLICTS))
    return held - {"endocrine-therapy-without-receptors", "doxorubicin-without-chemotherapy"}


def every_conflict(entered: dict[str, str]) -> set[str]:
    """The ids of all conflicts among these entries."""
    get = entered.get
    found = set()
    ratio, status = get("her2_ish_ratio"), get("her2_ish_status")
    if ratio is not None and status is not None and (Decimal(ratio) >= 2) != (status == "amplified"):
        found.add("ratio-and-status")
    never_adjuvant = get("adjuvant_chemotherapy") == get("adjuvant_trastuzumab") == "no"
    if never_adjuvant and "months_adjuvant_to_metastatic" in entered:
        found.add("interval-without-adjuvant-therapy")
    if never_adjuvant and get("persistent_hematologic_toxicity") == "yes":
        found.add("toxicity-without-adjuvant-therapy")
    never_biologic = get("adjuvant_trastuzumab") == get("biologic_or_targeted_for_metastatic") == "no"
    if never_biologic and get("lvef_fell_below_50_on_trastuzumab") == "yes":
        found.add("lvef-fall-without-trastuzumab")
    endocrine = Decimal(get("hormonal_regimens_for_metastatic", "0")) >= 1
    if endocrine and get("er_status") == get("pgr_status") == "negative":
        found.add("endocrine-therapy-without-receptors")
    never_chemotherapy = get("adjuvant_chemotherapy") == get("chemotherapy_for_metastatic") == "no"
    if never_chemotherapy and Decimal(get("cumulative_doxorubicin_mg_m2", "0")) > 0:
        found.add("doxorubicin-without-chemotherapy")
    never_treated = never_adjuvant and never_chemotherapy and get("biologic_or_targeted_for_metastatic") == "no"
    if get("other_her2_agent_ever") == "yes" and never_treated:
        found.add("her2-agent-without-any-therapy")
    if get("sex") == "male" and get("pregnancy_lactation") == "yes":
        found.add("pregnancy-of-a-man")
    extent = get("disease_extent")
    if extent == "early":
        early = {
            "chemotherapy-in-early-disease": get("chemotherapy_for_metastatic") == "yes",
            "biologic-in-early-disease": get("biologic_or_targeted_for_metastatic") == "yes",
            "endocrine-therapy-in-early-disease": endocrine,
            "interval-in-early-disease": "months_adjuvant_to_metastatic" in entered,
            "visceral-disease-in-early-disease": get("visceral_disease") == "yes",
        }
        found |= {name for name, is_so in early.items() if is_so}
    if extent not in (None, "metastatic") and get("cns_metastases") == "yes":
        found.add("cns-metastases-without-metastatic-disease")
    if extent == "locally-recurrent-unresectable" and get("local_recurrence_not_curable") == "no":
        found.add("unresectable-recurrence-called-curable")
    return found


# ------------------------------------------------------------------------------------------------ trying everything


def is_known(fact: str, entered: dict[str, str]) -> bool:
    return any(name in entered for name in GIVEN_BY.get(fact, (fact,)))


def unknown_facts(entered: dict[str, str]) -> list[str]:
    """Every unknown fact: those touching more undecided criteria first, then the contract's order."""
    undecided = [name for name, status in _as_entered(entered).items() if status == UNKNOWN]
    touched = [fact for name in READS for fact in (READS[name] if name in undecided else ())]
    rest = [fact for name in READS for fact in READS[name]]
    order = list(dict.fromkeys([*touched, *rest]))
    unknown = [fact for fact in order if not is_known(fact, entered)]
    return sorted(unknown, key=lambda fact: (-touched.count(fact), order.index(fact)))


def exists(fact: str, entered: dict[str, str]) -> bool:
    return fact not in CONDITION or "yes" in [entered.get(name) for name in CONDITION[fact]]


def may_be_asked(facts: tuple[str, ...], entered: dict[str, str]) -> bool:
    """Whether each conditional fact exists, or could, with the unknown facts of its condition in the set."""
    for fact in facts:
        if exists(fact, entered):
            continue
        unknown = [name for name in CONDITION[fact] if name not in entered]
        if not unknown or not set(unknown) <= set(facts):
            return False
    return True


def alone(entered: dict[str, str]) -> dict[str, set[tuple[str, str]]]:
    """Each fact that alone settles the case as not met, with the answers that do."""
    found = {}
    before = _impossible(entered)
    for fact in unknown_facts(entered):
        if exists(fact, entered):
            failing = {
                answer
                for answer in FACTS[fact]
                if _impossible(entered | dict([answer])) == before
                and verdict(entered | dict([answer])) == "not-eligible"
            }
            if failing:
                found[fact] = failing
    return found


def settles(facts: tuple[str, ...], entered: dict[str, str]) -> bool:
    """Whether every way of answering these facts without a new conflict leaves a settled verdict."""
    before = _impossible(entered)
    for answers in product(*((*FACTS[fact], None) if fact in CONDITION else FACTS[fact] for fact in facts)):
        learned = entered | dict(answer for answer in answers if answer is not None)
        # A fact that exists only under a condition is answered exactly where the condition holds.
        if any(exists(fact, learned) == (answer is None) for fact, answer in zip(facts, answers, strict=True)):
            continue
        if verdict(learned) == "unknown" and _impossible(learned) == before:
            return False
    return True


def together(entered: dict[str, str]) -> tuple[str, ...]:
    """The first of the smallest sets that settle the case; found by trying every set."""
    unknown = unknown_facts(entered)
    for size in range(len(unknown) + 1):
        for facts in combinations(unknown, size):
            if may_be_asked(facts, entered) and settles(facts, entered):
                return facts
    return ()
