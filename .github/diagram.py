"""Writes the life of a case into README, drawn from handlers/report/rules.py, with the reasons at its odd edges; and where points go,
drawn from storage/ledger.py: `python .github/diagram.py`."""

from collections.abc import Iterator
from pathlib import Path

from handlers.report.rules import CHANGES, Action
from storage.case import OPEN, Status
from storage.ledger import FLOWS, AccountKind

README = Path(__file__).parents[1] / "README.md"
CASES = ("<!-- from here on by .github/diagram.py -->", "<!-- to here -->")
POINTS = ("<!-- points from here on by .github/diagram.py -->", "<!-- points to here -->")

_BACK = "back"  # to whoever has the case
_OPEN = "open"
_BACK_TO = {
    Status.RECEIVED: "nobody has it",
    Status.ACCEPTED: "staff have it",
    Status.ASSIGNED: "a team was asked",
    Status.IN_HAND: "a team has it",
}


def drawn() -> str:
    """What stands between the two lines in README."""
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in _diagram()), "```"])
    return f"{diagram}\n\n" + "\n".join(_table())


def current(readme: str) -> str:
    """README with both in it; ValueError where one of the lines between which they stand is missing."""
    for (begin, end), what in ((CASES, drawn()), (POINTS, flows())):
        before, rest = readme.split(begin)
        _, after = rest.split(end)
        readme = f"{before}{begin}\n\n{what}\n\n{end}{after}"
    return readme


def flows() -> str:
    """Accounts, and why points go from one to the other."""
    edges: dict[tuple[AccountKind, AccountKind], list[str]] = {}
    for reason, ends in FLOWS.items():
        edges.setdefault(ends, []).append(reason.value)
    lines = [f"    {giver} -->|{', '.join(reasons)}| {taker}" for (giver, taker), reasons in edges.items()]
    return "\n".join(["```mermaid", "flowchart LR", *lines, "```"])


def _diagram() -> Iterator[str]:
    yield f"state {_BACK} <<choice>>"
    yield f'state "each of {", ".join(OPEN)}" as {_OPEN}'
    yield f"[*] --> {Status.RECEIVED}"
    for (start, end), labels in _edges().items():
        yield f"{start} --> {end} : {', '.join(labels)}"
    yield from (f"{_BACK} --> {status} : {why}" for status, why in _BACK_TO.items())


def _edges() -> dict[tuple[str, str], list[str]]:
    """From where to where, and by which actions; those from every open state are one. What leads nowhere else is left out."""
    edges: dict[tuple[str, str], list[str]] = {}
    for (status, action), change in CHANGES.items():
        everywhere = all(CHANGES.get((one, action)) == change for one in OPEN)
        if change.to is status or (everywhere and status in OPEN[1:]):
            continue
        start = _OPEN if everywhere and status in OPEN else status.value
        label = f"{action} by {' or '.join(change.actors)}"
        edges.setdefault((start, change.to.value if change.to else _BACK), []).append(label)
    return edges


def _table() -> Iterator[str]:
    yield "| from | what | by | to | because |"
    yield "|---|---|---|---|---|"
    rows: dict[tuple[Action, tuple[str, ...], str, str], list[Status]] = {}
    for (status, action), change in CHANGES.items():
        if change.why:
            to = "the same" if change.to is status else change.to.value if change.to else "whoever has it"
            rows.setdefault((action, change.actors, to, change.why), []).append(status)
    for (action, actors, to, why), starts in rows.items():
        yield f"| {', '.join(starts)} | {action} | {', '.join(actors)} | {to} | {why} |"


if __name__ == "__main__":
    README.write_text(current(README.read_text(encoding="utf8")), encoding="utf8")
