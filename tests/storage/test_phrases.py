"""Ready sentences: whose they are, in which order, and that they can be taken out."""

from storage.phrases import Purpose
from storage.store import Store
from tests.storage.makers import a_town


async def test_of_a_unit_and_of_all_above(store: Store) -> None:
    """By purpose; the nearest unit's first; of others none."""
    town = await a_town(store)
    for code, purpose, words in (
        ("D", Purpose.ASK, "far"),
        ("C1", Purpose.ASK, "near"),
        ("C1", Purpose.REJECT, "no"),
        ("C2", Purpose.ASK, "beside"),
        ("C1", Purpose.ASK, "second"),
    ):
        await store.phrases.add(town[code].id, purpose, words)
    asked = await store.phrases.above(town["G1"].id, Purpose.ASK)
    assert [one.words for one in asked] == ["near", "second", "far"]
    assert [one.words for one in await store.phrases.of_unit(town["C1"].id)] == ["near", "second", "no"]
    await store.phrases.remove(asked[0].id)
    assert await store.phrases.by_id(asked[0].id) is None
    assert [one.words for one in await store.phrases.above(town["G1"].id, Purpose.ASK)] == ["second", "far"]
    assert await store.phrases.of_unit(town["G1"].id) == ()
