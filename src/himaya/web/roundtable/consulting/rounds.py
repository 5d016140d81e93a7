"""The consultation on a text: clause by clause for an institution, who has answered for the secretariat."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import drafting, policy, rules_changes, rules_content, states, words_consulting, words_drafts
from himaya.coordination.actions import consultations
from himaya.coordination.models import Clause, Consultation, Draft, Stance
from himaya.coordination.queries import consulting as queries
from himaya.coordination.queries import drafts
from himaya.coordination.rules_changes import Change
from himaya.institutions.models import Institution
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.web.roundtable.consulting import showing
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import Outcome, ask
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {"opens_on": "opens_on", "closes_on": "closes_on"}


@dataclass(frozen=True, slots=True)
class Line:
    """One clause of the text: what changes in it, and how much was said on it. `depth` is 0 at the top."""

    row: Clause
    depth: int
    change: str | Promise
    comments: int
    amendments: int
    mine: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One institution and where it stands. `stance` is None while it has said nothing."""

    institution: Institution
    stance: Stance | None
    chip: Chip | None
    how: str | Promise


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponse:
    """The consultation on a draft. A POST opens a round or closes it."""
    draft = drafts.draft_of(actor, draft_id)
    if request.method != "POST":
        return _page(request, actor, draft, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    verb = form.text("do")
    if verb not in ("open", "close"):
        raise NotFound
    outcome = _open(form, draft, actor) if verb == "open" else _close(form, draft, actor)
    if not outcome.done:
        draft = drafts.draft_of(actor, draft_id)
        return _page(request, actor, draft, form, told=outcome.told, status=outcome.status)
    if verb == "open":
        messages.success(
            request, _("The consultation is open. Every institution at the table is asked for its stance.")
        )
    else:
        messages.success(
            request, _("Closed. Who said nothing is written down as silent; the text can be consolidated.")
        )
    return redirect("roundtable:consultation", draft_id=draft_id)


def _open(form: Form, draft: Draft, actor: Actor) -> Outcome:
    first, last = form.day("opens_on", needed=False), form.day("closes_on")
    return ask(
        consultations.open, form, FIELDS, "closes_on", by=actor, draft_id=draft.pk, opens_on=first, closes_on=last
    )


def _close(form: Form, draft: Draft, actor: Actor) -> Outcome:
    row = queries.latest(draft)
    if row is None:
        return Outcome(NotValid.status, _("No consultation on this text is open."))
    return ask(consultations.close, form, FIELDS, "", by=actor, consultation_id=row.pk)


def _page(
    request: HttpRequest,
    actor: Actor,
    draft: Draft,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    secretariat = policy.is_secretariat(actor)
    round_, content = queries.latest(draft), drafting.content(draft)
    if round_ is not None:
        round_.draft = draft
    answers = _answers(round_) if round_ is not None else []
    mine = (
        next((one for one in answers if one.institution.pk == actor.institution_id), None) if not secretariat else None
    )
    is_open = round_ is not None and round_.state == states.CONSULTATION_OPEN
    unsettled = queries.unsettled(draft)
    context: dict[str, Any] = {
        **shown(form),
        "told": told,
        "draft": draft,
        "round": round_,
        "state": words_drafts.DRAFT_STATES[draft.state],
        "tone": words_drafts.DRAFT_TONES.get(draft.state, ""),
        "open": is_open,
        "secretariat": secretariat,
        "headline": _headline(round_, answers, mine, secretariat=secretariat),
        "answers": answers,
        "answered": sum(one.stance is not None and one.stance.stance != states.SILENT_STANCE for one in answers),
        "mine": mine,
        "may_say": showing.may_say(actor, round_ if is_open else None),
        "lines": _lines(draft, content, actor),
        "gone": _gone(draft, content),
        "whole": len([one for one in queries.comments(draft, actor) if not one.uid]),
        "may_open": secretariat and states.leads_to(states.DRAFT_TRANSITIONS, "consult", draft.state) is not None,
        "unsettled": unsettled,
        "first_unsettled": unsettled[0] if unsettled and showing.may_settle(actor, draft) else None,
        "unanswered": sum(one.state == states.COMMENT_OPEN for one in queries.comments(draft, actor)),
        "early": is_open and round_ is not None and clock.today() <= round_.closes_on,
    }
    return render(request, "roundtable/consulting/round.html", context, status=status)


def _headline(round_: Consultation | None, answers: list[Answer], mine: Answer | None, *, secretariat: bool) -> str:
    if round_ is None:
        return _("No consultation on this text has been opened")
    if round_.state == states.CONSULTATION_CLOSED:
        return _("The consultation is closed")
    if secretariat:
        said = sum(one.stance is not None for one in answers)
        words = ngettext(
            "%(n)s of %(all)s institution has said where it stands",
            "%(n)s of %(all)s institutions have said where they stand",
            said,
        )
        return words % {"n": said, "all": len(answers)}
    if mine is not None and mine.stance is not None:
        return _("Your institution has said where it stands")
    if mine is not None:
        return _("Your stance is asked by %(day)s") % {"day": _day(round_.closes_on)}
    return _("You can comment until %(day)s") % {"day": _day(round_.closes_on)}


def _day(on: date) -> str:
    return days.in_words(on, languages.current())


def _answers(round_: Consultation) -> list[Answer]:
    """Those asked in the order of their seats, then others that had said where they stand."""
    said = {one.institution_id: one for one in queries.stances(round_)}
    asked = queries.asked(round_)
    known = [*asked, *(one.institution for pk, one in said.items() if pk not in {each.pk for each in asked})]
    return [_answer(one, said.get(one.pk)) for one in known]


def _answer(institution: Institution, stance: Stance | None) -> Answer:
    if stance is None:
        return Answer(institution, None, None, "")
    chip = Chip(words_consulting.STANCE_TONES[stance.stance], words_consulting.STANCES[stance.stance])
    return Answer(institution, stance, chip, words_consulting.CHANNELS.get(stance.how, ""))


def _changes(draft: Draft, content: rules_content.Content) -> list[Change]:
    if draft.base is None:
        return []
    return list(rules_changes.compare(drafting.base_content(draft), content).changes)


def _lines(draft: Draft, content: rules_content.Content, actor: Actor) -> list[Line]:
    changes = {one.uid: one.what for one in _changes(draft, content)}
    comments, amendments = queries.comments(draft, actor), queries.amendments(draft)
    spoken = Counter(one.uid for one in comments)
    asked = Counter(one.uid for one in amendments)
    ours = "" if policy.is_secretariat(actor) else actor.institution_id
    mine = Counter(one.uid for one in comments if one.institution_id == ours)
    mine += Counter(one.uid for one in amendments if one.institution_id == ours)
    depth = rules_content.depth_of(content)
    return [
        Line(
            row=row,
            depth=depth.get(row.uid, 0),
            change=words_drafts.CHANGES[changes[row.uid]] if row.uid in changes else "",
            comments=spoken[row.uid],
            amendments=asked[row.uid],
            mine=mine[row.uid],
        )
        for row in drafts.clause_rows(draft)
    ]


def _gone(draft: Draft, content: rules_content.Content) -> list[dict[str, Any]]:
    """What is taken out of the adopted text."""
    removed = [one.uid for one in _changes(draft, content) if one.what == rules_changes.REMOVED]
    texts = {one["uid"]: one["texts"] for one in drafting.base_content(draft)["clauses"]}
    return [{"uid": uid, "texts": texts[uid]} for uid in removed]
