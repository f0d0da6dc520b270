"""When a code of a second factor is good: RFC 6238's own examples, what people type, clocks that are off, and clocks that were wrong."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from handlers.factor import rules
from handlers.factor.service import Verdict
from handlers.factor.wording import refused, secret_covered, secret_shown
from handlers.messages import Message
from tests.town import NOON

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890", of RFC 6238's appendix B
RFC_CODES = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize(("seconds", "code"), RFC_CODES.items())
def test_the_examples_of_the_standard(seconds: int, code: str) -> None:
    """At their very second, and as an app makes them."""
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert rules.matching_step(RFC_SECRET, code, now) == rules.step_of(now) == seconds // 30
    assert pyotp.TOTP(RFC_SECRET).at(now) == code


@pytest.mark.parametrize(
    ("off", "is_good"), [(-61, False), (-60, False), (-30, True), (-1, True), (0, True), (30, True), (60, False)]
)
def test_a_phone_whose_clock_is_off(off: int, is_good: bool) -> None:
    """By a step at most; it is the step of the phone that is used up. Noon is where a step begins."""
    code = pyotp.TOTP(RFC_SECRET).at(NOON + timedelta(seconds=off))
    step = rules.matching_step(RFC_SECRET, code, NOON)
    assert step == (rules.step_of(NOON + timedelta(seconds=off)) if is_good else None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        (" 123 456\n", "123456"),
        ("123-456", "123456"),
        ("１２３４５６", "123456"),
        ("１２３　４５６", "123456"),
        ("000000", "000000"),
        ("12345", None),
        ("1234567", None),
        ("12345a", None),
        ("动态码 123456", None),
        ("١٢٣٤٥٦", None),
        ("", None),
    ],
)
def test_what_people_type(typed: str, code: str | None) -> None:
    assert rules.read_code(typed) == code


@pytest.mark.parametrize("code", ["", "12345", "28708２", "动态码"])
def test_what_is_no_code_is_wrong(code: str) -> None:
    assert rules.matching_step(RFC_SECRET, code, NOON) is None


@pytest.mark.parametrize(
    ("ahead", "is_locked"),
    [(None, False), (-1, False), (0, False), (1, True), (15 * 60, True), (15 * 60 + 1, False), (365 * 86_400, False)],
)
def test_a_lock_ends(ahead: int | None, is_locked: bool) -> None:
    """Also one that a clock wrote down that was far ahead."""
    until = None if ahead is None else NOON + timedelta(seconds=ahead)
    assert rules.is_locked(until, NOON) is is_locked


def test_a_clock_that_was_set_back() -> None:
    """By a lock's time at most, what was used then counts as used; what was used later than that, was not."""
    used = rules.step_of(NOON) + 1
    assert used <= rules.latest_step(NOON - rules.LOCK)
    assert used > rules.latest_step(NOON - rules.LOCK - timedelta(seconds=30))


def test_secrets() -> None:
    """160 bits, each another; grouped they are the same letters."""
    secrets = {rules.new_secret() for _ in range(100)}
    assert len(secrets) == 100
    for one in secrets:
        assert len(pyotp.TOTP(one).byte_secret()) == 20
        groups = rules.grouped(one).split(" ")
        assert ("".join(groups), {len(group) for group in groups}) == (one, {4})


@pytest.mark.parametrize(
    ("whose", "label"), [("周敏", "Shao:周敏"), (None, "Shao:Shao"), ("a:b & c?", "Shao:a:b & c?")]
)
def test_what_an_app_reads(whose: str | None, label: str) -> None:
    """The secret, who asks for it, and whose it is; as another reader of such links understands it."""
    link = rules.uri(RFC_SECRET, whose)
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parse_qs(parts.query) == {"secret": [RFC_SECRET], "issuer": ["Shao"]}
    if whose != "a:b & c?":
        read = pyotp.parse_uri(link)
        assert (read.issuer, f"Shao:{read.name}", read.secret) == ("Shao", label, RFC_SECRET)


def test_the_secret_is_shown_and_covered() -> None:
    """In the QR code and as letters, where it cannot be passed on; nothing of it stays."""
    shown = secret_shown(RFC_SECRET, "周敏")
    assert shown.protected
    assert shown.drawing is not None
    assert shown.drawing.qr == rules.uri(RFC_SECRET, "周敏")
    assert Message.model_validate_json(shown.model_dump_json()) == shown
    covered = secret_covered()
    assert covered.covers_picture
    assert covered.drawing is None
    assert "GEZD" not in covered.model_dump_json()


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.OK])
def test_every_refusal_has_its_words(verdict: Verdict) -> None:
    assert refused(verdict).args == {"minutes": 15}
