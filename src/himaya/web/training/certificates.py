"""Certificates of a session, their papers, and the courses that a new form outdates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.institutions.content import load_qualifications
from himaya.institutions.words import NOT_QUALIFIED
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.publications import certificates as public
from himaya.training import (
    certificate_paper,
    content,
    people,
    policy,
    practice_cases,
    rules,
    rules_certificates,
    states,
    words,
)
from himaya.training.actions import certificates, course_revisions
from himaya.training.models import Certificate, TrainingSession
from himaya.training.queries import certificates as queries
from himaya.training.queries import courses
from himaya.web.downloads import as_file, sandboxed
from himaya.web.forms import Item, Typed, refused
from himaya.web.gate import only
from himaya.web.methods import require_POST
from himaya.web.training.asking import answered, items, one_id, shown

CHOOSE = {"enrolment": gettext_lazy("Choose the person."), "certificate": gettext_lazy("Choose the certificate.")}
FIELDS = [
    "enrolment", "certificate", "track", "modules", "hours", "attendance", "test", "test_form", "language", "code",
    "reason", "outdated", "not_held", "certificate_there", "too_long_ago",
]  # fmt: skip


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def of_session(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponse:
    """The certificates of a session; its trainer issues and renews, the secretariat too takes back."""
    typed = Typed(request.POST)
    policy.session_of(actor, session_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        return _of_session(request, actor, session_id, typed, status)

    def issue() -> str:
        made = certificates.issue(
            enrolment_id=_chosen(typed, "enrolment"),
            track=typed.text("track"),
            language=typed.text("language"),
            by=actor,
        )
        return _told(made)

    def renew() -> str:
        made = certificates.renew(
            enrolment_id=_chosen(typed, "enrolment"), code=typed.text("code"), language=typed.text("language"), by=actor
        )
        return _told(made)

    def revoke() -> str:
        certificates.revoke(certificate_id=_chosen(typed, "certificate"), reason=typed.text("reason"), by=actor)
        return _("Taken back. If it opened something, that is closed from today.")

    if request.method != "POST":
        return page(typed)
    deeds = {"issue": issue, "renew": renew, "revoke": revoke}
    return answered(request, actor, typed, deeds, page, "training:certificates", session_id=session_id)


def _chosen(typed: Typed, name: str) -> UUID:
    """What was chosen of a list. Raises NotValid for nothing, NotFound for what is not there."""
    if not typed.text(name):
        raise NotValid(CHOOSE[name], code=name)
    return one_id(typed, name)


def _told(made: Certificate) -> str:
    if made.qualification_id is not None:
        return _("Issued. It opens its work once a lead of their institution has seen the paper and confirmed it.")
    course = courses.course(made.track)
    if course is not None and course.grants is not None:
        return _(
            "Issued. It can be printed, and opens no work yet: there is no account with the role, or another "
            "qualification waits for its answer. A lead of their institution enters it by its number then."
        )
    return _("Issued. It can be printed.")


def _of_session(request: HttpRequest, actor: Actor, session_id: UUID, typed: Typed, status: int) -> HttpResponse:
    session = policy.session_of(actor, session_id)
    trains, leads = policy.trains(actor, session), policy.leads(actor)
    found = list(queries.of_session(actor, session))
    context = {
        **shown(typed, FIELDS),
        "session": session,
        "held": session.state == states.HELD,
        "trains": trains,
        "leads": leads,
        "taught": [one.upper() for one in session.modules],
        "tracks": _tracks(),
        "languages": [Item(code, words.PAPERS[code]) for code in states.CERTIFICATE_LANGUAGES],
        "papers": items(words.PAPERS),
        "reasons": items(words.REVOCATIONS),
        "here": "home",
    }
    rows = [] if leads and not trains else people.visible(actor, session)
    with people.opened(actor, session, rows) as names:
        by_row = {one.enrolment.pk: one.name for one in names}
        context["certificates"] = [_shown(one, by_row.get(one.enrolment_id, "")) for one in found]
        in_force = [one for one in context["certificates"] if not one["revoked"]] if trains or leads else []
        context["open"] = [Item(str(one["row"].pk), f"{one['row'].serial} · {one['course']}") for one in in_force]
        context["people"] = _candidates(session, rows, by_row) if trains else []
        return render(request, "training/certificates.html", context, status=status)


def _shown(row: Certificate, name: str = "") -> dict[str, Any]:
    course, standing = courses.course(row.track), queries.standing(row)
    return {
        "row": row,
        "name": name,
        "course": _title(row.track) if course is not None else row.track,
        "code": public.shown(row.code),
        "standing": words.STANDINGS[standing],
        "tone": words.STANDING_TONES[standing],
        "valid": standing == states.VALID,
        "revoked": standing == states.REVOKED,
        "reason": words.REVOCATIONS.get(row.revocation, ""),
        "newer": standing == states.VALID and courses.newer(row),
        "renewable": standing != states.REVOKED and rules_certificates.may_renew(row.expires_on, clock.today()),
    }


def own(actor: Actor) -> dict[str, Any]:
    """What the reader's page says of their certificates, and what they may do until when."""
    return {
        "certificates": [_shown(one) for one in queries.own(actor)],
        "papers": items(words.PAPERS),
        "may": [_may(one) for one in queries.qualified(actor)],
    }


def _may(one: queries.May) -> dict[str, Any]:
    """A kind of work as a sentence: why not, or its name with the day until which it is open."""
    name = load_qualifications()[one.kind].names.in_language(languages.current())
    return {"why_not": one.why_not, "word": NOT_QUALIFIED[one.why_not] if one.why_not else name, "until": one.until}


def _candidates(session: TrainingSession, rows: Any, names: dict[UUID, str]) -> list[Item]:
    """Who was there often enough, by name; whether the test was passed is asked when it is issued."""
    there, of = queries.half_days_of(rows), session.half_days.count()
    return [
        Item(str(one.pk), names[one.pk])
        for one in rows
        if one.pk in names and one.state == states.NAMED and rules.attended(there.get(one.pk, 0), of)
    ]


def _title(track: str) -> str:
    found = courses.course(track)
    return found.title.in_language(languages.current()) if found is not None else track


def _tracks() -> list[Item]:
    return [Item(one, _title(one)) for one in content.training().tracks]


@require_POST
@only(policy.check_learns)
def paper(request: HttpRequest, actor: Actor, certificate_id: UUID) -> HttpResponse:
    """The file to print, made now and kept nowhere."""
    row = queries.printable(actor, certificate_id)
    typed = Typed(request.POST)
    try:
        made = certificate_paper.make(actor, row, typed.text("paper"))
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "training:paper")
        if row.enrolment.account_id == actor.account_id:
            messages.error(request, str(refusal.sentence))
            return redirect("training:mine")
        return _of_session(request, actor, row.enrolment.session_id, typed, refusal.status)
    return _file(request, made)


@sandboxed
def _file(request: HttpRequest, made: bytes) -> HttpResponse:
    return as_file(made, "document", "pdf")


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def course_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The courses with their modules, and what a new form outdates; the secretariat says what was revised."""
    typed = Typed(request.POST)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        old = courses.outdated_tracks()
        context = {
            **shown(typed, ("module", "not_owed")),
            "courses": [
                {
                    "title": _title(one.id),
                    "modules": [words.MODULES[name.upper()] for name in one.modules],
                    "hours": one.hours,
                    "outdated": one.id in old,
                }
                for one in content.training().tracks.values()
            ],
            "owed": [(one, words.MODULES[one.module.upper()]) for one in courses.outdated(live_only=False)],
            "practised": words.MODULES[practice_cases.MODULE.upper()],
            "leads": policy.leads(actor),
            "here": "courses",
        }
        return render(request, "training/courses.html", context, status=status)

    def revised() -> str:
        course_revisions.note(release_id=one_id(typed, "release"), module=typed.text("module"), by=actor)
        return _("Noted: the module fits the new version.")

    if request.method != "POST":
        return page(typed)
    policy.check_leads(actor)
    return answered(request, actor, typed, {"revised": revised}, page, "training:courses")
