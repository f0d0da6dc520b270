"""What can be wrong with a file of units, as data."""

import reprlib
from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class ProblemKind(StrEnum):
    """Why units are refused."""

    UNREADABLE = "unreadable"
    BAD_CODE = "bad_code"
    DUPLICATE_CODE = "duplicate_code"
    BAD_NAME = "bad_name"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_PARENT = "unknown_parent"
    PARENT_NOT_ABOVE = "parent_not_above"
    CIRCLE = "circle"
    BAD_GEOMETRY = "bad_geometry"
    OVERLAP = "overlap"


class UnitProblem(BaseModel):
    """One problem. `code` is the feature's, or "feature 3" (counted from 1) where it has none, or "file"."""

    model_config = ConfigDict(frozen=True)

    kind: ProblemKind
    code: str
    detail: str

    @property
    def sentence(self) -> str:
        """One line of English for the operator."""
        return f"{self.code}: {self.detail}"


class FileRefused(Exception):
    """Nothing of the file is loaded; every problem found is here."""

    def __init__(self, problems: Sequence[UnitProblem]) -> None:
        super().__init__("\n".join(problem.sentence for problem in problems))
        self.problems = tuple(problems)


class Flaw(Exception):
    """What is wrong with one value, raised where it is read and collected where its feature is known."""

    def __init__(self, kind: ProblemKind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail

    def at(self, code: str) -> UnitProblem:
        """The same, with the feature it was found in."""
        return UnitProblem(kind=self.kind, code=code, detail=self.detail)


def shown(value: object) -> str:
    """Any value of the file in a few characters of one line, without anything unprintable."""
    return "nothing" if value is None else reprlib.repr(value)
