"""The desk's cases and one case: its identity and its answers masked until somebody says why."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import (
    access_files,
    policy_compartments,
    queries,
    queries_closures,
    queries_forms,
    queries_inbound,
    rules_grants,
    rules_inbound,
    words,
    words_closures,
    words_inbound,
)
from himaya.cases.access import SEALED, OpenedCase, open_case, purpose_of_looking
from himaya.cases.erasing import CLOSED
from himaya.cases.models import Arrival
from himaya.disclosures import holdings
from himaya.disclosures import states_requests as requests
from himaya.institutions import catalogue
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.persons.actions.people import identity_of
from himaya.relations import queries as relations
from himaya.relations.words import BEFORE_A_CALL
from himaya.web.case_let_in import let_in
from himaya.web.case_now import first_lines
from himaya.web.case_reached import Shown, beside, kept_back
from himaya.web.casework import announced, known_here, labels, packet, rows
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.referral import step_in_words
from himaya.web.plans.clocks import clocks, open_told

SHOWS = ("give_service", "contact_person", "answer_the_person", "urgent_danger")
IDENTITY, ANSWERS = "identity", "answers"
# What is said of a name, and nothing of where or by which number the person is reached.
NAMES_ONLY = tuple(name for name in requests.NAMES if name not in requests.REACH)
SECTIONS = {IDENTITY: rules_grants.IDENTITY, ANSWERS: rules_grants.STORY}


@require_GET
@at_a_desk
def of_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open cases of the desk."""
    page = rows.paged(queries.desk_cases(actor), request)
    context = {
        "page": page,
        "lines": rows.cases(page.object_list),
        "form_changes_on": announced.next_change(actor.desk_id),
    }
    return render(request, "casework/cases.html", context)


@require_GET
@at_a_desk
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open cases that this account opened at this desk."""
    page = rows.paged(queries.my_cases(actor), request)
    context = {"page": page, "lines": rows.cases(page.object_list), "mine": True}
    return render(request, "casework/cases.html", context)


@require_http_methods(["GET", "POST"])
@at_a_desk
def one(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """A case. A POST names what to show and why; it is shown until the page is left."""
    if request.method != "POST":
        return _page(request, actor, case_id)
    what, purpose = request.POST.get("show", ""), request.POST.get("purpose", "")
    if what not in (IDENTITY, ANSWERS) or purpose not in SHOWS:
        return _page(request, actor, case_id, {"missing": what or IDENTITY}, status=NotValid.status)
    return _page(request, actor, case_id, purpose=purpose, what=what, passed="despite" in request.POST)


def _page(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    more: Mapping[str, Any] | None = None,
    *,
    purpose: str = "",
    what: str = "",
    status: int = 200,
    passed: bool = False,
) -> HttpResponse:
    wanted, purpose = (SEALED, purpose) if what else ((), purpose_of_looking(actor, case_id))
    # Rendered inside the blocks: plaintext does not outlive them.
    with (
        open_case(actor, case_id, purpose=purpose, section=SECTIONS.get(what, ""), wanted=wanted) as opened,
        beside(
            actor, case_id if _shows_contact(opened, what) else None, purpose=purpose, passed=passed, holds=True
        ) as reached,
        # Of the story, so never beside a name, and not a second time beside the story itself.
        first_lines(actor, opened.case, level=not what and opened.view.shows(rules_grants.STORY)) as now,
        open_told(actor, opened.case, wanted=not what and opened.holds) as told,
    ):
        context = {
            **_in_clear(actor, opened),
            **(clocks(opened.case, told) if opened.holds and opened.case.state == "open" else {}),
            "now": now,
            # The same for everybody whose desk keeps such notes, whether there are any or not.
            "apart": policy_compartments.has_page(actor, case_id),
            **_forms(actor, opened),
            **_shown(opened, what, purpose, reached),
            **(more or {}),
        }
        return render(request, "casework/case.html", context, status=status)


def _in_clear(actor: Actor, opened: OpenedCase) -> dict[str, Any]:
    case = opened.case
    return {
        "case": case,
        "age_group": words.AGE_GROUPS.get(case.age_group, ""),
        "language": labels.language(case.language),
        "region": labels.region(case.region),
        "route": words.ROUTES.get(case.route, ""),
        "lines": rows.sent(opened.referrals),
        "steps": [step_in_words(entry) for entry in opened.timeline],
        "known": known_here.of_case(actor, case) if opened.holds else [],
        "announced": _from_abroad(case.pk) if opened.holds else None,
        "files": [rows.file(row) for row in access_files.files_of(case)] if opened.holds else [],
        "purposes": labels.purposes(SHOWS),
        "open": case.state == "open",
        "anonymous": case.close_reason == CLOSED,
        "closed_for": words_closures.reason(case.close_reason) if case.closed_on else "",
        # Whoever was let in reads; changes stay with the desk that holds the file.
        **let_in(actor, case),
        "unlinked": not opened.holds,
        "shows_identity": opened.view.shows(rules_grants.IDENTITY),
        "shows_answers": opened.view.shows(rules_grants.STORY),
    }


def _forms(actor: Actor, opened: OpenedCase) -> dict[str, Any]:
    """Under which versions answers were given, and what another version offers: read from the rows, nothing opened."""
    if opened.view.level == rules_grants.EXISTS:
        return {}
    given = [(one, labels.form_title(one.version)) for one in queries_forms.filled(actor, opened.case)]
    offers = [(one, labels.form_title(one.version)) for one in queries_forms.offers(actor, opened.case) if opened.holds]
    return {"given": given, "offers": offers, "next_step": words.NEXT_STEPS.get(opened.case.next_step, "")}


def _from_abroad(case_id: UUID) -> dict[str, Any] | None:
    """What a desk abroad said of the person, as far as it stands in clear, and how far it is."""
    row = queries_inbound.announced(case_id)
    if row is None:
        return None
    doubted = row.state == rules_inbound.EXPECTED and row.taken_back_at is not None
    return {
        "row": row,
        "state": words_inbound.DOUBTED if doubted else words_inbound.STANDS[row.state],
        "expected": row.state == rules_inbound.EXPECTED,
    }


def _arrived(row: Arrival) -> dict[str, Any]:
    """What came from another institution, opened inside the block."""
    told = [(labels.data_class(name), labels.value_in_words(name, value)) for name, value in (row.story or {}).items()]
    return {"row": row, "told": told}


def _shows_contact(opened: OpenedCase, what: str) -> bool:
    return what == IDENTITY and opened.person is not None


def _shown(opened: OpenedCase, what: str, purpose: str, reached: Shown | None) -> dict[str, Any]:
    """The name, or the story: never both on one page."""
    if not what:
        return {}
    shown = {"what": what, "shown_for": labels.said(catalogue.purposes()[purpose].names)}
    if what == ANSWERS:
        # Each set in the words of its own version, whatever came into force since.
        sheets = [
            (row, labels.form_title(row.version), packet.answers_in_words(row.version, row.answers or {}))
            for row in opened.submissions
        ]
        changed = [(row, _changes(row.outcomes or {}), row.despite or "") for row in queries_closures.changed(opened)]
        return {
            **shown,
            "sheets": sheets,
            "changed": changed,
            "arrived": [_arrived(row) for row in opened.arrived],
            "statements": holdings.statements(opened, (requests.ANSWER,)),
        }
    if opened.person is None:
        return {}
    identity = identity_of(opened.person, opened.access)
    hides = reached is not None and reached.hides
    wishes = packet.wishes_from(identity.safe_contact, identity.phone) if identity.safe_contact else None
    return {
        **shown,
        "identity": identity,
        # Said before the number is seen, to everybody who sees it. It names nobody.
        "before_a_call": BEFORE_A_CALL.get(relations.before_a_call(opened.case), ""),
        "statements": holdings.statements(opened, NAMES_ONLY if hides else requests.NAMES),
        "reached": reached,
        "wishes": kept_back(wishes, reached),
        "held": hides and bool(identity.meeting_place if wishes is None else not wishes.nobody),
    }


def _changes(outcomes: Mapping[str, str]) -> list[tuple[str, str]]:
    """What changed, in words; what was not asked says so."""
    return [(str(words_closures.DOMAINS[one]), str(words_closures.ANSWERS[said])) for one, said in outcomes.items()]
