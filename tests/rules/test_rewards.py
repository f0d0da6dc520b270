"""What holds for rewards and vouchers, as tables."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.points.rules import month
from handlers.rewards.rules import LASTS, line, number, read_voucher, standing, written
from storage.vouchers import Voucher, VoucherState
from tests.storage.makers import NOW


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("V-4F7K-2M9Q", "4F7K2M9Q"),
        (" v4f7k2m9q ", "4F7K2M9Q"),
        ("v 4f7k 2m9q", "4F7K2M9Q"),
        ("V-OOOO-IL11", "00001111"),
        ("vegetable", None),
        ("V-4F7K-2M9", None),
        ("V-4F7K-2M9U", None),
        ("H-4F7K-2M9Q", None),
        ("4F7K2M9Q", None),
    ],
)
def test_a_code_as_it_is_typed(words: str, code: str | None) -> None:
    assert read_voucher(words) == code


def test_a_code_as_it_is_written() -> None:
    assert read_voucher(written("4F7K2M9Q")) == "4F7K2M9Q"


@pytest.mark.parametrize(
    ("words", "found"),
    [("5", 5), (" 12 ", 12), ("１２", 12), ("0", None), ("100", 100), ("101", None), ("9" * 5000, None), ("-1", None),
     ("1.5", None), ("", None), ("five", None), ("²", None)],
)  # fmt: skip
def test_numbers(words: str, found: int | None) -> None:
    assert number(words, 100) == found


def test_one_line() -> None:
    assert line(" a\n b\u202e ", 9) == "a b"
    assert line("x" * 20, 9) == "x" * 8 + "…"
    assert line(" \n ", 9) is None


def test_the_community_s_month() -> None:
    """Eight hours ahead of UTC."""
    zone = ZoneInfo("Asia/Shanghai")
    assert month(datetime(2026, 5, 31, 15, 59, tzinfo=UTC), zone) == datetime(2026, 4, 30, 16, tzinfo=UTC)
    assert month(datetime(2026, 5, 31, 16, 0, tzinfo=UTC), zone) == datetime(2026, 5, 31, 16, tzinfo=UTC)


def test_its_time_is_over_before_anybody_has_noted_it() -> None:
    voucher = Voucher(
        id=1, reward_id=1, account_id=1, code="x", holder_id=1, price=1, state=VoucherState.OPEN, bought_at=NOW,
        expires_at=NOW + LASTS, ended_at=None,
    )  # fmt: skip
    assert standing(voucher, NOW + LASTS - timedelta(seconds=1)) is VoucherState.OPEN
    assert standing(voucher, NOW + LASTS) is VoucherState.EXPIRED
    used = voucher.model_copy(update={"state": VoucherState.USED})
    assert standing(used, NOW + LASTS) is VoucherState.USED
