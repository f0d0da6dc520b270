"""What must hold between units: parents above children, no circles, no land that two siblings own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy
import shapely
from shapely.geometry.base import BaseGeometry

from handlers.units.geometry import Point, depth, in_metres
from handlers.units.problems import ProblemKind, UnitProblem, shown
from storage.units import UnitKind

WIDEST_SLIVER = 1.0  # metres; borders drawn twice overlap by slivers, and a metre's width belongs to nobody's home


class Node(NamedTuple):
    """A unit as far as it could be read; `kind` and `shape` are None, and `code` is a label, where they could not."""

    code: str
    kind: UnitKind | None
    parent: str | None
    shape: BaseGeometry | None
    is_new: bool


Tree = Mapping[str, Node]


def tree_problems(tree: Tree) -> Iterator[UnitProblem]:
    """Whatever is wrong with the new nodes, in themselves or together with those that were there before."""
    for node in tree.values():
        yield from _parent_problems(node, tree)
    for members in _circles(tree):
        yield _problem(ProblemKind.CIRCLE, _blamed(members), f"is its own ancestor: {_path(members)}")
    for one, other, square_metres in _overlaps(tree.values()):
        blamed, sibling = (other, one) if other.is_new else (one, other)
        yield _problem(ProblemKind.OVERLAP, blamed, f"overlaps {sibling.code} by about {square_metres:,.0f} m²")


def _parent_problems(node: Node, tree: Tree) -> Iterator[UnitProblem]:
    """A known unit is looked at too where its parent is new: the parent may have sunk below it."""
    if node.parent is None:
        return
    parent = tree.get(node.parent)
    if parent is None:
        detail = f"parent {shown(node.parent)} is neither in the file nor loaded before"
        yield _problem(ProblemKind.UNKNOWN_PARENT, node, detail)
    elif (node.is_new or parent.is_new) and not _is_above(parent.kind, node.kind):
        detail = f"a {node.kind} cannot be below {parent.code}, a {parent.kind}"
        yield _problem(ProblemKind.PARENT_NOT_ABOVE, node, detail)


def _is_above(parent: UnitKind | None, child: UnitKind | None) -> bool:
    """True where one is unknown: that is reported already."""
    return parent is None or child is None or depth(parent) < depth(child)


def _circles(tree: Tree) -> Iterator[Sequence[Node]]:
    """Each circle once, child before parent. Every node is walked through once."""
    settled: set[str] = set()
    for start in tree:
        path: dict[str, Node] = {}
        code = start
        while code in tree and code not in settled and code not in path:
            path[code] = tree[code]
            code = tree[code].parent or ""
        if code in path:
            yield list(path.values())[list(path).index(code) :]
        settled.update(path)


def _blamed(members: Sequence[Node]) -> Node:
    return next((node for node in members if node.is_new), members[0])


def _path(members: Sequence[Node]) -> str:
    first = _blamed(members)
    turn = members.index(first)
    return " → ".join(node.code for node in [*members[turn:], *members[:turn], first])


def _overlaps(nodes: Iterable[Node]) -> Iterator[tuple[Node, Node, float]]:
    """Pairs of siblings, one of them new at least, and the square metres they share."""
    for _, family in groupby(sorted(nodes, key=_family), key=_family):
        for one, other in _touching([node for node in family if node.shape is not None]):
            shared = _shared_metres(one.shape, other.shape) if one.is_new or other.is_new else 0
            if shared:
                yield one, other, shared


def _touching(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Each pair once that has a point in common."""
    shapes = numpy.array([node.shape for node in nodes], dtype=object)  # an empty list would have the wrong type
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist()
    return ((nodes[one], nodes[other]) for one, other in sorted(pairs) if one < other)


def _family(node: Node) -> tuple[str, bool]:
    """Buildings stand on the land of grids that may be their siblings, so they are compared with buildings alone."""
    return node.parent or "", node.kind is UnitKind.BUILDING


def _shared_metres(one: BaseGeometry, other: BaseGeometry) -> float:
    """Square metres in common; 0 where that is but a sliver along the border, into which no disc of a metre fits."""
    shared = shapely.intersection(one, other)
    if shared.is_empty:
        return 0
    west, south, *_ = shared.bounds
    flat = in_metres(shared, around=Point(latitude=south, longitude=west))
    return 0 if flat.buffer(-WIDEST_SLIVER / 2).is_empty else float(flat.area)


def _problem(kind: ProblemKind, node: Node, detail: str) -> UnitProblem:
    return UnitProblem(kind=kind, code=node.code, detail=detail)
