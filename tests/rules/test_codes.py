"""Ticket codes, written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.report.codes import new_code, new_pseudonym, read_code


def test_codes_are_random_and_well_formed() -> None:
    """H-XXXX-XXXX without I, L, O and U; no two alike among many."""
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert not set("ILOU") & set("".join(codes).replace("H-", ""))


def test_pseudonyms_are_new_each_time() -> None:
    """A pseudonym names one report only."""
    assert len({new_pseudonym() for _ in range(500)}) == 500


@given(st.builds(new_code), st.sampled_from(("{}", " {} ", "{}\n")))
def test_a_code_is_read_however_it_is_typed(code: str, frame: str) -> None:
    """Lower case, no hyphens, spaces instead of hyphens; O for 0 and l for 1."""
    assert read_code(frame.format(code)) == code
    assert read_code(code.lower()) == code
    assert read_code("h abcd efgh") == "H-ABCD-EFGH"
    assert read_code(code.replace("-", " ")) == code
    misread = f"H-{code[2:].replace('0', 'O').replace('1', 'l')}"
    assert read_code(misread) == code


@pytest.mark.parametrize(
    "words", ["", "handrails", "H-1234", "H-1234-567U", "H-1234-56789", "消防通道", "报 H-0000-0000"]
)
def test_other_words_are_no_code(words: str) -> None:
    """A word of nine letters that begins with H, too few or too many, a letter that the alphabet leaves out."""
    assert read_code(words) is None
