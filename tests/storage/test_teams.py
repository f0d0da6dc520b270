"""Teams, as the settings want them among the units."""

import pytest

from handlers.teams.establishing import Misplaced, establish
from handlers.teams.settings import Team
from storage.roles import Role, Via
from storage.store import Store
from storage.units import Unit, UnitKind
from tests.storage.makers import NOW, a_person, a_town, after

GAS = Team(code="GAS", unit="D", name="燃气", name_en="Gas")
FIRM = Team(code="FIRM", unit="C1", name="物业", name_en="Firm")


def codes(units: tuple[Unit, ...]) -> list[str]:
    return [unit.code for unit in units]


class TestTeams:
    async def test_work_for_their_unit_and_all_below(self, store: Store) -> None:
        town = await a_town(store)
        await establish(store, (GAS, FIRM), now=NOW)
        assert codes(await store.units.teams(town["G1"].id)) == ["FIRM", "GAS"]
        assert codes(await store.units.teams(town["G3"].id)) == ["GAS"]
        assert codes(await store.units.children(town["C1"].id)) == ["G1", "G2"]
        assert codes(await store.units.roots()) == ["D"]

    async def test_without_units_they_wait(self, store: Store) -> None:
        """A first start is no error: the area is loaded next."""
        await establish(store, (GAS,), now=NOW)
        assert await store.units.everything() == ()

    async def test_changed_in_the_settings(self, store: Store) -> None:
        """Its members are its members still."""
        town = await a_town(store)
        await establish(store, (FIRM,), now=NOW)
        old = await store.units.by_code("FIRM")
        await establish(store, (FIRM.model_copy(update={"unit": "C2", "name": "新物业"}),), now=after(days=1))
        new = await store.units.by_code("FIRM")
        assert old is not None
        assert new == old.model_copy(update={"parent_id": town["C2"].id, "name": "新物业"})

    async def test_taken_out_and_put_in_again(self, store: Store) -> None:
        """It is offered no more, but is still there, with whom it has."""
        town = await a_town(store)
        await establish(store, (GAS, FIRM), now=NOW)
        firm = await store.units.by_code("FIRM")
        assert firm is not None
        await store.roles.grant(await a_person(store), Role.DEPARTMENT, firm.id, via=Via.COMMAND, now=NOW)
        await establish(store, (GAS,), now=after(days=1))
        assert codes(await store.units.teams(town["G1"].id)) == ["GAS"]
        assert await store.units.by_id(firm.id) == firm.model_copy(update={"retired_at": after(days=1)})
        assert len(await store.roles.holders(Role.DEPARTMENT, firm.id)) == 1
        await establish(store, (GAS, FIRM), now=after(days=2))
        assert await store.units.by_id(firm.id) == firm

    @pytest.mark.parametrize(
        ("team", "says"),
        [
            (GAS.model_copy(update={"code": "C1"}), "teams.1.code = 'C1': is the code of the community"),
            (GAS.model_copy(update={"unit": "X"}), "teams.1.unit = 'X': there is no such unit"),
            (GAS.model_copy(update={"unit": "OLD"}), "teams.1.unit = 'OLD': is a team"),
        ],
    )
    async def test_misplaced(self, store: Store, team: Team, says: str) -> None:
        await a_town(store)
        await establish(store, (GAS.model_copy(update={"code": "OLD"}),), now=NOW)
        with pytest.raises(Misplaced, match=says):
            await establish(store, (team,), now=NOW)
        assert {unit.code for unit in await store.units.everything() if unit.kind is UnitKind.TEAM} == {"OLD"}
