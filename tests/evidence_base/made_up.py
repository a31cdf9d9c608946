"""A made-up trial of one to four arms, written as a folder: the schema must hold it without any code of its own."""

from pathlib import Path

SOURCE = "paper,,,Table,2020-01,published,"  # source, original, also_seen_in, locator, cutoff, known, note
PROVENANCE = "source,original,also_seen_in,locator,cutoff,known,note"

Arm = tuple[str, str, str, int]  # id, label, role, patients

LOW, HIGH = ("low", "Low dose", "experimental", 90), ("high", "High dose", "experimental", 100)
BOTH, NONE = ("both", "Both drugs", "experimental", 120), ("none", "No drug", "control", 110)
ARMS: dict[int, tuple[Arm, ...]] = {1: (LOW,), 2: (LOW, NONE), 3: (LOW, HIGH, NONE), 4: (LOW, HIGH, BOTH, NONE)}
"""By how many there are, in the order in which they must stand; the files hold the control first."""


def write_trial(folder: Path, arms: int = 3) -> Path:
    """Write the folder of the trial with so many arms and return it."""
    folder.mkdir(parents=True)
    for name, text in {**_nested(ARMS[arms]), **_tables(ARMS[arms])}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


_TENTHS = {"low": 1, "high": 3, "both": 2, "none": 4}  # had the event by month 6, according to the curve
_RATIOS = {"low": "0.80,0.64,1.00", "high": "0.50,0.40,0.63", "both": "0.65,0.50,0.84"}  # with their limits


def _size(number: int) -> str:
    return f'{{value: "{number}", source: paper, locator: Table, cutoff: 2020-01, known: published}}'


def _nested(held: tuple[Arm, ...]) -> dict[str, str]:
    arms = "".join(
        f"  - {{id: {arm}, label: {label}, short_label: {label}, treatment: {label}, role: {role}, "
        f"randomised: {_size(size)}, treated: {_size(size - 1)}}}\n"
        for arm, label, role, size in (held[-1], *held[:-1])
    )
    return {
        "trial.yaml": f"""\
id: lantern
name: LANTERN
full_title: A made-up trial
registry_id: none
registry_link: none
phase: Phase 3
design: Randomised
setting: Made up
arms:
{arms}populations:
  - {{id: itt, label: All randomised, definition: Everyone}}
endpoints:
  - {{id: os, label: Overall survival, short_label: OS, definition: Death}}
analyses:
  - {{id: only, label: Only analysis, cutoff: 2020-01, reported: 2020-06, reported_source: paper, standing: Descriptive}}
notice: {{heading: None, summary: None, checked: 2026-11-20, items: []}}
review: {{author: The authors, checked_by: "", reviewed: 2026-11-20, next_review: 2027-05-20}}
""",
        "families.yaml": """\
baseline:
  - {id: sex, label: Sex, sums_to: everyone, levels: [{id: female}, {id: male}]}
forests:
  - {id: os-forest, label: Survival, endpoint: os, assessor: n/a, analysis: only, adjustment: unstratified,
     outcome: os-only, prespecified: "yes", interaction: not reported}
subgroups:
  - {id: sex, label: Sex, sums_to: everyone, levels: [{id: female}, {id: male}]}
""",
        "adverse_event_tables.yaml": """\
tables:
  - id: table-2
    label: Table 2
    source: paper
    grading: CTCAE
    population: itt
    analysis: only
    blocks: [{grade: any, label: Any grade, listed_when: All, absent_means: none seen}]
""",
        "criteria.yaml": """\
published:
  - id: age
    kind: inclusion
    label: Age
    rule: {at_least: {attribute: age_years, value: "18"}}
    statement: Adults.
    source: paper
    locator: Methods
""",
    }


def _tables(held: tuple[Arm, ...]) -> dict[str, str]:
    per_arm = [(arm, size) for arm, _, _, size in held]
    compared = [arm for arm, _, role, _ in held if role == "experimental" and len(held) > 1]
    half = sum(size for _, size in per_arm) // 2
    baseline = "".join(
        f"sex,{level},{level},{arm},{size // 2},50.0,,{SOURCE}\n"
        for level in ("female", "male")
        for arm, size in per_arm
    )
    outcomes = "".join(f"os-only,{arm},,patients,{size},,,,{SOURCE}\n" for arm, size in per_arm)
    outcomes += "".join(f"os-only,{arm},none,hazard ratio,0.80,0.64,1.00,95,{SOURCE}\n" for arm in compared)
    events = "".join(
        f"table-2,Nausea,any,,{arm},{size // 10},{size},10.0,{SOURCE}\n" for arm, size in reversed(per_arm)
    )
    curves = "".join(
        f"os,n/a,only,{arm},{month},{survival},{survival},{survival},95,0.0,{at_risk},{events},0,{SOURCE}\n"
        for arm, size in per_arm
        for month, survival, at_risk, events in (
            (0, "1.00", size, 0),
            (6, f"{1 - _TENTHS[arm] / 10:.2f}", size, _TENTHS[arm] * size // 10),
        )
    )
    return {
        "sources.csv": "id,short,kind,citation,published,date_seen_in,seen,seen_as,link,licence,note\n"
        "paper,Paper,journal article,A paper,2020-06,its page,full text,full text,,,\n",
        "timeline.csv": f"id,date,kind,event,{PROVENANCE}\npublished,2020-06,publication,Published,{SOURCE}\n",
        "baseline.csv": f"family,level_id,level,arm,n,percent,years,{PROVENANCE}\n{baseline}",
        "outcome_definitions.csv": "outcome,label,endpoint,assessor,population,analysis,month,adjustment,standing\n"
        "os-only,Overall survival,os,n/a,itt,only,,stratified,Descriptive\n",
        "outcomes.csv": f"outcome,arm,versus,quantity,value,low,high,interval,{PROVENANCE}\n{outcomes}",
        "response.csv": f"category_id,category,part_of,is_sum,assessor,analysis,arm,n,of,percent,{PROVENANCE}\n"
        + "".join(
            f"objective-response,Response,everyone,yes,investigator,only,{arm},{size},{size},100.0,{SOURCE}\n"
            f"complete-response,Complete,objective-response,no,investigator,only,{arm},{size},{size},100.0,{SOURCE}\n"
            for arm, size in per_arm
        ),
        "subgroups.csv": "forest,family,level_id,level,arm,versus,n,events_percent,hazard_ratio,low,high,interval,"
        f"median_months,finding,{PROVENANCE}\n"
        + "".join(f"os-forest,sex,{s.lower()},{s},all,,{half},,,,,,,,{SOURCE}\n" for s in ("Female", "Male"))
        + "".join(f"os-forest,sex,male,Male,{arm},none,,,{_RATIOS[arm]},95,,,{SOURCE}\n" for arm in compared),
        "at_risk.csv": f"endpoint,assessor,analysis,arm,column,month,at_risk,{PROVENANCE}\n"
        + "".join(f"os,n/a,only,{arm},1,0,{size},{SOURCE}\n" for arm, size in per_arm),
        "survival_curves.csv": "endpoint,assessor,analysis,arm,month,survival,low,high,interval,standard_error,at_risk,"
        f"events,censored,{PROVENANCE}\n{curves}",
        "survival_summaries.csv": "endpoint,assessor,analysis,arm,versus,quantity,at,value,low,high,interval,"
        f"standard_error,{PROVENANCE}\n"
        + "".join(
            f'os,n/a,only,{arm},,"restricted mean, months",6,5.5,5.0,6.0,95,0.2,{SOURCE}\n' for arm, _ in per_arm
        ),
        "adverse_events.csv": f"table,event,grade,group,arm,n,of,percent,{PROVENANCE}\n{events}",
        "safety_findings.csv": f"topic,subgroup,measure,grade,arm,n,of,percent,finding,{PROVENANCE}\n"
        f"deaths,Treated,Death,fatal,low,9,90,10.0,,{SOURCE}\n",
        "exposure.csv": f"measure,unit,arm,value,low,high,interval,n,of,percent,{PROVENANCE}\n"
        f"Cycles,cycles,low,8,1,20,range,,,,{SOURCE}\n",
        "regimen.csv": f"part,topic,item,label,product,jurisdiction,dose,unit,rule,{PROVENANCE}\n"
        f"trial treatment,Drug,dose,Dose,Trial,Trial protocol,5,mg,Daily,{SOURCE}\n",
        "context.csv": f"topic,study,registry_id,measure,group,unit,value,low,high,interval,statement,{PROVENANCE}\n"
        f"other trials,Other,,Patients,All,patients,10,,,,,{SOURCE}\n",
        "missing.csv": "id,topic,what,why\nnothing,None,Nothing,Nothing was looked for\n",
        "contradictions.csv": "id,subject,what,sources,resolution\nnone,None,None,paper,None\n",
    }
