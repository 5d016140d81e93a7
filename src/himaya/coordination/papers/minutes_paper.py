"""The minutes as a paper, from their content and from nothing else: what was circulated is what is printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from himaya.adapters.paper import Block, Bullets, Facts, Grid, Heading, Lines, Mode, Paper, Para, Words, same
from himaya.coordination import states
from himaya.coordination.papers import minutes_points
from himaya.coordination.papers.phrases import day, half_day, hour, joined, listed, say, typed, words

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the text stands: what is printed beside it and is no part of its hash."""

    state: str
    version: int = 0
    reason: str = ""
    deadline_on: date | None = None
    approved_on: date | None = None
    approved_at: int | None = None
    agreements: Sequence[Data] = field(default_factory=tuple)
    sha256: str = ""


def minutes(content: Data, standing: Standing, *, mode: Mode, exercise: bool) -> Paper:
    """The whole document, in the order in which an administration writes its minutes."""
    table = content["table"]
    expert = "_expert" if table["kind"] == states.EXPERT_SESSION else ""
    return Paper(
        title=say(f"minutes_title{expert}", number=table["number"]),
        kicker=words(content["cycle"]["organiser"]),
        reference=f"PV-TRI-{table['number']}" + (f"-v{standing.version}" if standing.version else ""),
        blocks=(
            *_opening(content, standing),
            *_attendance(content),
            *_agenda(content),
            *minutes_points.proceedings(content),
            *_closing(content),
            *_approval(standing),
        ),
        mode=mode,
        footer=say("page_model"),
        exercise=exercise,
    )


def _opening(content: Data, standing: Standing) -> Iterator[Block]:
    table, cycle = content["table"], content["cycle"]
    starts, ends = _moment(table["starts"]), _moment(table["ends"])
    yield Para(
        say(
            "minutes_opening",
            day=day(starts.date()),
            hour=hour(starts),
            number=table["number"],
            cycle=words(cycle["titles"]),
            where=say("minutes_where", place=table["place"]) if table["place"] else "",
            chair=say("minutes_chair", name=_named(content["chair"])) if content["chair"] else "",
        )
    )
    if any(table["titles"].values()):
        yield Para(say("minutes_subject", title=words(table["titles"])))
    yield from _standing(standing)
    facts = [
        (say("cycle"), words(cycle["titles"])),
        (say("organiser"), words(cycle["organiser"])),
        (say("funder"), words(cycle["funder"])),
        (say("legal_basis"), typed(cycle["legal_basis"])),
        (say("date"), _days(starts, ends)),
        (say("hours"), say("hours_value", start=hour(starts), end=hour(ends))),
        (say("place"), typed(table["place"])),
        (say("chair"), _named(content["chair"]) if content["chair"] else Words()),
    ]
    yield Facts(tuple((label, value) for label, value in facts if value))


def _standing(standing: Standing) -> Iterator[Block]:
    if standing.state == states.MINUTES_DRAFT:
        yield Para(say("draft_note"), "note")
    elif standing.approved_on is not None:
        yield Para(say("approved_note", version=standing.version, day=day(standing.approved_on)), "note")
    elif standing.deadline_on is not None:
        yield Para(say("circulated_note", version=standing.version, deadline=day(standing.deadline_on)), "note")
    if standing.reason:
        yield Para(joined((say("version_reason"), typed(standing.reason))), "note")


def _attendance(content: Data) -> Iterator[Block]:
    yield Heading(1, say("present"))
    rows = tuple((_seat(row), _people(row["half_days"]), _statuses(row["half_days"])) for row in content["attendance"])
    if rows:
        yield Grid((say("institution"), say("represented_by"), say("attendance")), rows)
    if content["experts"]:
        yield Heading(2, say("experts"))
        named = (" · ".join(part for part in (one["name"], one["organisation"]) if part) for one in content["experts"])
        yield Bullets(tuple(typed(one) for one in named))
    if content["quorums"]:
        yield Heading(2, say("quorum"))
    for row in content["quorums"]:
        yield Para(minutes_points.quorum(row))


def _seat(row: Data) -> Words:
    if row["seat"] in (states.OBSERVER, states.PARTNER, states.EXPERT):
        return joined((words(row["institution"]), say(f"seat_{row['seat']}")))
    return words(row["institution"])


def _people(half_days: Sequence[Data]) -> Words:
    """Who sat there, each once, with the function."""
    found: list[Words] = []
    for one in half_days:
        said = say("standing_in", name=one["standing_in"]) if one["standing_in"] else Words()
        if one["person"] and not said:
            said = joined((words(one["person"]["name"]), words(one["person"]["function"])))
        if said and said not in found:
            found.append(said)
    return joined(found)


def _statuses(half_days: Sequence[Data]) -> Words:
    """One word when it was the same all the time, else one line for each half-day."""
    said = [_status(one) for one in half_days]
    if len(set(said)) == 1:
        return said[0]
    return joined(
        joined((half_day(one["half_day"]), status), " · ") for one, status in zip(half_days, said, strict=True)
    )


def _status(one: Data) -> Words:
    status = say(f"status_{one['status']}")
    return say("left_at", status=status, hour=hour(_moment(one["left"]))) if one["left"] else status


def _agenda(content: Data) -> Iterator[Block]:
    if content["items"]:
        yield Heading(1, say("agenda"))
        lines = (say("agenda_line", title=words(one["titles"]), minutes=one["minutes"]) for one in content["items"])
        yield Bullets(tuple(lines), numbered=True)


def _closing(content: Data) -> Iterator[Block]:
    ends = _moment(content["table"]["ends"])
    yield Heading(1, say("next_table"))
    yield Para(_next(content["next"]))
    if content["corrections"]:
        yield Heading(1, say("corrections"))
        head = (say("institution"), say("point_short"), say("asked"), say("answered"))
        yield Grid(head, tuple(_correction(one) for one in content["corrections"]))
    yield Heading(1, say("closing"))
    yield Para(say("closed_at", day=day(ends.date()), hour=hour(ends)))
    yield Lines((say("sign_chair"), say("sign_secretariat")))


def _next(row: Data | None) -> Words:
    if row is None:
        return say("next_table_none")
    starts = _moment(row["starts"])
    where = say("minutes_where", place=row["place"]) if row["place"] else ""
    return say("next_table_value", number=row["number"], day=day(starts.date()), hour=hour(starts), where=where)


def _correction(row: Data) -> tuple[Words, ...]:
    number = str(row["item"]) if row["item"] else ""
    return words(row["institution"]), typed(number), typed(row["text"]), typed(row["answer"])


def _approval(standing: Standing) -> Iterator[Block]:
    """How it was approved and the hash of the text: the last that is printed."""
    if standing.approved_on is not None and standing.approved_at is not None:
        yield Heading(1, say("approval"))
        yield Para(say("approved_at", day=day(standing.approved_on), number=standing.approved_at))
        rows = tuple((words(one["names"]), say(f"agreed_{one['how']}")) for one in standing.agreements)
        if rows:
            yield Grid((say("institution"), say("how_agreed")), rows)
    if not standing.sha256:
        return
    locked = standing.state == states.LOCKED
    # In groups of eight, so that it can be compared by eye and breaks where it should.
    spaced = " ".join(standing.sha256[n : n + 8] for n in range(0, 64, 8))
    yield Facts(((say("seal") if locked else say("text_hash"), same(spaced)),))
    yield Para(say("seal_note", version=standing.version), "note")


def _named(person: Data) -> Words:
    """A person with function and institution, on one line."""
    return listed((words(person["name"]), words(person["function"]), words(person["institution"])))


def _days(starts: datetime, ends: datetime) -> Words:
    return joined(dict.fromkeys((day(starts.date()), day(ends.date()))), " – ")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
