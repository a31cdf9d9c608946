"""The print view as a file of its own: sheets for learners first, then the facilitator's, ready for paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from evidence.lines.numbers import day_in_words
from evidence.teaching.facilitator_notes import FacilitatorView

_STYLE = """
body{font:11pt/1.4 Georgia,serif;color:#000;background:#fff;max-width:17cm;margin:1cm auto;padding:0 .5cm}
h1{font-size:17pt}h2{font-size:14pt;margin-bottom:.2em}h3{font-size:11pt;margin:.8em 0 .1em}
p,ul{margin:.2em 0 .4em}.sheet{break-after:page}.line{border-bottom:1px solid #777;height:1.6em}
small{color:#333}@page{margin:2cm}
"""


def handout(trial_name: str, held: Sequence[FacilitatorView], *, made_on: date, code: str) -> str:
    """One HTML page without scripts, pictures or links to elsewhere; every text is escaped.

    `code` is the class code whose order the cases stand in; blank for the authors' order.
    """
    order = f"Order of class code {escape(code)}." if code else "Order of the authors."
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>",
        f"<title>{escape(trial_name)}: teaching cases</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(trial_name)}: teaching cases</h1>",
        f"<p>Made-up patients. {order} Printed from the product on {escape(day_in_words(made_on))}. Evidence review, "
        "not a recommendation.</p>",
        *(_learner(number, each) for number, each in enumerate(held, start=1)),
        "<h1>For the facilitator</h1>",
        *(_facilitator(number, each) for number, each in enumerate(held, start=1)),
        "</body></html>",
    ]
    return "\n".join(parts)


def _learner(number: int, each: FacilitatorView) -> str:
    record = "".join(f"<li>{escape(entry)}</li>" for entry in each.record)
    blanks = "".join(
        f"<h3>{escape(question)}</h3><div class='line'></div>"
        for question in (
            "Verdict: meets all published criteria, would not have been eligible, or cannot tell yet?",
            "The criterion that decides, if one does",
            f"{each.question} In each group",
            "What one entry would you change to change the verdict?",
        )
    )
    return (
        f"<section class='sheet'><h2>{number}. {escape(each.title)}</h2><p>{escape(each.story)}</p>"
        f"<h3>In the record</h3><ul>{record}</ul>{blanks}</section>"
    )


def _facilitator(number: int, each: FacilitatorView) -> str:
    def items(texts: Sequence[str]) -> str:
        return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"

    sources = f"<p><small>Sources: {escape('; '.join(each.sources))}</small></p>" if each.sources else ""
    return (
        f"<section class='sheet'><h2>{number}. {escape(each.title)} ({each.minutes} minutes)</h2>"
        f"<h3>Expected</h3><p>{escape(each.verdict)}. Deciding: {escape(each.deciding)}.</p>{items(each.why)}"
        f"<p>{escape(each.question)} {escape(each.benefit)}</p><h3>Change one entry</h3><p>{escape(each.change)}</p>"
        f"<h3>What it teaches</h3><p>{escape(each.lesson)}</p>{sources}<h3>Ask</h3>{items(each.ask)}"
        f"<h3>Watch for</h3>{items(each.watch_for)}<h3>To close</h3><p>{escape(each.close)}</p></section>"
    )
