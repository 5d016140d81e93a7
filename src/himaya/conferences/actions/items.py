"""The verbs of an item: added, taken up before the desks that may hear it, heard. Health speaks functionally."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from himaya.cases import policy as cases
from himaya.conferences import access, functional, policy, queries, rules, states, words
from himaya.conferences.actions import texts
from himaya.conferences.actions.seats import check_live, check_part
from himaya.conferences.models import Conference, Heard, Hearer, Item, Seat
from himaya.institutions import catalogue
from himaya.kernel import clock, languages, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit

Terms = Sequence[tuple[str, date | None]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be talked about: part, topic, words, functional terms with their last days, what it tells beside what
    its topic tells anyhow, and each desk that is to hear it with its basis."""

    part: str
    topic: str
    words: str = ""
    terms: Terms = ()
    data_classes: Sequence[str] = ()
    hearers: Sequence[tuple[str, str]] = ()


def add(*, conference_id: UUID, draft: Draft, by: Actor) -> UUID:
    """Put an item on the list, by the desk that holds the case. At least one named desk must be covered today.

    Raises NotFound, NotPermitted, NotNow (part, no time left), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        row = access.lock(by, conference_id)
        policy.check_chairs(by)
        item = _made(u, row, draft)
        _name(row, item, draft.hearers)
        u.log("conference.item_added", code=draft.topic, **access.about(row))
        return item.pk


def state_health(*, conference_id: UUID, part: str, own_words: str, terms: Terms, by: Actor) -> UUID:
    """A health professional of an invited desk says what the person can do and needs. Who hears it is named by the
    desk that holds the case, which knows who is agreed to. Raises NotFound, NotPermitted, NotNow, NotValid."""
    with unit(by=by) as u:
        row = access.lock_invited(by, conference_id)
        if not policy.speaks_for_health(by):
            raise NotPermitted(words.ONLY_HEALTH, code="not_health")
        if not Seat.objects.filter(conference=row, part=part, desk_id=by.desk_id).exists():
            raise NotValid(words.CHOOSE_PART, code="part")
        item = _made(u, row, Draft(part, rules.HEALTH, own_words, terms))
        u.log("conference.item_added", code=rules.HEALTH, **access.about(row))
        return item.pk


def name_hearers(*, item_id: UUID, hearers: Sequence[tuple[str, str]], by: Actor) -> None:
    """Name more desks that are to hear an item, each with its basis. Raises as `add`."""
    with unit(by=by) as u:
        row, item = _held_item(by, item_id)
        check_live(row)
        if item.state not in (states.WAITING, states.ON):
            raise NotNow(words.ITEM_OVER, code="item")
        _name(row, item, hearers)
        u.log("conference.hearers_named", code=item.topic, **access.about(row))


def take_up(*, item_id: UUID, by: Actor) -> None:
    """Take an item up; those who may not hear it have left. Protection before justice, one at a time.

    Raises NotFound, NotPermitted, NotNow.
    """
    with unit(by=by) as u:
        row, item = _held_item(by, item_id)
        _check_running(row)
        check_part(row, item.part)
        if item.state != states.WAITING:
            raise NotNow(words.ITEM_OVER, code="item")
        others = Item.objects.filter(conference=row)
        if others.filter(state=states.ON).exists():
            raise NotNow(words.CLOSE_ITEM, code="item_on")
        if item.part == rules.JUSTICE and others.filter(part=rules.PROTECTION, state=states.WAITING).exists():
            raise NotNow(words.PROTECTION_FIRST, code="protection_first")
        Item.objects.filter(pk=item.pk).update(state=states.ON, opened_at=clock.now())
        u.log("conference.item_taken_up", code=item.topic, **access.about(row))


def hear(*, item_id: UUID, decided: str, by: Actor) -> None:
    """Close the item that is on: which desks heard it and on what basis is kept, and what was decided.

    Raises NotFound, NotPermitted, NotNow, NotValid (decided).
    """
    with unit(by=by) as u:
        row, item = _held_item(by, item_id)
        if row.state != states.RUNNING:
            raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
        if item.state != states.ON:
            raise NotNow(words.NOT_ON, code="item")
        said = texts.checked(decided, field="decided", needed=False, justice=item.topic in rules.ONLY_JUSTICE)
        came = queries.present(row, item.part)
        desks = [[desk, hears.basis] for desk in came if (hears := queries.hearing(row, [item], desk)[item.pk]).may]
        line = Heard(item=item, person_id=row.person_id, at=clock.now(), desks=desks)
        seal(line, decided=said or None)
        line.save(force_insert=True)
        Item.objects.filter(pk=item.pk).update(state=states.HEARD)
        u.log("conference.item_heard", code=item.topic, **access.about(row))


def _made(u: Unit, row: Conference, draft: Draft) -> Item:
    check_live(row)
    check_part(row, draft.part)
    if draft.topic not in rules.TOPICS:
        raise NotValid(words.CHOOSE_TOPIC, code="topic")
    if draft.topic in rules.ONLY_JUSTICE and draft.part != rules.JUSTICE:
        raise NotValid(words.STEPS_IN_JUSTICE, code="topic")
    content = _content(draft)
    classes = _classes(draft)
    # An invited desk sees neither how many items there are nor their numbers.
    with wall.beyond(wall.EVERYTHING):
        all_of = Item.objects.filter(conference=row)
        count = all_of.exclude(state=states.DROPPED).count()
        last = all_of.aggregate(last=Max("number"))["last"] or 0
        begun = all_of.filter(part=rules.JUSTICE, state__in=(states.ON, states.HEARD)).exists()
    if not rules.fits(count + 1, row.minutes, row.per_item):
        raise NotNow(words.NO_TIME, code="no_time")
    if draft.part == rules.PROTECTION and begun:
        raise NotNow(words.JUSTICE_BEGUN, code="part")
    item = Item(
        conference=row,
        person_id=row.person_id,
        number=last + 1,
        part=draft.part,
        topic=draft.topic,
        data_classes=classes,
        desk_id=u.by.desk_id,
        written_by=cases.account_of(u.by),
    )
    seal(item, content=content)
    item.save(force_insert=True)
    return item


def _content(draft: Draft) -> dict[str, object]:
    health = draft.topic == rules.HEALTH
    longest = rules.LONGEST_HEALTH_WORDS if health else rules.LONGEST_WORDS
    steps = draft.topic in rules.ONLY_JUSTICE
    said = texts.checked(draft.words, field="words", longest=longest, needed=not health, justice=steps)
    known = functional.terms()
    if bool(draft.terms) != health or not {name for name, _until in draft.terms} <= set(known):
        raise NotValid(words.CHOOSE_TERMS if health else words.TERMS_ARE_HEALTH, code="terms")
    for name, until in draft.terms:
        if known[name].lasts and (until is None or until < clock.today()):
            raise NotValid(words.UNTIL, code="until")
    return {"words": said, "terms": [[name, until.isoformat() if until else ""] for name, until in draft.terms]}


def _classes(draft: Draft) -> list[str]:
    offered = {name for name, row in catalogue.data_classes().items() if not row.always}
    if not set(draft.data_classes) <= offered:
        raise NotValid(words.CHOOSE_CLASSES, code="data_classes")
    return sorted({*draft.data_classes, *rules.TOPICS[draft.topic]})


def _name(row: Conference, item: Item, hearers: Sequence[tuple[str, str]]) -> None:
    seated = set(Seat.objects.filter(conference=row, part=item.part).values_list("desk_id", flat=True))
    if (
        not hearers
        or not {desk for desk, _basis in hearers} <= seated
        or not {b for _d, b in hearers} <= set(rules.BASES)
    ):
        raise NotValid(words.CHOOSE_HEARERS, code="hearers")
    there = set(Hearer.objects.filter(item=item).values_list("desk_id", flat=True))
    for desk, basis in hearers:
        if desk not in there:
            Hearer.objects.create(item=item, desk_id=desk, basis=basis)
    if not any(queries.hearing(row, [item], desk)[item.pk].may for desk, _basis in hearers):
        raise NotValid(words.nobody_may_hear(_uncovered(row, item, hearers)), code="hearers")


def _uncovered(row: Conference, item: Item, hearers: Sequence[tuple[str, str]]) -> list[str]:
    """The names of what the item tells and some desk that was chosen may not hear."""
    open_to = [queries.covered(row.case_id, desk)[basis == rules.LAW] for desk, basis in hearers]
    known = catalogue.data_classes()
    return [
        known[name].names.in_language(languages.current())
        for name in item.data_classes
        if any(name not in one for one in open_to)
    ]


def _held_item(by: Actor, item_id: UUID) -> tuple[Conference, Item]:
    found = Item.objects.filter(pk=item_id).values_list("conference_id", flat=True).first()
    if found is None:
        raise NotFound
    row = access.lock(by, found)
    policy.check_chairs(by)
    return row, Item.objects.defer("content").get(pk=item_id)


def _check_running(row: Conference) -> None:
    if row.state != states.RUNNING:
        raise NotNow(words.NOT_IN_STATE[row.state] if row.state != states.CALLED else words.BEGIN_FIRST, code=row.state)
    if clock.now() >= rules.ends_at(row.begins_at, row.minutes):
        raise NotNow(words.TIME_IS_UP, code="time_is_up")
