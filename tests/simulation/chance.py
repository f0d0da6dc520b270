"""Everything random, from one seed."""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch


def stream(seed: int, name: str) -> random.Random:
    """Dice of their own for each part, so that a throw more in one changes nothing in another."""
    return random.Random(f"{seed} {name}")


@contextmanager
def settled(seed: int) -> Iterator[None]:
    """The operating system's randomness (codes, tokens, nonces), and Python's (jitter), come from the seed."""
    dice, before = stream(seed, "system"), random.getstate()
    random.seed(seed)
    with patch("os.urandom", dice.randbytes), patch("random._urandom", dice.randbytes):
        assert uuid.uuid4().version == 4
        try:
            yield
        finally:
            random.setstate(before)
