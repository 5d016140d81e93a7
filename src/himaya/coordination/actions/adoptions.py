"""The verb of an adoption: what a table decided becomes an edition, and the forms of it versions that nothing alters.

It joins the unit of the decision: without a decision nothing is adopted, and a decision whose text cannot be adopted is
not concluded. Going live is another unit, on another day (`releases.go_live`).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.coordination import canonical, drafting, readiness, rules_changes, rules_content, rules_editing, states
from himaya.coordination.models import Decision, Draft, Edition, EditionForm, Reservation
from himaya.instruments.actions import versions
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.unit import Unit, is_open, unit


def adopt(*, draft_id: UUID, decision_id: UUID, reference: str, by: Actor) -> Edition:
    """Make an edition of a tabled draft under a decision that binds; what was not decided goes on as a draft.

    Called by the verbs of a decision inside their unit, which hold the table and have checked quorum and mandates.
    Raises NotNow when the draft is not tabled, is adopted already, or something is missing in it; NotValid when a form
    cannot be made of it; NotFound.
    """
    if not is_open():
        raise NotNow(_("A text is adopted by a decision of the table. Put the question to it."), code="no_decision")
    with unit(by=by) as u:
        draft = Draft.objects.select_for_update(of=("self",)).select_related("document", "base").get(pk=draft_id)
        decision = Decision.objects.filter(pk=decision_id, document=draft.document_id).first()
        if decision is None:
            raise NotFound
        if decision.state not in states.BINDING:
            raise NotNow(_("This question is not agreed, so nothing is adopted by it."), code="decision_not_binding")
        _check_tabled(draft)
        readiness.check(draft)
        edition = _edition(u, draft, decision, reference)
        _close(u, draft, edition)
        if edition.parts:
            _carry_on(u, draft, edition)
        return edition


def _check_tabled(draft: Draft) -> None:
    if draft.edition_id is not None:
        raise NotNow(_("This text is adopted already. A new version of it can be put."), code="draft_adopted")
    if states.leads_to(states.DRAFT_TRANSITIONS, "adopt", draft.state) is None:
        raise NotNow(_("This text is not before the table. Put it before the table first."), code="draft_not_tabled")


def _edition(u: Unit, draft: Draft, decision: Decision, reference: str) -> Edition:
    base, new = drafting.base_content(draft), drafting.content(draft)
    parts = _parts(decision, new, base)
    adopted = rules_editing.merged(base, new, parts) if parts else new
    adopted = readiness.compiled(draft, adopted)
    frozen = {**adopted, "titles": draft.document.titles, "kind": draft.document.kind, "reservations": _held(decision)}
    last = Edition.objects.filter(document=draft.document_id).aggregate(last=Max("number"))["last"] or 0
    edition = Edition.objects.create(
        document=draft.document,
        number=last + 1,
        base=draft.base,
        decision=decision,
        content=frozen,
        sha256=canonical.digest(frozen),
        change_class=rules_changes.compare(base, adopted).weight,
        parts=parts,
        author=draft.author,
        adopted_on=clock.today(),
    )
    for layout in adopted["forms"]:
        _freeze(u, edition, adopted, layout["name"], reference)
    u.log("edition.adopted", object_type="edition", object_id=edition.pk, code=edition.change_class)
    u.tell("edition.adopted", edition=str(edition.pk))
    return edition


def _freeze(u: Unit, edition: Edition, content: rules_content.Content, name: str, reference: str) -> None:
    document = rules_content.compile_form(content, name, "0")
    before = _form_before(edition, name)
    if before is not None and versions.unlike(before.source, document) == ():
        EditionForm.objects.create(edition=edition, name=name, version=before, changed=False)
        return
    version = versions.freeze(document=document, reference=reference, by=u.by)
    EditionForm.objects.create(edition=edition, name=name, version=version, changed=True)


def _form_before(edition: Edition, name: str) -> Version | None:
    found = EditionForm.objects.filter(edition=edition.base_id, name=name).select_related("version").first()
    return found.version if found else None


def _parts(decision: Decision, new: Mapping[str, Any], base: Mapping[str, Any]) -> list[str]:
    """The clauses that the decision is about, by uid; empty when it is about the whole. Raises NotNow for no clause."""
    known = {*rules_content.uids(new), *rules_content.uids(base)}
    parts = [part for part in decision.parts if part in known]
    if decision.parts and not parts:
        raise NotNow(
            _("None of the parts named in this question is a clause of the text. Withdraw it and choose its clauses."),
            code="parts_unknown",
        )
    return parts


def _held(decision: Decision) -> list[dict[str, str]]:
    rows = Reservation.objects.filter(decision=decision).order_by("clause", "institution_id")
    return [
        {"uid": one.clause, "institution": one.institution_id, "text": one.text, "review_on": str(one.review_on)}
        for one in rows
    ]


def _close(u: Unit, draft: Draft, edition: Edition) -> None:
    """The draft is now the edition: from here on the database refuses every change of it and of its clauses."""
    draft.state = states.DRAFT_ADOPTED_IN_PART if edition.parts else states.DRAFT_ADOPTED
    draft.edition = edition
    draft.save(update_fields=["state", "edition"])
    u.log("draft.adopted", object_type="draft", object_id=draft.pk, code=draft.state)


def _carry_on(u: Unit, draft: Draft, edition: Edition) -> None:
    """What was not adopted stays a draft over the new edition, so that the next table can take it up."""
    rest = drafting.content(draft)
    if not rules_changes.compare(drafting.of_edition(edition), readiness.compiled(draft, rest)):
        return
    states_of = {row.uid: row.translation for row in draft.clauses.all()}
    following = Draft.objects.create(
        document=draft.document,
        number=draft.number + 1,
        base=edition,
        state=states.DRAFTED,
        audience=draft.audience,
        author=draft.author,
        editors=draft.editors,
        opened_on=clock.today(),
    )
    drafting.write(u, following, rest, checked=True)
    _keep_translation(following, states_of)
    u.log("draft.carried_on", object_type="draft", object_id=following.pk)


def _keep_translation(draft: Draft, known: Mapping[str, Mapping[str, str]]) -> None:
    for row in draft.clauses.all():
        for code, state in known.get(row.uid, {}).items():
            setattr(row, f"state_{code}", state)
        row.save()
