"""What several of these pages show alike: an amendment with its words before and after, a comment, who may speak."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy

from himaya.coordination import (
    amending,
    drafting,
    hearing,
    locks_consulting,
    policy,
    rules_amending,
    rules_amendments,
    rules_content,
    states,
    wordings,
    words_consulting,
    words_drafts,
)
from himaya.coordination.models import Amendment, Clause, Comment, Consultation, Draft
from himaya.coordination.queries import consulting as queries
from himaya.coordination.queries import tables
from himaya.institutions.models import Institution
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal
from himaya.web.roundtable.practice.showing import Chip, own
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form

LONGEST_NAME = 90


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a clause in one language, before and after; one of them is empty for what comes or goes."""

    language: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the typed part that would change, in words."""

    name: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Another amendment that cannot be accepted beside this one, and why."""

    other: Amendment
    word: str | Promise


@dataclass(frozen=True, slots=True)
class Asked:
    """One amendment in words. `fits` is the sentence of why it cannot be accepted as it stands, '' when it can."""

    row: Amendment
    op: str | Promise
    chip: Chip
    wordings: list[Wording]
    keys: list[Key]
    place: str
    how: str | Promise
    proposal: str | Promise
    proposed: list[Wording]
    settled: list[Wording]
    fits: str | Promise
    clashes: list[Clash]
    mine: bool
    unsettled: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment in words, with what others replied."""

    row: Comment
    chip: Chip
    how: str | Promise
    mine: bool
    replies: list["Remark"] = field(default_factory=list)


def name_of(texts: Mapping[str, str] | None) -> str:
    """The beginning of a clause, in the page's language or in one in which it was written."""
    words = " ".join(wordings.written(texts or {}).split())
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1].rstrip()}…"


def asked(rows: Iterable[Amendment], content: rules_content.Content, actor: Actor) -> list[Asked]:
    """Amendments in words, each with those that it clashes with. `rows` are all of one draft."""
    found = list(rows)
    by_key = {str(one.pk): one for one in found}
    sides = rules_amendments.by_amendment(
        rules_amendments.Conflict(str(one.one.pk), str(one.other.pk), one.kind)
        for one in queries.clashes(found, content)
    )
    names = {one["uid"]: one["texts"] for one in content["clauses"]}
    mine = "" if policy.is_secretariat(actor) else actor.institution_id
    return [
        _asked(
            one,
            content,
            names,
            [Clash(by_key[side.other], words_consulting.CLASHES[side.kind]) for side in sides.get(str(one.pk), [])],
            mine=one.institution_id == mine,
        )
        for one in found
    ]


def _asked(
    row: Amendment, content: rules_content.Content, names: Mapping[str, Any], clashes: list[Clash], *, mine: bool
) -> Asked:
    unsettled = row.state in states.UNSETTLED
    stands = rules_amending.standing(content, amending.ask_of(row), row.before) if unsettled else rules_amending.STANDS
    before = row.before.get("texts", {})
    return Asked(
        row=row,
        op=words_consulting.OPS[row.op],
        chip=Chip(words_consulting.AMENDMENT_TONES.get(row.state, ""), words_consulting.AMENDMENT_STATES[row.state]),
        wordings=_wordings(row),
        keys=_keys(row.form, row.before.get("form", {})),
        place=name_of(names.get(row.after)) if row.op == states.MOVE and row.after else "",
        how=words_consulting.CHANNELS.get(row.how, ""),
        proposal=words_consulting.PROPOSALS.get(row.proposal, ""),
        proposed=pairs(before, row.proposal_texts),
        settled=pairs(before, row.settled_texts) if row.state == states.ACCEPTED_MODIFIED else [],
        fits=words_consulting.NOT_AS_IT_STANDS.get(stands, ""),
        clashes=clashes,
        mine=mine,
        unsettled=unsettled,
    )


def _wordings(row: Amendment) -> list[Wording]:
    before = row.before.get("texts", {})
    if row.op == states.DELETE:
        return [Wording(code, before[code], "") for code in languages.CODES if before.get(code)]
    return pairs(before, row.texts) if row.op in (states.REPLACE, states.INSERT) else []


def pairs(before: Mapping[str, str], after: Mapping[str, str]) -> list[Wording]:
    """The words before and after, in the languages in which there are words after."""
    return [Wording(code, before.get(code, ""), after[code]) for code in languages.CODES if after.get(code)]


def _keys(delta: Mapping[str, Any], before: Mapping[str, Any]) -> list[Key]:
    """What changes in the typed part; words in several languages stand one under the other."""
    found = []
    for key, new in delta.items():
        name, old = words_drafts.KEYS.get(key, key), before.get(key)
        if isinstance(new, Mapping):
            was = old if isinstance(old, Mapping) else {}
            found += [Key(format_lazy("{} · {}", name, one), _value(was.get(one)), _value(new[one])) for one in new]
        else:
            found.append(Key(name, _value(old), _value(new)))
    return found


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return "" if value is None else str(value)


def remarks(rows: Sequence[Comment], actor: Actor) -> list[Remark]:
    """Comments in words, oldest first, each with its replies."""
    heads = [one for one in rows if one.follows_id is None]
    return [
        _remark(one, actor, [_remark(reply, actor, []) for reply in rows if reply.follows_id == one.pk])
        for one in heads
    ]


def _remark(row: Comment, actor: Actor, replies: list[Remark]) -> Remark:
    chip = Chip(words_consulting.COMMENT_TONES.get(row.state, ""), words_consulting.COMMENT_STATES[row.state])
    mine = not policy.is_secretariat(actor) and row.institution_id == actor.institution_id
    return Remark(row, chip, words_consulting.CHANNELS.get(row.how, ""), mine, replies)


# --- who may say something -------------------------------------------------------------------------------------------
def may_say(actor: Actor, consultation: Consultation | None) -> bool:
    """Whether this actor can say something in the round now: an institution that sits, or the secretariat for one."""
    if consultation is None:
        return False
    try:
        hearing.check_open(consultation, actor)
    except Refusal:
        return False
    if policy.is_secretariat(actor):
        return True
    ours = own(actor)
    return bool(ours) and queries.sits(ours, consultation.draft.document.cycle)


def institutions(consultation: Consultation) -> list[Institution]:
    """Those that sit at the table today, with a voice or without."""
    seats = tables.seats_on(consultation.draft.document.cycle, clock.today())
    return [seat.institution for seat in seats if seat.institution is not None]


def who(form: Form, actor: Actor, consultation: Consultation, missing: str | Promise) -> dict[str, Any]:
    """For whom something is said: one's own institution, or the one that the secretariat enters a letter of."""
    if not policy.is_secretariat(actor):
        return {"institution_id": actor.institution_id}
    return {
        "institution_id": form.choice("institution", [one.pk for one in institutions(consultation)], missing),
        "how": form.text("how"),
        "received_on": form.day("received_on", needed=False),
    }


def letter(actor: Actor, consultation: Consultation | None) -> dict[str, Any]:
    """What the part for a letter or a mail needs; nothing for an institution."""
    if consultation is None or not policy.is_secretariat(actor):
        return {"entered": False}
    return {
        "entered": True,
        "institutions": [Item(one.pk, one.name) for one in institutions(consultation)],
        "channels": channels(),
        "today": clock.today().isoformat(),
    }


def channels() -> list[Item]:
    """By what something comes to the secretariat."""
    return [Item(code, words_consulting.CHANNELS[code]) for code in (states.MAIL, states.LETTER)]


def clause_row(draft: Draft, uid: str) -> Clause | None:
    """The clause of a draft as it stands, by uid."""
    return Clause.objects.filter(draft=draft, uid=uid).first() if uid else None


def next_to_settle(draft: Draft, after: Amendment | None = None) -> Amendment | None:
    """The next amendment that waits, in the order of the text; the first one when none comes after."""
    rows = queries.unsettled(draft)
    if after is None:
        return rows[0] if rows else None
    order = {uid: place for place, uid in enumerate(rules_content.uids(drafting.content(draft)))}
    here = (order.get(after.uid, len(order) if after.uid else -1), after.number)
    later = [one for one in rows if (order.get(one.uid, len(order) if one.uid else -1), one.number) > here]
    rest = [one for one in (*later, *rows) if one.pk != after.pk]
    return rest[0] if rest else None


def may_settle(actor: Actor, draft: Draft) -> bool:
    """Whether this actor can settle amendments to this draft now."""
    in_time = states.leads_to(states.DRAFT_TRANSITIONS, "settle", draft.state) is not None
    return in_time and locks_consulting.may_settle(actor, draft)
