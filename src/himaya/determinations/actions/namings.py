"""The register of who decides and how long: one person enters or asks that it ends, another elsewhere confirms."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases.policy import account_of
from himaya.determinations import content, policy, rules_days, states, words
from himaya.determinations.models import Naming
from himaya.determinations.rules_panel import SEATS
from himaya.institutions import queries as institutions
from himaya.institutions.content_rows import MARKS
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit

LONGEST_TEXT, LONGEST_ARTICLE = 200, 80
SHORTEST_REASON = 3
# Kinds of institutions that decide on nobody's status: a recorder cannot sit there, or it is another State's.
NEVER = ("ngo", "consulate", "consular_service", "state", "international", "data_authority")


@dataclass(frozen=True, slots=True)
class Entered:
    """What an entry says. `row` is a row of the legal library: its text, article, source and mark count."""

    part: str
    step: str = ""
    desk_id: str = ""
    quorum: int = 0
    days: int | None = None
    since: str = ""
    row: str = ""
    text: str = ""
    article: str = ""
    source: str = ""
    mark: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def propose(*, entered: Entered, by: Actor) -> UUID:
    """Enter who decides, or how long. It counts once a second person confirms it, and if its text holds.

    Raises NotPermitted, NotValid (the code names the field), NotNow (one waits in the same place).
    """
    policy.check_enters(by)
    basis, begins = _basis(entered), _begins(entered)
    desk = _desk(entered)
    with unit(by=by) as u:
        _hold()
        rows = Naming.objects.filter(part=entered.part, step=entered.step, state=states.PROPOSED)
        if rows.exists():
            raise NotNow(words.ENTERED_ALREADY, code="already_proposed")
        row = Naming.objects.create(
            part=entered.part,
            step=entered.step,
            desk=desk,
            quorum=entered.quorum,
            days=entered.days,
            since=entered.since,
            **basis,
            valid_from=begins,
            valid_to=entered.valid_to,
            proposed_by=account_of(by),
            proposed_at_id=by.institution_id,
            proposed_on=clock.today(),
        )
        u.log("naming.proposed", object_type="naming", object_id=row.pk, code=entered.part)
        two_people.begun(u, "naming", row.pk)
        return row.pk


def confirm(*, naming_id: UUID, by: Actor) -> None:
    """Put in force what somebody else entered: from its first day it replaces what stood before.

    Raises NotFound, NotPermitted, NotNow.
    """
    with unit(by=by) as u:
        row = _locked(naming_id, "confirm", by)
        # What begins later than this was entered before it and never comes to count.
        _beside(row, after=row.valid_from).update(state=states.REPLACED)
        if row.valid_from <= clock.today():
            _beside(row).update(state=states.REPLACED)
        _decide(row, "confirm", by)
        _follow(u, row)
        u.log("naming.confirmed", object_type="naming", object_id=row.pk, code=row.part)


def refuse(*, naming_id: UUID, by: Actor) -> None:
    """Say no to an entry that waits; who entered it takes it back in this way too."""
    with unit(by=by) as u:
        row = _locked(naming_id, "refuse", by)
        _decide(row, "refuse", by)
        u.log("naming.refused", object_type="naming", object_id=row.pk, code=row.part)


def ask_to_end(*, naming_id: UUID, reason: str, by: Actor) -> None:
    """Say why an entry should not hold any longer. It holds until a second person, elsewhere, says the same.

    Raises NotFound, NotPermitted, NotNow (not in force, or asked for already), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        row = _locked(naming_id, "ask_to_end", by)
        if row.end_asked_by is not None:
            raise NotNow(words.END_ASKED_ALREADY, code="already_asked")
        said = " ".join(reason.split())
        if len(said) < SHORTEST_REASON:
            raise NotValid(words.SAY_WHY_ENDS, code="end_reason")
        if len(said) > LONGEST_TEXT:
            raise NotValid(words.too_long(LONGEST_TEXT), code="end_reason")
        _end_asked(row, said, by.institution_id, account_of(by), clock.today())
        u.log("naming.end_asked", object_type="naming", object_id=row.pk, code=row.part)
        two_people.begun(u, "naming_end", row.pk)


def keep(*, naming_id: UUID, by: Actor) -> None:
    """Say no to an end that was asked for; who asked for it takes it back in this way too. The entry stays as it was.

    Raises NotFound, NotPermitted, NotNow (nothing is asked for any more).
    """
    with unit(by=by) as u:
        row = _end_that_waits(naming_id, "keep", by)
        _end_asked(row, "", None, None, None)
        u.log("naming.kept", object_type="naming", object_id=row.pk, code=row.part)


def end(*, naming_id: UUID, by: Actor) -> None:
    """Say, as the second person, that an entry no longer holds.

    Raises NotFound, NotPermitted, NotNow (nothing is asked for any more).
    """
    with unit(by=by) as u:
        row = _end_that_waits(naming_id, "end", by)
        # Who entered it and who confirmed it stay in the row.
        row.state = states.ENDED
        row.ended_by, row.ended_at_id, row.ended_on = account_of(by), by.institution_id, clock.today()
        row.save(update_fields=["state", "ended_by", "ended_at", "ended_on"])
        if row.valid_from <= clock.today():
            # What it replaced does not come back with its end.
            _beside(row, until=row.valid_from).update(state=states.REPLACED)
        u.tell("naming.ended")
        u.log("naming.ended", object_type="naming", object_id=row.pk, code=row.part)


def _end_that_waits(naming_id: UUID, verb: str, by: Actor) -> Naming:
    row = _locked(naming_id, verb, by)
    if row.end_asked_by is None:
        raise NotNow(words.ENTRY_MOVED, code="entry_moved")
    return row


def _end_asked(row: Naming, reason: str, at: str | None, account: UUID | None, on: date | None) -> None:
    row.end_reason, row.end_asked_by, row.end_asked_at_id, row.end_asked_on = reason, account, at, on
    row.save(update_fields=["end_reason", "end_asked_by", "end_asked_at", "end_asked_on"])


def _beside(row: Naming, *, after: date = date.min, until: date = date.max) -> QuerySet[Naming]:
    """The entries in force in the same place that begin within these days."""
    rows = Naming.objects.filter(part=row.part, step=row.step, state=states.IN_FORCE).exclude(pk=row.pk)
    return rows.filter(valid_from__gte=after, valid_from__lte=until)


def _follow(u: Unit, row: Naming) -> None:
    """What waits at a body that is not named any more is taken back: when this one begins, and when it runs out."""
    u.tell("naming.confirmed", due_at=_morning(row.valid_from))
    if row.valid_to is not None:
        u.tell("naming.ended", due_at=_morning(row.valid_to + timedelta(days=1)))


def _morning(day: date) -> datetime:
    return max(clock.now(), rules_days.morning_of(day, clock.here()))


def desks_to_name() -> list[Desk]:
    """The desks that a text could name: neither an association's, nor of another State, and with accounts here."""
    rows = institutions.no_consulates().filter(reached_by="account").exclude(institution__kind__in=NEVER)
    return list(rows.exclude(kind__in=NEVER).select_related("institution").order_by("institution_id", "pk"))


def _desk(entered: Entered) -> Desk | None:
    if entered.part != states.BODY:
        if entered.step or entered.desk_id or entered.quorum:
            raise NotValid(words.CHOOSE_PART, code="part")
        return None
    if entered.step not in states.NAMED_FOR:
        raise NotValid(words.CHOOSE_STEP, code="step")
    if not 0 <= entered.quorum <= SEATS:
        raise NotValid(words.QUORUM, code="quorum")
    found = next((one for one in desks_to_name() if one.pk == entered.desk_id), None)
    if found is None:
        raise NotValid(words.CHOOSE_DESK, code="desk")
    return found


def _basis(entered: Entered) -> dict[str, str]:
    """The text on which it rests. Nobody types the mark of a row of the library."""
    if entered.part not in states.PARTS:
        raise NotValid(words.CHOOSE_PART, code="part")
    if entered.part == states.BODY:
        if entered.days is not None or entered.since:
            raise NotValid(words.CHOOSE_PART, code="part")
    elif entered.days is None or not 1 <= entered.days <= rules_days.LONGEST_DAYS:
        raise NotValid(words.DAYS, code="days")
    if entered.since not in (states.SINCE if entered.part == states.PERIOD else ("",)):
        raise NotValid(words.CHOOSE_SINCE, code="since")
    if entered.row:
        law = content.laws().get(entered.row)
        if law is None:
            raise NotValid(words.CHOOSE_TEXT, code="row")
        if entered.part == states.BODY and content.is_abroad(entered.row):
            raise NotValid(words.NATIONAL_TEXT, code="row")
        return {
            "row": entered.row,
            "text": law.text.names.in_language("en")[:LONGEST_TEXT],
            "article": law.row.article,
            "source": law.row.source[:LONGEST_TEXT],
            "mark": law.row.mark,
        }
    typed = {name: getattr(entered, name).strip() for name in ("text", "article", "source")}
    for name, longest in (("text", LONGEST_TEXT), ("article", LONGEST_ARTICLE), ("source", LONGEST_TEXT)):
        if len(typed[name]) > longest:
            raise NotValid(words.too_long(longest), code=name)
    if not typed["text"]:
        raise NotValid(words.CHOOSE_TEXT, code="row")
    if not typed["source"]:
        raise NotValid(words.SAY_SOURCE, code="source")
    if entered.mark not in MARKS:
        raise NotValid(words.CHOOSE_MARK, code="mark")
    return {"row": "", **typed, "mark": entered.mark}


def _begins(entered: Entered) -> date:
    if entered.valid_from is None:
        raise NotValid(words.SAY_DAY, code="valid_from")
    if entered.valid_to is not None and entered.valid_to < entered.valid_from:
        raise NotValid(words.ENDS_BEFORE, code="valid_to")
    return entered.valid_from


def _hold() -> None:
    """Those who write in the register come one after the other."""
    first = Institution.objects.order_by("pk").values_list("pk", flat=True)[:1]
    list(Institution.objects.select_for_update().filter(pk__in=list(first)).values_list("pk"))


def _locked(naming_id: UUID, verb: str, by: Actor) -> Naming:
    # Before the entry is looked for: who may not end any learns nothing of this one.
    (policy.check_enters if verb == "ask_to_end" else policy.check_reads_register)(by)
    _hold()
    row = Naming.objects.select_for_update(of=("self",)).select_related("desk").filter(pk=naming_id).first()
    if row is None:
        raise NotFound
    policy.check_decides(by, row, verb)
    if row.state not in states.ENTRY_TRANSITIONS[verb][0]:
        raise NotNow(words.ENTRY_MOVED, code="entry_moved")
    return row


def _decide(row: Naming, verb: str, by: Actor) -> None:
    row.state = states.ENTRY_TRANSITIONS[verb][1]
    row.decided_by, row.decided_at_id, row.decided_on = account_of(by), by.institution_id, clock.today()
    row.save(update_fields=["state", "decided_by", "decided_at", "decided_on"])
