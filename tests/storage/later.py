"""A later version of the storage floor, made for a test: its migrations can be stopped in the middle.

The package is copied to a folder of its own and run from there in another process, exactly as an upgraded installation would.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import storage

HERE = Path(storage.__file__).parent

# Rebuilds a table that has children, which is where SQLite deletes them when foreign keys are on; halts where it is told to.
SECOND = dedent(
    """
    import sys
    import sqlalchemy as sa
    from alembic import op

    revision, down_revision = "0003", "0002"

    def halt(at):
        print(at, flush=True)
        sys.stdin.readline()

    def upgrade():
        halt("before")
        op.add_column("units", sa.Column("colour", sa.Text()))
        halt("added")
        with op.batch_alter_table("people") as batch:
            batch.add_column(sa.Column("nickname", sa.Text()))
            batch.alter_column("language", existing_type=sa.Text(), nullable=True)
        halt("rebuilt")
        op.execute("{extra}")
        halt("after")
    """
)
HALTS = ("before", "added", "rebuilt", "after")

MIGRATE = dedent(
    """
    import asyncio
    import sys
    from storage.migrate import SchemaRefused, migrate
    try:
        print(asyncio.run(migrate(sys.argv[1])))
    except SchemaRefused as error:
        sys.exit(str(error))
    """
)


# What a migration does once the copy is made; on SQLite it halts there as well, at "copied".
_NAMED = "    part.rename(copy)"


class Later:
    """The upgraded installation; `extra` is one more statement of its migration."""

    def __init__(self, folder: Path, extra: str = "SELECT 1") -> None:
        self.folder = folder
        copy = folder / "storage"
        shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / "migrations/versions/0003_later.py").write_text(SECOND.format(extra=extra), encoding="utf8")
        source = (copy / "migrate.py").read_text(encoding="utf8")
        source = source.replace('HEAD = "0002"', 'HEAD = "0003"').replace(
            'KNOWN = ("0002",)', 'KNOWN = ("0002", "0003")'
        )
        (copy / "migrate.py").write_text(source, encoding="utf8")
        source = (copy / "sqlite_schema.py").read_text(encoding="utf8")
        assert _NAMED in source
        halt = f'    import sys; print("copied", flush=True); sys.stdin.readline()\n{_NAMED}'
        (copy / "sqlite_schema.py").write_text(source.replace(_NAMED, halt), encoding="utf8")

    def start(self, url: str) -> "subprocess.Popen[str]":
        """Begins to migrate; the process says where it halts and goes on with each line it is given."""
        return start_to_migrate(self.folder, url)

    def migrate(self, url: str) -> tuple[int, str, str]:
        """Migrates to the end: exit code, last line of output, errors."""
        process = self.start(url)
        out, errors = process.communicate("\n" * (1 + len(HALTS)), timeout=30)
        return process.returncode, (out.splitlines() or [""])[-1], errors

    def kill_at(self, halt: str, url: str) -> None:
        """kill -9, when the migration has come to a halt of this name."""
        process = self.start(url)
        assert process.stdout is not None
        assert process.stdin is not None
        for line in process.stdout:
            if line.strip() == halt:
                break
            process.stdin.write("\n")
            process.stdin.flush()
        assert process.poll() is None, "it should have halted"
        process.kill()
        process.communicate(timeout=30)


def start_to_migrate(folder: Path, url: str) -> "subprocess.Popen[str]":
    """A process that migrates by the storage floor that is in a folder."""
    return subprocess.Popen(
        [sys.executable, "-c", MIGRATE, url],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
