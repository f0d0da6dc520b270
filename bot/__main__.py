"""python -m bot is the same as shao."""

from bot.cli import main

if __name__ == "__main__":
    main()
