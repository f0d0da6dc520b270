"""Units: the tree, and the cells that say which are near."""

import h3
import pytest

from storage.store import Store
from storage.units import Unit, UnitKind
from tests.storage.makers import NOW, SQUARE, a_town, a_unit, after, celled


def codes(units: tuple[Unit, ...]) -> list[str]:
    return [unit.code for unit in units]


class TestUnits:
    async def test_gives_back_what_was_saved(self, store: Store) -> None:
        community = await a_unit(store, "C", UnitKind.COMMUNITY)
        grid = await a_unit(store, "G", UnitKind.GRID, "C")
        assert grid == Unit(
            id=grid.id, code="G", kind=UnitKind.GRID, parent_id=community.id, name="名G", name_en="G", geometry=SQUARE
        )
        assert await store.units.by_id(grid.id) == grid
        assert (grid.named("zh-Hans"), grid.named("en")) == ("名G", "G")

    async def test_unknown(self, store: Store) -> None:
        assert await store.units.by_code("G") is None
        with pytest.raises(KeyError):
            await store.units.by_id(1)

    async def test_a_parent_must_be_there(self, store: Store) -> None:
        """Otherwise it would become a topmost unit without a word."""
        with pytest.raises(KeyError, match="C"):
            await a_unit(store, "G", UnitKind.GRID, "C")
        assert await store.units.everything() == ()

    async def test_loading_again_updates_in_place(self, store: Store) -> None:
        """Whoever lives or works there still does: the id stays."""
        old = await a_unit(store, "G")
        await store.units.save(celled("G", "a", "b"), now=after(days=1))
        await store.units.save(celled("G", "b", "c"), now=after(days=2))
        new = await store.units.by_code("G")
        assert new == old.model_copy(update={"name": "G"})
        assert [codes(await store.units.touching((cell,))) for cell in "abc"] == [[], ["G"], ["G"]]

    async def test_the_tree(self, store: Store) -> None:
        town = await a_town(store)
        assert codes(await store.units.everything()) == ["C1", "C2", "D", "G1", "G2", "G3"]
        assert codes(await store.units.roots()) == ["D"]
        assert codes(await store.units.children(town["C1"].id)) == ["G1", "G2"]
        assert codes(await store.units.children(town["G1"].id)) == []
        assert codes(await store.units.upwards(town["G3"].id)) == ["G3", "C2", "D"]
        assert codes(await store.units.upwards(town["D"].id)) == ["D"]

    async def test_can_move_to_another_parent(self, store: Store) -> None:
        town = await a_town(store)
        await a_unit(store, "G1", UnitKind.GRID, "C2")
        assert codes(await store.units.upwards(town["G1"].id)) == ["G1", "C2", "D"]
        assert codes(await store.units.children(town["C1"].id)) == ["G2"]

    async def test_cells(self, store: Store) -> None:
        """A cell may touch several units."""
        for unit in (celled("G2", "a", "b"), celled("G1", "b"), celled("G3")):
            await store.units.save(unit, now=NOW)
        assert [codes(await store.units.touching((cell,))) for cell in ("a", "b", "x")] == [["G2"], ["G1", "G2"], []]

    @pytest.mark.parametrize(
        ("point", "code"),
        [
            ((30.66, 104.06), "C"),
            ((31, 104), "C"),
            ((39.9, 116.4), "B"),
            ((40, -75), "B"),
            ((-60, 100), "C"),
            ((90, 0), "B"),
        ],
    )
    async def test_near(self, store: Store, point: tuple[float, float], code: str) -> None:
        """However far; with cells of Chengdu and Beijing, and one unit without any."""
        for unit in (celled("C", "8940e3ce88fffff"), celled("B", h3.latlng_to_cell(39.9, 116.4, 9)), celled("G")):
            await store.units.save(unit, now=NOW)
        assert codes(await store.units.near(point)) == [code]

    async def test_near_where_there_are_none(self, store: Store) -> None:
        await store.units.save(celled("G"), now=NOW)
        assert await store.units.near((30.66, 104.06)) == ()
