"""The verbs of the form: kept as it stands, sealed, again and again; finished once the server has verified it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lxml import etree

from himaya.instruments import guard, verify
from himaya.instruments import queries as instruments
from himaya.instruments.flaws import Flaw
from himaya.instruments.xform import local
from himaya.interviews import access, queries, rules, states, words
from himaya.interviews.actions import ages, life, lines
from himaya.interviews.models import Draft, DraftKey, EarlierDraft, Interview
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit


@dataclass(frozen=True, slots=True)
class Kept:
    """The revision under which the next is sent, when it was kept, and what is wrong before it can be finished.

    `stops`: nothing more is typed into this form, because it is one for an adult and the person may be a child.
    """

    revision: int
    at: datetime
    flaws: tuple[Flaw, ...] = ()
    stops: bool = False


def begun(row: Interview) -> Draft:
    """An empty form of an interview that the caller holds, with the secret of what a browser could not send of it."""
    draft = Draft(**lines.of(row), version=row.version, kept_at=clock.now())
    seal(draft)
    draft.save(force_insert=True)
    key = DraftKey(**lines.of(row), draft=draft)
    seal(key, secret=secrets.token_hex(32))
    key.save(force_insert=True)
    return draft


def keep(
    *,
    interview_id: UUID,
    xml: str,
    revision: int,
    by: Actor,
    over: bool = False,
    typing: str = "",
    late: bool = False,
) -> Kept:
    """Keep the form as it stands: also during a break and between sittings, so that no word is lost.

    `over`: whoever writes was told that somebody else saved meanwhile, and chose their own words; the others' stay
    readable beside the form. `typing`: the question whose answer is not done yet. `late`: typed before whoever wrote
    was told that the form stops; such words are kept with the form that they were typed into, and as only the browser
    says when that was, what stood there stays readable too.

    Raises NotFound, NotPermitted, NotNow (a form for an adult where the person may be a child, another window wrote
    meanwhile, finished, closed), NotValid (no such form).
    """
    with unit(by=by) as u:
        row, draft = _held(by, interview_id, xml, revision, late=late)
        _check(draft, xml)
        if over or queries.outdated(row, draft):
            _set_aside(u, row, draft, xml, by)
        ages.told(u, row, xml, by, typing=typing)
        life.told(u, row, draft, xml, by)
        return _keep(u, row, draft, xml, by)


def finish(*, interview_id: UUID, xml: str, revision: int, by: Actor) -> Kept:
    """Verify what was filled in and finish; where something is wrong it is kept all the same, and said.

    A form for an adult of somebody who may be a child is kept and not finished. Raises as `keep`.
    """
    with unit(by=by) as u:
        row, draft = _held(by, interview_id, xml, revision, late=True)
        _check(draft, xml)
        if queries.outdated(row, draft):
            _set_aside(u, row, draft, xml, by)
        ages.told(u, row, xml, by)
        life.told(u, row, draft, xml, by)
        if draft.version is None:
            raise NotNow(words.FORM_MISSING, code="no_form")
        if queries.outdated(row, draft):
            return _keep(u, row, draft, xml, by)
        verdict = verify.verify(instruments.compiled(draft.version), xml.encode())
        if not verdict.valid:
            kept = _keep(u, row, draft, xml, by)
            return Kept(kept.revision, kept.at, verdict.errors)
        draft.finished_at = clock.now()
        kept = _keep(u, row, draft, xml, by, values=dict(verdict.values))
        u.log("interview.draft_finished", **access.about(row))
        return kept


def _held(by: Actor, interview_id: UUID, xml: str, revision: int, *, late: bool) -> tuple[Interview, Draft]:
    row = access.lock(by, interview_id, over=True)
    draft = queries.draft_of(row, *_form(xml))
    if draft is None:
        raise NotNow(
            words.FORM_MISSING if row.state in states.RUNNING else words.NOT_IN_STATE[row.state], code="no_form"
        )
    if row.state == states.CLOSED:
        raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
    access.check_writes(by, row)
    if draft.finished_at is not None:
        raise NotNow(words.FINISHED, code="finished")
    if queries.outdated(row, draft) and not late:
        raise NotNow(words.MAY_BE_CHILD, code="may_be_child")
    if draft.turn != revision:
        raise NotNow(words.OTHER_TAB, code="other_tab")
    return row, draft


def _form(xml: str) -> tuple[str, str]:
    """The name and the version of the form that this says it is of. Raises NotValid."""
    root = _root(xml)
    return root.get("id", ""), root.get("version", "")


def _root(xml: str) -> etree._Element:
    try:
        return guard.parse(xml.encode("utf-8", "surrogatepass"))
    except guard.Refused:
        raise NotValid(words.NOT_A_FORM, code="xml") from None


def _check(draft: Draft, xml: str) -> None:
    """Raises NotValid for what is not this form, or not the instance that was begun."""
    root = _root(xml)
    if draft.version is None or (root.get("id"), root.get("version")) != (draft.version.name, draft.version.version):
        raise NotValid(words.NOT_A_FORM, code="xml")
    instance = _instance(root)
    if not instance or len(instance) > 64:
        raise NotValid(words.NOT_A_FORM, code="xml")
    if draft.instance not in ("", instance):
        raise NotValid(words.OTHER_INSTANCE, code="instance")
    draft.instance = instance


def _instance(root: etree._Element) -> str:
    found = (one for meta in root if local(meta) == "meta" for one in meta if local(one) == "instanceID")
    return next(((one.text or "").strip() for one in found), "")


def _set_aside(u: Unit, row: Interview, draft: Draft, after: str, by: Actor) -> None:
    """What stands there stays readable, unless what goes over it is the same."""
    with access.open_draft(by, draft) as (xml, _values):
        if xml not in ("", after):
            lines.add(EarlierDraft, row, by=by, sealed={"xml": xml}, draft=draft)
            u.log("interview.draft_overwritten", **access.about(row))


def _keep(
    u: Unit, row: Interview, draft: Draft, xml: str, by: Actor, *, values: dict[str, object] | None = None
) -> Kept:
    now, who = clock.now(), lines.account(by)
    says = rules.says_kept(draft.kept_at if draft.turn else None, now, same=draft.kept_by == who)
    draft.turn, draft.kept_at, draft.kept_by = draft.turn + 1, now, who
    seal(draft, xml=xml, values=values)
    draft.save(update_fields=["turn", "instance", "kept_at", "kept_by", "finished_at", "xml", "values", "revision"])
    if says:
        u.log("interview.draft_kept", **access.about(row))
    return Kept(draft.turn, draft.kept_at, stops=queries.outdated(row, draft))
