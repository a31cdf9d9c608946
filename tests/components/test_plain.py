"""What a reader wrote is shown as written and does nothing."""

import pytest

from components.plain import plain


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("LVEF: 130 is not one of 0–100", r"LVEF\: 130 is not one of 0–100"),
        ("![x](http://evil.example/a.png)", "\\!\\[x\\]\\(http\u200b\\://evil\\.example/a\\.png\\)"),
        (":red[Would have met]", "\\:\u200bred\\[Would have met\\]"),
        (":material/check_circle:", "\\:\u200bmaterial/check\\_circle\\:"),
        ("**60**", r"\*\*60\*\*"),
        ("$\\alpha$", r"\$\\alpha\$"),
        ("www.evil.example", "www\u200b\\.evil\\.example"),
        ("a@b.example", "a\u200b\\@b\\.example"),
        ("<b>", r"\<b\>"),
    ],
)
def test_marks_are_disarmed(written, shown):
    assert plain(written) == shown


def test_words_and_numbers_stay_as_they_are():
    assert plain("Alter 48,1 Jahre; ≥ 50 %") == "Alter 48,1 Jahre; ≥ 50 %"
