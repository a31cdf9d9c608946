"""An educator's file is checked like ours, and a hostile one is refused with a plain sentence."""

import time

import pytest

from evidence.files.faults import EvidenceError
from evidence.teaching.case_file import CASES
from evidence.teaching.upload import LARGEST, read_upload

GOOD = (CASES / "new-diagnosis.yaml").read_text(encoding="utf-8").replace("id: new-diagnosis", "id: my-own-case")


def refused(trial, content, name="mine.yaml", taken=()):
    started = time.monotonic()
    with pytest.raises(EvidenceError) as raised:
        read_upload(name, content if isinstance(content, bytes) else content.encode(), trial, taken)
    assert time.monotonic() - started < 60, "refused at once: what it would grow to is never built"
    assert all(fault.expected for fault in raised.value.faults)
    return str(raised.value)


def test_a_file_of_our_form_is_a_case(trial):
    assert read_upload("mine.yaml", GOOD.encode(), trial, ()).id == "my-own-case"


def test_a_byte_order_mark_is_no_fault(trial):
    assert read_upload("mine.yaml", b"\xef\xbb\xbf" + GOOD.encode(), trial, ()).id == "my-own-case"


def test_all_faults_are_named_at_once(trial):
    bad = GOOD.replace("verdict: eligible", "verdict: not-eligible", 1).replace("deciding: [none]", "deciding: [lvef]")
    bad = bad.replace("attribute: adjuvant_chemotherapy", "attribute: shoe_size").replace("{randomised}", "{nobody}")
    said = refused(trial, bad, taken=("my-own-case",))
    for part in (
        "expected.verdict: found 'not-eligible', expected eligible, as worked out",
        "expected.deciding: found 'lvef', expected none, as worked out",
        "change.attribute: found 'shoe_size'",
        "found '{nobody}', expected a number named under numbers",
        "found 'randomised', expected a number that a text asks for",
        "id: found 'my-own-case', expected an id that no other case has",
    ):
        assert part in said


def test_every_missing_and_unknown_field_is_named(trial):
    said = refused(trial, "id: x\nfavourite: blue\n")
    for field in ("title", "story", "answers", "expected", "benefit", "facilitator"):
        assert f", {field}" in said
    assert "favourite" in said


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "<script>alert(1)</script>"),
        ("title", "![x](http://example.org/a.png)"),
        ("title", "see https://example.org"),
        ("title", "see www.example.org"),
        ("title", "a :red[word]"),
        ("title", "a :material/bolt: word"),
        ("title", "`code`"),
        ("title", "$x$"),
        ("title", "=1+1"),
        ("title", "over\\u202erride"),
        ("title", "**bold**"),
        ("title", ""),
        ("title", "x" * 2000),
    ],
)
def test_text_is_words_only(trial, field, text):
    line = f'{field}: "{text}"'
    said = refused(trial, GOOD.replace("title: Metastatic from the start", line))
    assert f"{field}" in said


@pytest.mark.parametrize("name", ["../up", "Two Words", "ends-", "ümlaut", "a" * 41, "<b>"])
def test_an_id_that_an_address_cannot_carry_is_refused(trial, name):
    assert ", id" in refused(trial, GOOD.replace("id: my-own-case", f'id: "{name}"'))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"\xff\xfe\x00",
        b"- just\n- a list\n",
        b"just words",
        b"id: one\nid: two\n",
        b"id: [unclosed",
        b"{" * 50_000,
        b"[" * 30_000 + b"]" * 30_000,
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        b"!!python/object/apply:os.system ['true']",
        b"id: !!binary aGVsbG8=",
        b"---\nid: a\n---\nid: b\n",
        b"x: 1\n" * 20_000,
        b"? {a: b}\n: c\n",
    ],
    ids=["empty", "nul", "utf-16", "list", "words", "twice", "unclosed", "braces", "deep", "aliases", "python",
         "binary", "documents", "large", "key"],
)  # fmt: skip
def test_a_hostile_or_broken_file_is_refused(trial, content):
    assert refused(trial, content)


def test_too_large_a_file_is_not_read_at_all(trial):
    assert f"at most {LARGEST} bytes" in refused(trial, b"#" * (LARGEST + 1))


def test_a_hostile_file_name_is_made_harmless(trial):
    said = refused(trial, "id: x", name="<img src=x>`|$.yaml")
    assert not any(sign in said for sign in "<>`|$")


def test_entries_that_do_not_validate_or_contradict_each_other_are_named(trial):
    assert "7 is not one of 0–4" in refused(trial, GOOD.replace('ecog: "1"', 'ecog: "7"'))
    contradicting = GOOD.replace(
        'adjuvant_trastuzumab: "no"', 'adjuvant_trastuzumab: "no"\n  months_adjuvant_to_metastatic: "30"'
    )
    assert "entries that do not contradict each other" in refused(trial, contradicting)
