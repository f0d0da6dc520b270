"""What a backup says of itself. It stands last in the file, so that one that was cut off has none."""

from datetime import datetime
from importlib.metadata import version

from pydantic import BaseModel, ConfigDict, ValidationError

from storage.migrate import HEAD, KNOWN
from storage.seal import Seal

FORM = 1
_PURPOSE = "backup"


class BackupRefused(Exception):
    """A backup cannot be made or trusted; one line that says what to do."""


class Manifest(BaseModel):
    """`key` are the fingerprints of the keys by number, `files` SHA-256 by name within the backup."""

    model_config = ConfigDict(frozen=True)

    form: int = FORM
    shao: str
    schema_at: str
    engine: str
    made_at: datetime
    key: dict[int, str]
    rows: dict[str, int]
    files: dict[str, str]


def manifest_of(engine: str, now: datetime, seal: Seal, rows: dict[str, int], files: dict[str, str]) -> Manifest:
    """Of a backup made by this code."""
    return Manifest(
        shao=version("shao"), schema_at=HEAD, engine=engine, made_at=now, key=seal.fingerprints, rows=rows, files=files
    )


def mark_of(written: bytes, seal: Seal) -> str:
    """A keyed hash: nobody without the key can make or change a backup."""
    return seal.lookup(_PURPOSE, written.decode())


def read_manifest(written: bytes) -> Manifest:
    """BackupRefused when it is none, or of a newer Shao."""
    try:
        manifest = Manifest.model_validate_json(written)
    except ValidationError as error:
        raise BackupRefused("it says nothing of itself that can be read; take another backup") from error
    if manifest.form > FORM or manifest.schema_at not in KNOWN:
        raise BackupRefused(f"it was made by a newer Shao ({manifest.shao}); install that version first")
    return manifest


def refuse_other_key(manifest: Manifest, seal: Seal) -> None:
    """Before anything is put anywhere: without its key a backup is of no use."""
    ours = seal.fingerprints
    if any(ours.get(number) != fingerprint for number, fingerprint in manifest.key.items()):
        wanted = ", ".join(f"{number} ({fingerprint})" for number, fingerprint in manifest.key.items())
        held = ", ".join(f"{number} ({fingerprint})" for number, fingerprint in ours.items())
        raise BackupRefused(
            f"it was sealed with key {wanted} and the key file holds {held}; put the key file of {manifest.made_at:%Y-%m-%d} there"
        )
