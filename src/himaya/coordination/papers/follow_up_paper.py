"""The follow-up page of one institution: what is awaited of it, and beside each line room to answer by hand.

For those who never sign in: it goes out with a letter, comes back signed, and the secretariat enters what it says.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from himaya.adapters.paper import Block, Bullets, Grid, Heading, Lines, Mode, Paper, Para, Words
from himaya.coordination import states_following as following
from himaya.coordination.papers.phrases import day, joined, say, typed, words

Data = Mapping[str, Any]
# No box among the letters of the paper's fonts: brackets with room for a cross, which Arabic mirrors.
BOX = "[\u00a0\u00a0\u00a0]"
# Room for three lines by hand; the same in every language, so that two languages share it.
ROOM = "\n".join(("…" * 13,) * 3)
NOTE = 160


def follow_up(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """The whole page."""
    return Paper(
        title=say("follow_title"),
        kicker=words(data["organiser"]),
        reference="",
        blocks=tuple(_blocks(data)),
        mode=mode,
        footer=say("page_model"),
        exercise=exercise,
    )


def _blocks(data: Data) -> Iterator[Block]:
    yield Heading(1, words(data["institution"]))
    on = say("follow_day", day=_day(data["on"]))
    if not data["led"]:
        yield Para(joined((on, say("follow_nothing")), " "))
    else:
        yield Para(joined((on, say("follow_ask")), " "))
        head = (say("follow_recommendation"), say("follow_reply"), say("follow_words"))
        yield Grid(head, tuple(_row(one) for one in data["led"]))
        yield Para(say("packet_write"), "note")
        yield Lines((say("follow_sign_name"), say("follow_sign_day"), say("follow_sign")))
    if data["helped"]:
        yield Heading(2, say("follow_helps"))
        yield Bullets(tuple(_helps(one) for one in data["helped"]))


def _row(line: Data) -> tuple[Words, ...]:
    text = joined((typed(line["ref"]), words(line["texts"])), " · ")
    reply = joined(tuple(_reply(line)))
    room = Words() if line["state"] == following.REPORTED_DONE else typed(ROOM)
    return joined((text, joined(tuple(_where(line)), " · "))), reply, room


def _where(line: Data) -> Iterator[Words]:
    yield words(line["said_state"])
    if line["due_on"]:
        yield say("follow_late" if line["overdue"] else "follow_due", day=_day(line["due_on"]))
    if line["awaited"] == following.AWAITS_ANSWER:
        yield say("follow_answer_late", day=_day(line["since"]))
    elif line["awaited"]:
        yield say("follow_report_late", day=_day(line["since"]))
    elif line["answer_by"]:
        yield say("follow_answer_by", day=_day(line["answer_by"]))
    if line["response"]:
        yield say("follow_response", response=words(line["response"]))
    if line["note"]:
        yield say("follow_said", text=_short(line["note"]))


def _reply(line: Data) -> Iterator[Words]:
    """What can be said of it now: an answer first, then how the work goes; nothing while it is being verified."""
    if line["state"] == following.REPORTED_DONE:
        yield say("follow_checked")
        return
    boxes = ("accepted", "in_part", "noted") if line["state"] == following.ADDRESSED else ("going", "done")
    for name in boxes:
        yield say(f"follow_box_{name}", box=BOX)


def _helps(line: Data) -> Words:
    text = joined((typed(line["ref"]), words(line["texts"])), " · ")
    return say("follow_led_by", text=text, lead=words(line["lead"]))


def _short(text: str) -> str:
    """A word that was written elsewhere in full: its beginning says which."""
    line = " ".join(text.split())
    return line if len(line) <= NOTE else f"{line[: NOTE - 1].rstrip()}…"


def _day(iso: str) -> Words:
    return day(date.fromisoformat(iso))
