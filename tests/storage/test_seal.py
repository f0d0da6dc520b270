"""The seal: opens what it sealed, for the purpose it was sealed for, and nothing else."""

import base64
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.seal import Seal, SealBroken, load_seal, make_key_file

ONE, TWO, HASH = bytes(range(32)), bytes(32), b"h" * 32
SEAL = Seal(HASH, {1: ONE})
MAKE = "import sys, pathlib, storage.seal as s; p = pathlib.Path(sys.argv[1]); sys.stdin.read(); s.make_key_file(p); s.load_seal(p)"


@given(plain=st.binary(max_size=5000), purpose=st.text(max_size=20))
def test_any_bytes_come_back(plain: bytes, purpose: str) -> None:
    assert SEAL.open(purpose, SEAL.seal(purpose, plain)) == plain


@given(plain=st.none() | st.text(max_size=500))
def test_any_text_comes_back(plain: str | None) -> None:
    assert SEAL.open_text("words", SEAL.seal_text("words", plain)) == plain


def test_a_length_tells_little() -> None:
    """Whoever is among the first nine people, perhaps all of them staff, must not be known by a number of one digit."""
    assert len({len(SEAL.seal_text("reporter", str(number))) for number in (1, 10, 999, 10**18)}) == 1
    assert len({len(SEAL.seal_text("name", name)) for name in ("", "李", "\x80", "欧阳·玛丽亚·德拉克鲁斯")}) == 1


@given(plain=st.binary(max_size=100), data=st.data())
def test_a_flipped_bit_is_noticed(plain: bytes, data: st.DataObject) -> None:
    """Wherever it is: number, nonce, text or tag."""
    sealed = bytearray(SEAL.seal("words", plain))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        SEAL.open("words", bytes(sealed))


@given(st.binary(max_size=100))
def test_made_up_bytes_are_refused(sealed: bytes) -> None:
    """However short."""
    for start in (b"", b"\x01"):
        with pytest.raises(SealBroken):
            SEAL.open("words", start + sealed)


def test_cut_off_anywhere() -> None:
    sealed = SEAL.seal("words", b"x" * 40)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            SEAL.open("words", sealed[:length])


def test_wrong_key_and_wrong_purpose() -> None:
    """A ciphertext moved to another column opens no more than with another key."""
    sealed = SEAL.seal("words", b"x")
    for seal, purpose in ((Seal(HASH, {1: TWO}), "words"), (Seal(HASH, {2: ONE}), "words"), (SEAL, "name")):
        with pytest.raises(SealBroken):
            seal.open(purpose, sealed)


def test_equal_texts_look_different() -> None:
    assert SEAL.seal("words", b"x") != SEAL.seal("words", b"x")


def test_rotation_by_number() -> None:
    """The highest number seals, all of them open, and look-ups stay the same."""
    rotated = Seal(HASH, {1: ONE, 2: TWO})
    old, new = SEAL.seal("words", b"old"), rotated.seal("words", b"new")
    assert (rotated.open("words", old), rotated.open("words", new)) == (b"old", b"new")
    with pytest.raises(SealBroken):
        SEAL.open("words", new)
    assert rotated.lookup("telegram", 5) == SEAL.lookup("telegram", 5)


@given(st.integers(), st.integers(), st.text(max_size=10), st.text(max_size=10))
def test_lookups(one: int, other: int, purpose: str, another: str) -> None:
    """Equal for equal values of one purpose, whether number or text; different without the key."""
    assert (SEAL.lookup(purpose, one) == SEAL.lookup(purpose, str(other))) == (one == other)
    assert (SEAL.lookup(f"a{purpose}", one) == SEAL.lookup(f"a{another}", one)) == (purpose == another)
    assert SEAL.lookup(purpose, one) != Seal(TWO, {1: ONE}).lookup(purpose, one)


def test_a_key_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    """Also in a folder that is not there yet; nothing else is left beside it; a second call changes nothing."""
    path = tmp_path / "new" / "shao.key"
    make_key_file(path)
    before = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["shao.key"]
    sealed = load_seal(path).seal("words", b"x")
    make_key_file(path)
    assert path.read_bytes() == before
    assert load_seal(path).open("words", sealed) == b"x"


def test_two_key_files_differ(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_key_file(tmp_path / name)
    assert load_seal(tmp_path / "a").lookup("x", 1) != load_seal(tmp_path / "b").lookup("x", 1)


def test_a_race_of_makers_has_one_winner(tmp_path: Path) -> None:
    """Every process goes on with the same keys."""
    path = tmp_path / "shao.key"
    racers = [
        subprocess.Popen([sys.executable, "-c", MAKE, str(path)], stdin=subprocess.PIPE, cwd=Path(__file__).parents[2])
        for _ in range(4)
    ]
    for racer in racers:  # they are all waiting for the end of their input
        assert racer.stdin is not None
        racer.stdin.close()
    assert [racer.wait(30) for racer in racers] == [0] * 4
    assert [one.name for one in tmp_path.iterdir()] == ["shao.key"]
    load_seal(path)


def test_the_loser_of_a_race_keeps_the_winner_s_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other process's file appears after ours was found missing."""
    path = tmp_path / "shao.key"
    make_key_file(path)
    before = path.read_bytes()
    monkeypatch.setattr(Path, "exists", lambda _self: False)
    make_key_file(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["shao.key"]


def test_a_missing_key_file_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(SealBroken, match="backup"):
        load_seal(tmp_path / "shao.key")
    assert list(tmp_path.iterdir()) == []


GOOD = base64.b64encode(ONE).decode()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        "null",
        "not JSON",
        '{"hash": 5, "seals": {}}',
        json.dumps({"hash": GOOD}),
        json.dumps({"hash": GOOD, "seals": {}}),
        json.dumps({"hash": GOOD, "seals": [GOOD]}),
        json.dumps({"hash": GOOD, "seals": {"one": GOOD}}),
        json.dumps({"hash": GOOD, "seals": {"1": GOOD[:-8]}}),
        json.dumps({"hash": GOOD[:8], "seals": {"1": GOOD}}),
        json.dumps({"hash": GOOD, "seals": {"1": "not base64!"}}),
        json.dumps({"hash": GOOD, "seals": {"0": GOOD}}),
        json.dumps({"hash": GOOD, "seals": {"256": GOOD}}),
        json.dumps({"hash": GOOD, "seals": {"1": None}}),
    ],
)
def test_a_damaged_key_file(tmp_path: Path, content: str) -> None:
    """Said by its name, in one line, without what is in it."""
    path = tmp_path / "shao.key"
    path.write_text(content, encoding="utf8")
    with pytest.raises(SealBroken) as broken:
        load_seal(path)
    assert str(path) in str(broken.value)
    assert "\n" not in str(broken.value)
    assert GOOD not in str(broken.value)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_key_file_that_is_no_text(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "shao.key"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(SealBroken):
        load_seal(path)
