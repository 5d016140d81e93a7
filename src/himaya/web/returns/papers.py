"""Papers for the way, a contact with a consulate on its own yes, and what goes on before courts here."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases import queries_consents
from himaya.cases.models import Case
from himaya.cases.rules_consents_consulate import CONSULAR
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.returns import content_later, policy, said_later, states, words, words_later
from himaya.returns.access import Opened
from himaya.returns.actions import papers
from himaya.returns.actions.papers import Proceeding
from himaya.web.forms import Item, Typed
from himaya.web.gate import only
from himaya.web.returns.stepping import AREA, DATE, LINE, RADIO, Do, Field, Form, Shown, few, handle, items, notes

VIEW = "returns:documents"
KINDS = (states.DOCUMENT, states.CONSULAR, *words_later.PROCEEDINGS)
COURT = "court_"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def documents(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST writes one thing down."""
    return handle(request, actor, case_id, view=VIEW, does=DOES, show=_show)


def _paper(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    what, how = typed.text("what"), typed.text("paper_how")
    papers.note_paper(case_id=case_id, what=what, how=how, said=typed.text("paper_words"), instance_id=form, by=by)
    return _("Written down: how the paper stands.")


def _consulate(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    said = typed.text("consulate_words")
    try:
        consent = UUID(typed.text("consent"))
    except ValueError:
        raise NotFound from None
    papers.contact_consulate(case_id=case_id, consent_id=consent, said=said, instance_id=form, by=by)
    return _("Written down. The yes of the person is used up; the next contact needs its own.")


def _court(kind: str) -> Do:
    def does(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
        noted = Proceeding(
            kind,
            typed.text(f"{kind}_how"),
            typed.text(f"{kind}_who"),
            typed.day(f"{kind}_on", code="on"),
            typed.text(f"{kind}_words"),
        )
        papers.note_proceeding(case_id=case_id, noted=noted, instance_id=form, by=by)
        return _("Written down.")

    return does


DOES: dict[str, Do] = {
    "paper": _paper,
    "consulate": _consulate,
    **{COURT + kind: _court(kind) for kind in words_later.PROCEEDINGS},
}


def _show(opened: Opened) -> Shown:
    against = papers.against_papers(opened) if opened.row is not None else ()
    preparing = opened.row is not None and opened.row.state in (states.PREPARING, states.READY)
    why = words_later.said_against(against[0]) if against else ""
    agreed = _agreed(opened.case)
    paper = said_later.last(opened.told, states.DOCUMENT)
    has = paper is not None and paper.code == said_later.HAS
    return Shown(
        pgettext("page of a return", "Papers and courts"),
        _("A consulate is contacted only on a yes of its own, and never where the person is afraid or seeks asylum."),
        [_paper_form(why), _consulate_form(why, agreed), *_court_forms()],
        KINDS,
        next="paper" if preparing and not has and not against else "",
        next_words=_next(opened, preparing=preparing, has=has, against=bool(against)),
        link=_link(opened, preparing=preparing, has=has, against=bool(against)),
        against=[words_later.said_against(one) for one in against] if preparing else (),
        against_title=_("What stands against a paper or a consulate"),
        notes=notes(content_later.words().proceedings),
    )


def _next(opened: Opened, *, preparing: bool, has: bool, against: bool) -> str:
    if opened.row is None or opened.row.ended_on is not None:
        return ""
    if not preparing:
        return _("Papers are asked for once two people have signed. What goes on at courts can be written down before.")
    if against:
        return _("Something stands against it. Settle that first.")
    return _("The paper is there. Go on with the journey.") if has else ""


def _link(opened: Opened, *, preparing: bool, has: bool, against: bool) -> tuple[str, str] | None:
    if not preparing:
        return None
    if against and opened.child is not None:
        return reverse("returns:child", args=[opened.case.pk]), _("What is owed of a child")
    return (reverse("returns:travel", args=[opened.case.pk]), _("The journey")) if has and not against else None


def _paper_form(why: str) -> Form:
    return Form(
        "paper",
        states.DOCUMENT,
        _("A paper for the way"),
        _("Write down how it stands"),
        (
            Field(RADIO, "what", _("Which paper?"), items(words_later.PAPER_KINDS)),
            Field(RADIO, "paper_how", _("How does it stand?"), items(words_later.PAPERS)),
            few("paper_words"),
        ),
        why=why,
        places={"how": "paper_how"},
    )


def _agreed(case: Case) -> list[Item]:
    """The consulates about which a yes stands that was not used; each by a line about it."""
    rows = queries_consents.of_case(case).filter(recipient__institution__kind__in=CONSULAR)
    found: list[Any] = queries_consents.in_force(rows)
    return [Item(str(one.row.pk), one.row.recipient.name) for one in found]


def _consulate_form(why: str, agreed: list[Item]) -> Form:
    ask = _(
        "No yes about a consulate stands. Ask the person first, on the page of agreements; each yes is for one contact."
    )
    return Form(
        "consulate",
        states.CONSULAR,
        _("A contact with a consulate"),
        _("Write down the contact"),
        (
            Field(RADIO, "consent", _("Which consulate, by the yes of the person?"), agreed),
            Field(
                AREA, "consulate_words", _("What it was asked and told"), hint=_("Sealed. Nothing of what happened.")
            ),
        ),
        why=why or ("" if agreed else ask),
        places={"words": "consulate_words", "consulate": "consent"},
    )


def _court_forms() -> list[Form]:
    return [
        Form(
            COURT + kind,
            kind,
            str(words.KINDS[kind]),
            _("Write it down"),
            (
                Field(RADIO, f"{kind}_how", _("How does it stand?"), items(hows)),
                Field(LINE, f"{kind}_who", _("With whom, by name, if it is known")),
                Field(DATE, f"{kind}_on", _("Since which day, if it is known")),
                few(f"{kind}_words"),
            ),
            places={
                "stands": f"{kind}_how",
                "by_whom": f"{kind}_who",
                "on": f"{kind}_on",
                "court_words": f"{kind}_words",
            },
        )
        for kind, hows in words_later.PROCEEDINGS.items()
    ]
