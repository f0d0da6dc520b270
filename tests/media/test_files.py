"""Sealed files on a disk."""

from pathlib import Path

import pytest

from bot.media.files import SealedFiles
from storage.media import Media, MediaKind
from storage.seal import Seal, SealBroken, load_seal, make_key_file


def media(number: int = 1, file_id: str = "AgAC1") -> Media:
    """A row whose file is to be kept."""
    about = {
        "kind": MediaKind.PHOTO,
        "stage": "before",
        "withheld": False,
        "state": "waiting",
        "path": None,
        "tries": 0,
        "error": None,
    }
    return Media.model_validate({"id": number, "report_id": 1, "file_id": file_id, **about})


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    """Of a key file of this test's own."""
    make_key_file(tmp_path / "shao.key")
    return load_seal(tmp_path / "shao.key")


@pytest.fixture
def files(tmp_path: Path, seal: Seal) -> SealedFiles:
    """In a folder that is not there yet."""
    return SealedFiles(tmp_path / "data" / "media", seal)


def test_what_is_kept_can_be_loaded(files: SealedFiles) -> None:
    assert files.names() == set()
    path = files.keep(media(), b"picture")
    assert files.load(path) == b"picture"
    assert files.names() == {path}


def test_the_next_try_writes_over_what_the_last_one_left(files: SealedFiles) -> None:
    """Also where it is shorter, or was never finished."""
    first = files.keep(media(), b"a long picture" * 100)
    assert files.keep(media(), b"picture") == first == files.name_for(media())
    assert files.load(first) == b"picture"


def test_an_id_that_comes_again_is_another_file(files: SealedFiles) -> None:
    """Or removing the old one's file would remove the new one's."""
    names = {files.name_for(media(1, "a")), files.name_for(media(1, "b")), files.name_for(media(2, "a"))}
    assert len(names) == 3


def test_what_is_forgotten_is_gone(files: SealedFiles) -> None:
    """Twice is fine, and so is what never was."""
    stays, goes = files.keep(media(1), b"stays"), files.keep(media(2), b"goes")
    for _ in range(2):
        files.forget([goes, "ab/never.sealed"])
    assert files.names() == {stays}
    with pytest.raises(FileNotFoundError):
        files.load(goes)


def test_what_is_damaged_or_somebody_elses_is_not_opened(files: SealedFiles, tmp_path: Path) -> None:
    path = files.keep(media(), b"picture")
    make_key_file(tmp_path / "other.key")
    with pytest.raises(SealBroken):
        SealedFiles(tmp_path / "data" / "media", load_seal(tmp_path / "other.key")).load(path)
    stored = tmp_path / "data" / "media" / path
    stored.write_bytes(stored.read_bytes()[:-1])
    with pytest.raises(SealBroken):
        files.load(path)
