"""A further referral of a case: what is needed, which desk, what will and will not be sent, then send.

Every page carries the choices made so far as fields: codes only, nothing about the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases import packets, queries, states, words
from himaya.cases.actions import needs
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_child, is_known_adult, was_asked
from himaya.cases.sending import Wish
from himaya.institutions import catalogue
from himaya.institutions.models import Region
from himaya.institutions.queries import Receiver
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.services.queries import offers_for
from himaya.web.casework import labels
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item

NEED, DESK, SHARE = "need", "desk", "share"
# Of several desks: each may take it on, or the first who takes it whole has it.
EACH, FIRST = "each", "first"
_SALT = "casework.agreed"
# Fields whose place on the page has another id than their name: the lists of choices.
_PLACES = {
    "urgency": "need-urgency",
    **{name: f"send-{name}" for name in ("share", "basis", "told", "interpreter", "guardian")},
}


@dataclass
class Draft:
    """What was chosen so far; `wrong` has a sentence for each field that needs another look."""

    case: Case
    service: str = ""
    region: str = ""
    language: str = ""
    urgency: str = states.ORDINARY
    desks: list[str] = field(default_factory=list)
    order: str = EACH
    # What the person said about each desk, where several were chosen.
    agrees: dict[str, str] = field(default_factory=dict)
    share: list[str] = field(default_factory=list)
    basis: str = states.CONSENT
    told: str = ""
    interpreter: str = ""
    guardian: str = ""
    agreed: str = ""
    follows: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def child(self) -> bool:
        return is_child(self.case.age_group)

    @property
    def age_asked(self) -> bool:
        return was_asked(self.case.age_group)

    @property
    def several(self) -> bool:
        return len(self.desks) > 1

    @property
    def asks_each(self) -> bool:
        """Each desk has its own answer of the person, unless it was said that it does not rest on agreement."""
        return self.several and self.basis in ("", states.CONSENT) and not self.child

    @property
    def classes(self) -> tuple[str, ...]:
        return catalogue.services()[self.service].minimum_packet


@require_safe
@at_a_desk
def send_on(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    """Begin a referral that takes up one that came back, with the desk that was proposed."""
    earlier = queries.sent(actor).filter(pk=referral_id).first()
    if earlier is None:
        raise NotFound
    draft = Draft(
        case=_case(actor, earlier.case_id),
        service=earlier.service,
        region=earlier.region,
        language=earlier.language,
        urgency=earlier.urgency,
        desks=[earlier.proposed_desk_id] if earlier.proposed_desk_id else [],
        follows=str(earlier.pk),
    )
    return _page(request, draft, DESK)


@require_http_methods(["GET", "POST"])
@at_a_desk
def send(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """One page per decision; only the last one sends."""
    case = _case(actor, case_id)
    if request.method != "POST":
        basis = states.CHILD if is_child(case.age_group) else states.CONSENT
        return _page(request, Draft(case, region=case.region, language=case.language, basis=basis), NEED)
    draft = _draft(case, request.POST)
    step = request.POST.get("step", NEED)
    if "back" in request.POST:
        return _page(request, draft, NEED)
    _check_need(draft)
    if draft.wrong:
        return _page(request, draft, NEED, status=NotValid.status)
    if step == NEED:
        return _page(request, draft, DESK)
    _check_desk(draft)
    if draft.wrong:
        return _page(request, draft, DESK, status=NotValid.status)
    if step == DESK:
        draft.share = [name for name in draft.classes if not _named_only(name)]
        draft.agreed = signing.dumps(clock.now().isoformat(), salt=_SALT)
        return _page(request, draft, SHARE)
    _check_share(draft)
    if draft.wrong:
        return _page(request, draft, SHARE, status=NotValid.status)
    return _send(request, actor, draft)


def _send(request: HttpRequest, actor: Actor, draft: Draft) -> HttpResponse:
    try:
        noes = [one for one in draft.desks if draft.asks_each and draft.agrees.get(one) == "no"]
        sent = needs.send(
            case_id=draft.case.pk,
            wish=Wish(draft.service, "", tuple(draft.share), draft.urgency),
            desks=[one for one in draft.desks if one not in noes],
            refused=noes,
            first_only=draft.order == FIRST,
            basis=draft.basis,
            language=draft.language,
            interpreter=draft.interpreter,
            told_first=draft.told == "yes",
            not_told_reason="" if draft.told == "yes" else draft.told,
            guardian_implicated=draft.guardian,
            agreed_at=_agreed_at(draft.agreed),
            follows=UUID(draft.follows) if draft.follows else None,
            by=actor,
        )
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="casework:send")
        draft.wrong = {"desk" if refusal.code.startswith("desk") else "share": str(refusal.sentence)}
        return _page(request, draft, DESK if "desk" in draft.wrong else SHARE, status=refusal.status)
    messages.success(request, _("Sent. You will see here when the desk answers."))
    if (group := queries.need_of(actor, sent[0])) is not None:
        return redirect("casework:need", group=group)
    return redirect("casework:referral", referral_id=sent[0])


def _case(actor: Actor, case_id: UUID) -> Case:
    found = queries.desk_cases(actor).filter(pk=case_id).first()
    if found is None:
        raise NotFound
    return found


def _draft(case: Case, post: QueryDict) -> Draft:
    def said(name: str) -> str:
        return post.get(name, "")[:200]

    return Draft(
        case,
        service=said("service"),
        region=said("region"),
        language=said("language"),
        urgency=said("urgency"),
        desks=list(dict.fromkeys(one[:64] for one in post.getlist("desk")[:8] if one)),
        order=said("order") if said("order") in (EACH, FIRST) else EACH,
        share=post.getlist("share")[:40],
        basis=said("basis"),
        told=said("told"),
        interpreter=said("interpreter"),
        guardian=said("guardian"),
        agreed=said("agreed"),
        follows=_uuid(said("follows")),
        agrees={one: post.get(f"agrees-{one}", "")[:8] for one in post.getlist("desk")[:8]},
    )


def _uuid(typed: str) -> str:
    try:
        return str(UUID(typed)) if typed else ""
    except ValueError:
        raise NotFound from None


def _check_need(draft: Draft) -> None:
    if draft.service not in catalogue.services():
        draft.wrong["service"] = _("Choose what the person needs.")
    if not draft.region or not Region.objects.filter(pk=draft.region).exists():
        draft.wrong["region"] = _("Choose the region where it is needed.")
    if draft.language not in labels.spoken():
        draft.wrong["language"] = _("Choose the language the person understands.")
    if draft.urgency not in states.URGENCIES:
        draft.wrong["urgency"] = _("Choose how soon it is needed.")


def _receivers(draft: Draft) -> list[Receiver]:
    found = offers_for(
        service=draft.service,
        region=draft.region,
        language=draft.language,
        age_group=draft.case.age_group,
        consulates=is_known_adult(draft.case.age_group),
        links=True,
    )
    return [one for one in found if one.desk.pk != draft.case.desk_id]


def _check_desk(draft: Draft) -> None:
    able = {one.desk.pk for one in _receivers(draft) if not one.why_not}
    if not set(draft.desks) <= able or not draft.desks:
        gone = _("This desk can no longer receive. Choose another.")
        draft.wrong["desk"] = gone if draft.desks else _("Choose a desk.")
        draft.desks = [one for one in draft.desks if one in able]
    elif len(draft.desks) > states.MOST_DESKS:
        draft.wrong["desk"] = _("Three desks at most are asked for one need. Take out some.")


def _check_share(draft: Draft) -> None:
    if draft.child:
        draft.basis = states.CHILD
    if draft.basis not in states.ROUTES or (draft.basis == states.CHILD and not draft.child):
        draft.wrong["basis"] = _("Say on what this sharing rests.")
    if draft.child and draft.guardian not in states.GUARDIAN:
        draft.wrong["guardian"] = _("Say whether a parent or guardian may be implicated. “Unknown” is an answer.")
    if draft.told != "yes" and draft.told not in states.NOT_TOLD_REASONS:
        draft.wrong["told"] = _("Say whether the person was told, or why not.")
    elif draft.basis == states.CONSENT and draft.told != "yes":
        draft.wrong["told"] = _("Without a conversation there is no agreement. Ask the person first.")
    if draft.interpreter not in states.INTERPRETERS:
        draft.wrong["interpreter"] = _("Say whether an interpreter was needed.")
    if draft.asks_each:
        _check_each(draft)
    if not set(draft.share) <= set(draft.classes):
        draft.wrong["share"] = _("Send only what this service needs.")


def _check_each(draft: Draft) -> None:
    """A no for one desk stops no other; a no for all sends nothing, and is written down where agreements are."""
    said = [draft.agrees.get(one, "") for one in draft.desks]
    for desk, answer in zip(draft.desks, said, strict=True):
        if answer not in ("yes", "no"):
            draft.wrong[f"agrees-{desk}"] = _("Say what the person answered about this desk.")
    if said and set(said) == {"no"}:
        first = f"agrees-{draft.desks[0]}"
        draft.wrong[first] = _("The person said no to every desk: nothing is sent. Write it down under “Agreements”.")


def _agreed_at(token: str) -> datetime | None:
    """When the page of the agreement was opened, as we signed it; None when the page did not come from us."""
    try:
        return datetime.fromisoformat(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _named_only(name: str) -> bool:
    """Classes that leave only when the person names them: the full name and the signs."""
    return name in ("identity", "signs")


def _page(request: HttpRequest, draft: Draft, step: str, *, status: int = 200) -> HttpResponse:
    shown: dict[str, Any] = {
        "draft": draft,
        "step": step,
        "errors": [{"id": _place(name), "sentence": said} for name, said in draft.wrong.items()],
        **{NEED: _need, DESK: _desk, SHARE: _share}[step](draft),
    }
    return render(request, f"casework/send_{step}.html", shown, status=status)


def _place(name: str) -> str:
    return f"send-{name}" if name.startswith("agrees-") else _PLACES.get(name, name)


def _need(draft: Draft) -> Mapping[str, Any]:
    regions = Region.objects.order_by("id")
    return {
        "services": [
            Item(row.id, labels.said(row.names), labels.said(row.plain)) for row in catalogue.services().values()
        ],
        "regions": [Item(row.pk, row.name) for row in regions],
        "languages": [Item(code, labels.language(code)) for code in labels.spoken()],
        "urgencies": [Item(code, str(words.URGENCIES[code])) for code in states.URGENCIES],
    }


def _desk(draft: Draft) -> Mapping[str, Any]:
    found = _receivers(draft)
    return {
        "service_name": labels.service(draft.service),
        "orders": [
            Item(EACH, _("Each may take it on; you decide when you have seen their answers")),
            Item(FIRST, _("The first who takes it on has it; the others are told at once")),
        ],
        "able": [(one, _opens(one)) for one in found if not one.why_not],
        "unable": [one for one in found if one.why_not],
    }


def _opens(one: Receiver) -> str:
    if one.open_now or one.opens_at is None:
        return ""
    return days.moment_in_words(one.opens_at.astimezone(clock.here()), clock.today(), languages.current())


def _share(draft: Draft) -> Mapping[str, Any]:
    rows = catalogue.data_classes()
    # All that the service needs counts as sent here; what is unticked is withheld too, and the page says so.
    whole = packets.told(draft.classes)
    bases = [code for code in states.ROUTES if code != states.CHILD]
    return {
        "service_name": labels.service(draft.service),
        "receivers": [
            {"desk": one.desk, "said": draft.agrees.get(one.desk.pk, ""), "name": f"agrees-{one.desk.pk}"}
            | {"error": draft.wrong.get(f"agrees-{one.desk.pk}", "")}
            for one in _receivers(draft)
            if one.desk.pk in draft.desks
        ],
        "yes_or_no": [Item("yes", _("The person agrees")), Item("no", _("The person says no"))],
        "classes": [
            Item(name, labels.said(rows[name].names), labels.said(rows[name].meaning))
            for name in draft.classes
            if not rows[name].always
        ],
        "always": [*labels.itself(), *(labels.said(row.names) for row in rows.values() if row.always)],
        "legend": _("What goes along") if draft.child else _("Sent if the person agrees"),
        "age_first": words.AGE_FIRST,
        "kept_back": [labels.data_class(name) for name in whole.withheld],
        "bases": [Item(code, str(words.ROUTES[code])) for code in bases],
        "tolds": [Item("yes", _("Yes, the person knows what is sent, to whom and why"))]
        + [Item(code, str(words.NOT_TOLD_REASONS[code])) for code in states.NOT_TOLD_REASONS],
        "interpreters": [Item(code, str(labels.INTERPRETERS[code])) for code in states.INTERPRETERS],
        "guardians": [Item("yes", _("Yes, perhaps")), Item("no", _("No")), Item("unknown", _("Not known"))],
    }
