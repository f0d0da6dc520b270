"""A walk through the whole story against the real Telegram, for a person with a token and a phone (better two).

    .venv/bin/python tests/real/walk.py [--config config.toml]

It says step by step what to do and what to look at, asks whether that is what you saw, and ends with a list of what was not. Start the bot
first, in another terminal: .venv/bin/shao run. Nothing here talks to Telegram by itself but the check and the invite at the beginning.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import typer


@dataclass(frozen=True)
class Step:
    """What to do, on whose phone, and what should be seen then."""

    who: str
    do: str
    look: str


STEPS = (
    Step("staff", "Open the invite link above and press START.", "A welcome that names the unit; the menu below the chat ends with 待办 / Worklist."),
    Step("resident", "Find the bot by its name. Look at the empty chat, before START.", "Nothing yet; this is Telegram's own page."),
    Step("resident", "Press START.", "Two lines on what the bot is for, 110/119/120, and the buttons 已满 14 岁，同意 and 未满 14 岁. No menu yet."),
    Step("resident", "Do not tap; send a photo.", "先替您留着: the photo waits for the tap, under the same two buttons."),
    Step("resident", "Tap 已满 14 岁，同意.", "The buttons go; a question where it is, with a large key that shares the place and says what that means."),
    Step("resident", "Press the key that shares the place. (Telegram Desktop refuses: press the next key and write the place instead.)",
         "The place is named; then the code H-…, who has it and by when, with danger · add · undo; then, without a sound, what kind it is. The menu is back."),
    Step("staff", "Look at the phone.", "It rang. One card: the photo, 待接单, the grid, a link, two times, and 接单 · 不受理… · 地图. Nothing says who reported."),
    Step("staff", "Tap the Amap link, then 地图.", "Both show the place where the resident stands, not 500 m beside it."),
    Step("resident", "Tap a kind of hazard.", "That message says so, with the time of the answer; then, without a sound, the question whether you live there. Answer it."),
    Step("staff", "Look at the card again.", "It names the kind; it changed in place and made no sound."),
    Step("staff", "Tap 接单.", "A short word on the screen; the card says who holds it."),
    Step("resident", "Look at the phone.", "It rang: a new message says that staff have accepted."),
    Step("staff", "Tap 处理好了, and send a photo.", "The card waits for the reporter's word."),
    Step("resident", "Tap 没有解决.", "It says that the case is open again."),
    Step("staff", "Look at the phone, tap 处理好了 once more, and send a photo.", "It rang because of the reopening; the card has the button again."),
    Step("resident", "Tap 已解决.", "A thank-you; and 我的上报 lists the report as 已确认解决, with its history behind the code."),
    Step("operator", "Kill the bot with kill -9; on the resident's phone send a photo and share the place; start the bot again with shao run.",
         "Within seconds the conversation goes on as if nothing had happened, and there is one report, not two."),
    Step("resident", "Choose three photos and a video in the gallery and send them together; then share the place.",
         "After a second one question, not four; one report; the staff's card says 全部照片（4） and shows all four."),
    Step("resident", "Share a place first, then send a voice message.", "Whether staff may hear it, with two buttons; after 可以放给他们听 the report goes on."),
    Step("staff", "Tap 听语音 on the card of that report.", "The voice with the code under it; nothing leads to who sent it."),
    Step("resident", "Send a photo as a file (📎 → File) that was taken with the phone's own camera and location on.",
         "A moment later the grid in which it was taken is offered as the place. Tap 就在那里; staff get the picture a little later, without a sound."),
    Step("operator", "Load a place (shao places load), print its code (shao places qr CODE); as the resident, scan it with the phone's camera and press START.",
         "The place is named, a photo is asked for, and no location."),
    Step("resident", "Send a sticker, a contact, a poll.", "Each is answered by what it is, with what does work."),
    Step("resident", "Send the words 着火了.", "The emergency numbers come first."),
    Step("resident", "Block the bot in Telegram's menu; on the staff phone do something; unblock it and send /help.", "The log has no error; /help is answered."),
    Step("resident", "In another client (Desktop, Web) press the key that shares the place.", "Where the client sends the key's own words, the other ways are offered."),
    Step("resident", "Change the language by /language.", "The menu and every later message come in English."),
    Step("operator", "Read the bot's log.", "One line an event; no name, no phone number, no place, no token."),
)  # fmt: skip


def main(
    config: Path = Path("config.toml"), unit: str = typer.Option(..., prompt="Code of the unit to be staff of")
) -> None:
    """Walks through the story."""
    for arguments in (("check",), ("invite", "--role", "staff", "--unit", unit)):
        done = subprocess.run((sys.executable, "-m", "bot", *arguments, "--config", str(config)), check=False)
        if done.returncode and arguments[0] == "invite":
            raise typer.Exit(1)
    missed = [step for number, step in enumerate(STEPS, start=1) if not _walked(number, step)]
    for step in missed:
        typer.echo(f"not as it should be: [{step.who}] {step.do} -> {step.look}")
    typer.echo(f"{len(STEPS) - len(missed)} of {len(STEPS)} steps were as they should be.")
    raise typer.Exit(1 if missed else 0)


def _walked(number: int, step: Step) -> bool:
    typer.echo(f"\n{number}. [{step.who}] {step.do}\n   look: {step.look}")
    return typer.confirm("   Was it so?", default=True)


if __name__ == "__main__":
    typer.run(main)
