"""What people wish: kept as a whole, found by where they live, and telling nothing of them in a copy."""

from hypothesis import given
from hypothesis import strategies as st

from storage.alert import AlertKind
from storage.store import Store
from storage.wishes import LENGTH, Wishes
from tests.storage.makers import NOW, a_person, a_town

EVERYTHING = Wishes(
    needs_help=True,
    door='3栋"2\\单元501',
    would_help=True,
    muted=(AlertKind.HEAT, AlertKind.OTHER),
    quiet_begins=1320,
    quiet_ends=0,
    drills=True,
)


async def bodies(store: Store) -> list[bytes]:
    return [bytes(row["body"]) for row in await store._conn.fetch("SELECT body FROM wishes ORDER BY person_id")]


class TestWishes:
    async def test_kept_changed_and_gone(self, store: Store) -> None:
        """Of who wishes nothing special there is no row."""
        lin = await a_person(store)
        assert await store.wishes.get(lin) == Wishes()
        await store.wishes.save(lin, EVERYTHING)
        assert await store.wishes.get(lin) == EVERYTHING
        await store.wishes.save(lin, Wishes(drills=True))
        assert await store.wishes.get(lin) == Wishes(drills=True)
        await store.wishes.save(lin, Wishes())
        assert await store.wishes.get(lin) == Wishes()
        assert await bodies(store) == []

    async def test_gone_with_their_person(self, store: Store) -> None:
        lin = await a_person(store)
        await store.wishes.save(lin, EVERYTHING)
        await store.people.delete(lin)
        assert await bodies(store) == []

    async def test_those_who_live_somewhere(self, store: Store) -> None:
        """Who wishes something, in just these units, in pieces; nobody who cannot be reached."""
        town = await a_town(store)
        homes = ("G1", "G2", "C1", None, "G1", "G3")
        people = [await a_person(store, number) for number in range(1, 7)]
        for person_id, home in zip(people, homes, strict=True):
            await store.people.set_home(person_id, None if home is None else town[home].id, now=NOW)
        await store.wishes.save(people[1], EVERYTHING)
        for one in (people[0], people[4], people[5]):
            await store.wishes.save(one, EVERYTHING)
        await store.people.set_unreachable(people[4], NOW)
        units = [town["G1"].id, town["G2"].id]
        first, second = (people[0], units[0], EVERYTHING), (people[1], units[1], EVERYTHING)
        assert await store.wishes.living_in(units) == (first, second)
        assert await store.wishes.living_in(units, last=people[0]) == (first,)
        assert await store.wishes.living_in(units, after=people[0]) == (second,)
        assert await store.wishes.living_in(iter((town["C1"].id,))) == ()
        assert await store.wishes.living_in(()) == ()

    async def test_those_who_take_part_in_drills(self, store: Store) -> None:
        """In just this unit, whatever else they wish; nobody who cannot be reached."""
        town = await a_town(store)
        people = [await a_person(store, number) for number in range(1, 7)]
        for person_id, home in zip(people, ("G1", "G1", "G1", "C1", "G1", "G1"), strict=True):
            await store.people.set_home(person_id, town[home].id, now=NOW)
        for person_id in (people[0], people[3], people[4]):
            await store.wishes.save(person_id, EVERYTHING)
        await store.wishes.save(people[1], EVERYTHING.model_copy(update={"drills": False}))
        await store.wishes.save(people[5], Wishes(drills=True))
        await store.people.set_unreachable(people[4], NOW)
        assert await store.wishes.in_drills(town["G1"].id) == (people[0], people[5])
        assert await store.wishes.in_drills(town["D"].id) == ()

    async def test_one_row_looks_like_every_other(self, store: Store) -> None:
        """Whoever needs help, and whoever only wants no heat warnings; and the same wishes twice."""
        people = [await a_person(store, number) for number in (1, 2, 3)]
        for person_id, wishes in zip(people, (EVERYTHING, Wishes(muted=(AlertKind.HEAT,)), EVERYTHING), strict=True):
            await store.wishes.save(person_id, wishes)
        found = await bodies(store)
        assert len({len(one) for one in found}) == 1
        assert len(set(found)) == 3


@given(st.text(max_size=60), st.sets(st.sampled_from(AlertKind)))
def test_no_wishes_are_longer_than_there_is_room(door: str, muted: set[AlertKind]) -> None:
    """Whatever letters a door is of, even those that JSON writes as six."""
    for one in (door, "\x01" * 60):
        wishes = EVERYTHING.model_copy(update={"door": one, "muted": tuple(muted or AlertKind)})
        assert len(wishes.model_dump_json().encode()) < LENGTH
