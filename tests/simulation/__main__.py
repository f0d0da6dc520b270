"""python -m tests.simulation [--seed N] [--days D]: the simulation from the command line; --help says what else there is."""

import argparse
import logging
import random
import sys
import tempfile
from pathlib import Path

from tests.simulation.run import Outcome, Pace, prepare_folder, simulate


def main() -> int:
    """0 when everything held for every seed."""
    options = _options()
    first = random.SystemRandom().randrange(1 << 31) if options.seed is None else options.seed
    if options.verbose:
        logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    pace = Pace(options.moves, options.peace)
    with tempfile.TemporaryDirectory(prefix="shao-simulation-") as folder:
        prepare_folder(Path(folder))
        outcomes = [
            simulate(first + number, options.days * 24.0, Path(folder), pace) for number in range(options.seeds)
        ]
    for outcome in outcomes:
        print(_said(outcome, options.tail, pace))
    return any(outcome.wrong for outcome in outcomes)


def again(outcome: Outcome, pace: Pace) -> str:
    """What replays it."""
    days = outcome.hours / 24.0
    return f"python -m tests.simulation --seed {outcome.seed} --days {days!r} --moves {pace.moves} --peace {pace.peace}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="the first one; any, if there is none")
    parser.add_argument("--seeds", type=int, default=1, help="how many, one after the other")
    parser.add_argument("--days", type=float, default=1.0, help="how long each goes on, in simulated days")
    parser.add_argument("--moves", type=float, default=Pace.moves, help="how many a minute people make by day")
    parser.add_argument("--peace", type=float, default=Pace.peace, help="minutes from one trouble to the next")
    parser.add_argument("--tail", type=int, default=40, help="how many lines of the trace a failure shows")
    parser.add_argument("--verbose", action="store_true", help="the bot's log as well")
    return parser.parse_args()


def _said(outcome: Outcome, tail: int, pace: Pace) -> str:
    said = [
        f"seed {outcome.seed}: {outcome.hours / 24:g} days, {outcome.steps} steps in {outcome.seconds:.1f} s, trace {outcome.digest}",
        f"  troubles {dict(sorted(outcome.troubles.items()))}",
        f"  {outcome.figures}",
    ]
    if outcome.wrong:
        said += ["", *outcome.tail[-tail:], f"  WRONG: {outcome.wrong}", f"  again: {again(outcome, pace)}"]
    return "\n".join(said)


if __name__ == "__main__":
    sys.exit(main())
