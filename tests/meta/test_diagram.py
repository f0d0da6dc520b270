"""README's life of a case is what the rules say."""

import runpy

from handlers.report.rules import CHANGES
from storage.case import Status
from storage.ledger import FLOWS
from tests.meta.source import ROOT

DIAGRAM = runpy.run_path(str(ROOT / ".github" / "diagram.py"), run_name="diagram")


def test_readme_is_current() -> None:
    """If not: python .github/diagram.py."""
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    assert DIAGRAM["current"](readme) == readme


def test_every_way_of_points_is_in_it() -> None:
    flows: str = DIAGRAM["flows"]()
    for reason, (giver, taker) in FLOWS.items():
        assert any(
            f"{giver} -->" in line and reason in line and line.endswith(f"| {taker}") for line in flows.splitlines()
        )


def test_everything_is_in_it() -> None:
    """Every state, every reason, and every change that leads elsewhere."""
    drawn: str = DIAGRAM["drawn"]()
    diagram, _, table = drawn.partition("\n\n")
    for status in Status:
        assert f"--> {status} " in diagram
    for (status, action), change in CHANGES.items():
        assert change.why in table
        edges = [line for line in diagram.splitlines() if line.strip().startswith((f"{status} -->", "open -->"))]
        assert change.to is status or any(f"{action} by" in line for line in edges)
