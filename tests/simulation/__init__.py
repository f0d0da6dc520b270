"""The whole bot in one process, with a virtual clock, a small Telegram without a network, and faults: days in seconds, by one seed.

Everything that is random or waits is put in: the loop's time jumps to the next timer (loop.py), the operating system's randomness comes
from the seed (chance.py), SQLite runs on the loop's own thread (disk.py), and calls reach the small Telegram without a socket (air.py). So
the same seed does the same again, and `python -m tests.simulation --seed N` shows what went wrong as often as one wants to look.
"""
