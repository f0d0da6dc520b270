"""What a bot hears in a group. Source: "Privacy mode" in Telegram's documents on bots."""

import re

from bot.demo.state import BOT_NAME, Group, Shown

_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@([A-Za-z0-9_]{3,32}))?(?![\w/<>@])")


def commands_in(words: str) -> list[re.Match[str]]:
    """Every command in the words; the name of the bot that it is for is the first group, where it is said."""
    return list(_COMMAND.finditer(words))


def is_for_bot(group: Group, shown: Shown, *, privacy: bool) -> bool:
    """What happens in the group, everything for a bot that is administrator or has no privacy; else commands for it (it is the only
    bot there) and answers to what it said or was told."""
    if not group.has_bot:
        return False
    if shown.service or group.bot == "administrator" or not privacy:
        return True
    answered = shown.reply_to
    return _commands_bot(shown) or (answered is not None and (answered.author is None or _commands_bot(answered)))


def _commands_bot(shown: Shown) -> bool:
    found = commands_in(shown.text or "")
    return bool(found) and found[0].start() == 0 and (found[0][1] or BOT_NAME).lower() == BOT_NAME
