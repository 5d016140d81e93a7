"""What awaits the institution's word, and one recommendation with its forms: answer, report, validate."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import (
    linking,
    policy_following,
    policy_progress,
    wordings,
    words_following,
    words_movement,
    words_progress,
)
from himaya.coordination import states_following as following
from himaya.coordination.actions import progress, responses
from himaya.coordination.models import ProgressReport, Recommendation, ReplyLink
from himaya.coordination.queries import progress as queries
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.reply.gate import by_link
from himaya.web.reply.reading import Typed

# What was done a moment ago: said in the address, because nothing is kept in a session here.
SAID = {
    "answered": gettext_lazy("Your answer is on the record. Thank you."),
    "kept": gettext_lazy("Kept. Only your institution sees it until it is handed in."),
    "handed_in": gettext_lazy("Handed in. Your validating authority looks at it next."),
    "withdrawn": gettext_lazy("Withdrawn. A new report can be written."),
    "validated": gettext_lazy("Validated: it is the word of your institution. The secretariat looks at it next."),
    "returned": gettext_lazy("Sent back, with your reason. Whoever wrote it goes on from there."),
    "evidence": gettext_lazy("Kept. Its hash stands beside it."),
}
WRITABLE = (following.REPORT_DRAFT, following.RETURNED)
OF_REPORT = ("withdraw", "validate", "send_back")
TO_DO = (queries.TO_VALIDATE, queries.TO_ANSWER, queries.RETURNED, queries.TO_HAND_IN)


@require_safe
@by_link
def desk(request: HttpRequest, link: ReplyLink) -> HttpResponse:
    """Everything that names the institution, first what awaits its word."""
    actor = linking.actor_of(link)
    lines = _to_validate(actor) if link.role == following.VALIDATES_BY_LINK else _awaited(actor)
    waiting = sum(one["what"] in TO_DO for one in lines)
    context = {
        "link": link,
        "token": linking.token_of(link),
        "lines": lines,
        "headline": ngettext("%(n)d matter awaits your word", "%(n)d matters await your word", waiting) % {"n": waiting}
        if waiting
        else _("Nothing awaits your word"),
        "validates": link.role == following.VALIDATES_BY_LINK,
    }
    return render(request, "reply/desk.html", context)


def _awaited(actor: Actor) -> list[dict[str, Any]]:
    return [_line(one.row, one.what, late=one.late) for one in queries.awaited_of(actor)]


def _to_validate(actor: Actor) -> list[dict[str, Any]]:
    return [_line(one.recommendation, queries.TO_VALIDATE) for one in queries.to_validate(actor)]


def _line(row: Recommendation, what: str, *, late: bool = False) -> dict[str, Any]:
    return {
        "row": row,
        "what": what,
        "ref": words_movement.reference(row.number),
        "text": wordings.written(row.texts),
        "word": words_progress.AWAITED[what],
        "tone": words_progress.AWAITED_TONES[what],
        "late": late,
    }


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@by_link
def one(request: HttpRequest, link: ReplyLink, recommendation_id: UUID) -> HttpResponse:
    """One recommendation that names the institution. A POST says its word."""
    actor = linking.actor_of(link)
    row = concerned(actor, recommendation_id)
    if request.method != "POST":
        return page(request, link, row, said=request.GET.get("said", ""))
    typed = Typed(request.POST)
    said = _do(typed, actor, row)
    if not said:
        return page(request, link, concerned(actor, recommendation_id), typed)
    return gone_well(link, row, said)


def gone_well(link: ReplyLink, row: Recommendation, said: str) -> HttpResponse:
    """Back to the page, with the sentence of what was done."""
    found = redirect("reply:one", token=linking.token_of(link), recommendation_id=row.pk)
    found["Location"] += f"?said={said}"
    return found


def concerned(actor: Actor, recommendation_id: UUID) -> Recommendation:
    """A recommendation that names the institution. Raises NotFound."""
    return policy_following.recommendation_of(actor, recommendation_id)


def _do(typed: Typed, actor: Actor, row: Recommendation) -> str:
    """Run what was asked; the word for what was done, empty when it was refused."""
    do = typed.text("do")
    if do == "answer":
        takes: dict[str, Any] = {
            "response": typed.text("response"),
            "reason": typed.text("reason"),
            "seen": typed.number("revision"),
        }
        done = typed.ask(responses.give, "reason", by=actor, recommendation_id=row.pk, **takes)
        return "answered" if done else ""
    if do in ("keep", "hand_in"):
        takes = {
            "text": typed.text("text"),
            "value": typed.text("value"),
            "as_of": typed.day("as_of"),
            "done": typed.ticked("done"),
            "seen": typed.number("seen"),
        }
        verb = progress.write if do == "keep" else progress.hand_in
        done = typed.ask(verb, "text", by=actor, recommendation_id=row.pk, **takes)
        return ("kept" if do == "keep" else "handed_in") if done else ""
    return _of_report(typed, do, actor, row)


def _of_report(typed: Typed, do: str, actor: Actor, row: Recommendation) -> str:
    report = queries.under_way(row, actor.institution_id) if do in OF_REPORT else None
    if report is None:
        raise NotFound
    if do == "withdraw":
        return "withdrawn" if typed.ask(progress.withdraw, "text", by=actor, report_id=report.pk) else ""
    takes: dict[str, Any] = {"report_id": report.pk, "seen": _seen(typed, report)}
    if do == "validate":
        return "validated" if typed.ask(progress.validate, "returning", by=actor, **takes) else ""
    takes["reason"] = typed.text("returning")
    return "returned" if typed.ask(progress.send_back, "returning", by=actor, **takes) else ""


def _seen(typed: Typed, report: ProgressReport) -> int | None:
    """The revision that the page showed; one that never fits when it showed another report."""
    if "report" not in typed.post:
        return None
    return typed.number("seen") if typed.text("report") == str(report.pk) else -1


def page(
    request: HttpRequest, link: ReplyLink, row: Recommendation, typed: Typed | None = None, *, said: str = ""
) -> HttpResponse:
    """The page of one recommendation, with what was typed when it was refused."""
    actor = linking.actor_of(link)
    speaks = link.role == following.SPEAKS_BY_LINK
    report = queries.under_way(row, actor.institution_id)
    leads = row.lead_id == actor.institution_id
    refusal = queries.why_not(row, institution_id=actor.institution_id)
    accepted = policy_progress.reports_of(actor, row).filter(state=following.REPORT_ACCEPTED)
    may_answer = speaks and leads and row.state in (following.ADDRESSED, following.ANSWERED)
    evidence = [
        {
            "row": found,
            "kind": words_following.EVIDENCE_KINDS.get(found.kind, found.kind),
            "reader": words_following.CONFIDENTIALITIES.get(found.confidentiality, ""),
        }
        for found in queries.standing(queries.evidence_list(actor, row))
    ]
    context: dict[str, Any] = {
        "link": link,
        "token": linking.token_of(link),
        "row": row,
        "ref": words_movement.reference(row.number),
        "text": wordings.written(row.texts),
        "state": words_following.RECOMMENDATION_STATES[row.state],
        "tone": words_following.RECOMMENDATION_TONES[row.state],
        "leads": leads,
        "response": words_following.RESPONSES.get(row.response, ""),
        "said": SAID.get(said, ""),
        "speaks": speaks,
        "may_answer": may_answer,
        "must_answer": may_answer and row.state == following.ADDRESSED,
        "may_write": speaks and refusal is None and (report is None or report.state in WRITABLE),
        "why_not": refusal.sentence if refusal is not None and speaks and not may_answer else "",
        "report": report,
        "report_state": words_following.REPORT_STATES.get(report.state, "") if report is not None else "",
        "may_withdraw": speaks and report is not None and report.state != following.VALIDATED,
        "may_validate": not speaks and report is not None and report.state == following.REPORT_SUBMITTED,
        "shows_report": report is not None and (not speaks or report.state not in WRITABLE),
        "accepted": accepted,
        "evidence": evidence,
        "may_give": speaks and row.state in policy_progress.TAKES_EVIDENCE,
        "responses": list(words_following.RESPONSES.items()),
        "kinds": [{"value": code, "label": word} for code, word in words_following.EVIDENCE_KINDS.items()],
        "readers": [{"value": code, "label": word} for code, word in words_following.CONFIDENTIALITIES.items()],
        # Somebody wrote or handed in meanwhile: both texts stand on the page.
        "meanwhile": report if typed is not None and typed.told and speaks else None,
        "typed": _typed(typed, report),
        "wrong": typed.wrong if typed is not None else {},
        "errors": typed.errors if typed is not None else [],
        "told": typed.told if typed is not None else "",
    }
    return render(request, "reply/one.html", context, status=typed.status if typed is not None else 200)


def _typed(typed: Typed | None, report: ProgressReport | None) -> dict[str, Any]:
    """What the forms hold: what was typed over what was begun, and the revision that the page shows by now."""
    begun = _begun(report)
    return {**begun, **typed.values, "seen": begun["seen"]} if typed is not None else begun


def _begun(report: ProgressReport | None) -> dict[str, Any]:
    if report is None or report.state not in WRITABLE:
        return {"as_of": clock.today().isoformat(), "seen": 0}
    return {
        "text": report.text,
        "value": report.value,
        "as_of": report.as_of.isoformat(),
        "done": report.done,
        "seen": report.revision,
    }
