"""Rules: their order, how they reach down, and who has the say over them."""

import pytest

from handlers.teams.establishing import Misplaced, establish, establish_routes
from handlers.teams.settings import Route as Wanted
from handlers.teams.settings import Team
from storage.case import Urgency
from storage.routes import Route
from storage.store import Store
from storage.units import Unit
from tests.storage.makers import NOW, a_town, after

GAS = Team(code="GAS", unit="D", name="燃气", name_en="Gas")
FIRM = Team(code="FIRM", unit="C1", name="物业", name_en="Firm")
OF_GAS = Wanted(unit="D", team="GAS", kinds=("gas",))
OF_FIRM = Wanted(unit="C1", team="FIRM", urgency=Urgency.DANGER)


async def a_town_with_teams(store: Store) -> dict[str, Unit]:
    town = await a_town(store)
    await establish(store, (GAS, FIRM), now=NOW)
    return town | {unit.code: unit for unit in await store.units.everything()}


async def teams_of(store: Store, unit_id: int) -> list[str]:
    return [(await store.units.by_id(one.team_id)).code for one in await store.routes.above(unit_id)]


class TestRoutes:
    async def test_gives_back_what_was_saved(self, store: Store) -> None:
        town = await a_town_with_teams(store)
        route = Route(unit_id=town["D"].id, kinds=("gas", "lift"), urgency=Urgency.DANGER, team_id=town["GAS"].id)
        await store.routes.add(route)
        (saved,) = await store.routes.of_unit(town["D"].id)
        assert saved == route.model_copy(update={"id": saved.id})
        assert await store.routes.by_id(saved.id) == saved
        assert await store.routes.by_id(saved.id + 1) is None

    async def test_the_nearest_units_come_first(self, store: Store) -> None:
        town = await a_town_with_teams(store)
        await establish_routes(store, (OF_GAS, OF_FIRM))
        assert await teams_of(store, town["G1"].id) == ["FIRM", "GAS"]
        assert await teams_of(store, town["G3"].id) == ["GAS"]

    async def test_none_leads_to_a_retired_team(self, store: Store) -> None:
        town = await a_town_with_teams(store)
        await establish_routes(store, (OF_GAS, OF_FIRM))
        await store.units.retire(town["FIRM"].id, now=NOW)
        assert await teams_of(store, town["G1"].id) == ["GAS"]

    async def test_moved_and_removed(self, store: Store) -> None:
        """The first stays the first when it is moved up once more."""
        town = await a_town_with_teams(store)
        for kind in ("gas", "lift", "road"):
            await store.routes.add(Route(unit_id=town["D"].id, kinds=(kind,), team_id=town["GAS"].id))
        for expected in (["gas", "road", "lift"], ["road", "gas", "lift"], ["road", "gas", "lift"]):
            (road,) = [one for one in await store.routes.of_unit(town["D"].id) if one.kinds == ("road",)]
            await store.routes.move_up(road)
            assert [one.kinds[0] for one in await store.routes.of_unit(town["D"].id)] == expected
        await store.routes.remove(road, now=after(days=1))
        assert [one.kinds[0] for one in await store.routes.of_unit(town["D"].id)] == ["gas", "lift"]
        assert await store.routes.by_id(road.id) is None

    async def test_the_settings_hold_until_chat_does(self, store: Store) -> None:
        """A change of theirs counts from the next start on; after one in chat, be it that the last rule went, it does not."""
        town = await a_town_with_teams(store)
        await establish_routes(store, (OF_GAS, OF_FIRM))
        kept = await store.routes.of_unit(town["D"].id)
        await establish_routes(store, (OF_GAS,))
        assert await store.routes.of_unit(town["D"].id) == kept, "the same is not written anew"
        assert await store.routes.of_unit(town["C1"].id) == ()
        await store.routes.take_over(town["D"].id)
        await store.routes.remove(kept[0], now=after(days=1))
        await establish_routes(store, (OF_GAS, OF_FIRM))
        assert await teams_of(store, town["G1"].id) == ["FIRM"]

    @pytest.mark.parametrize(
        ("route", "says"),
        [
            (OF_GAS.model_copy(update={"unit": "X"}), "routes.1.unit = 'X': there is no such unit"),
            (OF_FIRM.model_copy(update={"unit": "C2"}), "routes.1.team = 'FIRM': works neither for C2"),
        ],
    )
    async def test_misplaced(self, store: Store, route: Wanted, says: str) -> None:
        await a_town_with_teams(store)
        with pytest.raises(Misplaced, match=says):
            await establish_routes(store, (route,))
