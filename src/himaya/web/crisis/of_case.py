"""When a life is in danger: what to say, what to do now, whom to call, and until when somebody looks again.

The acts and the numbers stand there whatever was said, and on a closed file too.
"""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case, held_or_emergency
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.rules_grants import CRISIS
from himaya.cases.rules_inbound import CHILD_SERVICE
from himaya.crisis import policy, queries, rules, rules_looks, words
from himaya.crisis.access import CLOSED, RoundInWords, open_rounds
from himaya.crisis.actions import crisis_rounds
from himaya.crisis.actions.crisis_rounds import Done, Said
from himaya.crisis.content import Line
from himaya.crisis.content import words as said_aloud
from himaya.crisis.models import CrisisAct
from himaya.institutions import content
from himaya.institutions.content_rows import EmergencyNumber
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import Stamp
from himaya.kernel.unit import log_refusal
from himaya.relations import queries as relations
from himaya.relations.words import BEFORE_A_CALL
from himaya.web import calls
from himaya.web import case_labels as labels
from himaya.web.case_let_in import let_in
from himaya.web.forms import Item, Typed, form_id
from himaya.web.gate import only
from himaya.web.plans.clocks import clocks, open_told

# A field whose place on the page has another name.
PLACES = {name: name for name in (*rules.ASKS, "way", "within", "acts", "stays", "told")}
LOOKS = {"begin": crisis_rounds.begin, "look_again": crisis_rounds.look_again, "end": crisis_rounds.end}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST writes down a look or what was done."""
    typed = Typed(request.POST)
    if request.method != "POST":
        held_or_emergency(actor, case_id, CRISIS)
        return _page(request, actor, case_id, typed)
    held_case(actor, case_id)
    try:
        told = _do(request.POST.get("do", ""), case_id, typed, actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="crisis:of_case")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, told)
    return redirect("crisis:of_case", case_id=case_id)


def _do(verb: str, case_id: UUID, typed: Typed, by: Actor) -> str:
    typed.text("do")
    form = form_id(typed.text("instance"))
    if verb in LOOKS:
        answers = {one: typed.text(one) for one in rules.ASKS}
        said = Said(answers, typed.text("way"), typed.text("words"), typed.text("within"))
        LOOKS[verb](case_id=case_id, said=said, instance_id=form, by=by)
        if verb == "end":
            return _("Written down. No further look is owed. It can begin again at any time.")
        return _("Written down. The acts stand first; your desk is told until when somebody looks again.")
    if verb == "record":
        typed.said["acts"] = ""
        done = Done(typed.post.getlist("acts"), typed.text("stays"), typed.text("told"), typed.text("done_words"))
        crisis_rounds.record(case_id=case_id, done=done, instance_id=form, by=by)
        return _("Written down: what was done, and who stays.")
    raise NotFound


def _page(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    due = queries.look_due(case_id)
    table = said_aloud()
    record = typed.said.get("do") == "record"
    errors = {**PLACES, "words": "done_words" if record else "words"}
    # Rendered inside the block: plaintext does not outlive it.
    with (
        open_rounds(actor, case_id) as (case, rounds),
        open_told(actor, case, wanted=case.desk_id == actor.desk_id) as since,
    ):
        let = let_in(actor, case, part=CRISIS)
        writes = let["holds"] and case.state == "open"
        child = not is_known_adult(case.age_group)
        ours = calls.protects_children(actor.desk_id)
        newest = queries.last_of(case_id)
        # Of another desk nothing was said here: then nothing calms the order either.
        mine = bool(rounds) and newest is not None and rounds[0].row.pk == newest.pk and not rounds[0].other
        last = rounds[0].said.get("answers", {}) if mine and due is not None else {}
        context: dict[str, Any] = {
            "case": case,
            "open": case.state == "open",
            "shown": let["holds"] and typed.shown(case.state == "open"),
            "sends": writes,
            "reads_others": policy.reads_others(actor),
            **let,
            # Ended or closed while somebody wrote down what was done: their words stay.
            "record_shown": (writes and due is not None) or (record and bool(typed.wrong)),
            "closed": CLOSED,
            "adopted": table.adopted,
            "child": child,
            "circuit_elsewhere": child and not ours,
            "before_a_call": BEFORE_A_CALL.get(relations.before_a_call(case), "") if child else "",
            "due": due,
            "late": due is not None and due < clock.now(),
            "acts": [_line(table.acts[one], child, ours=ours) for one in rules.ordered(last)],
            "asks": [_line(table.asks[one], child) for one in rules.ASKS],
            **_whom_to_call(actor, case),
            # What was offered stands at the desk that holds the file; whoever reads in an emergency is not told half.
            **(clocks(case, since) if let["holds"] else {}),
            "instance": typed.said.get("instance") or new_id(),
            "questions": [
                {
                    "name": one,
                    "legend": words.ASKS[one],
                    "chosen": typed.said.get(one, ""),
                    "error": typed.wrong.get(one),
                }
                for one in rules.ASKS
            ],
            "answers": [Item(code, words.ANSWERS[code]) for code in rules.ANSWERS],
            "ways": [Item(code, words.WAYS[code]) for code in rules.WAYS],
            "within": [Item(code, words.WITHIN[code]) for code in rules_looks.WITHIN],
            "done_items": [
                Item(one, labels.said(table.acts[one].to(child=child, at_child_protection=ours))) for one in rules.ACTS
            ],
            "stays": [Item(code, words.STAYS[code]) for code in rules.STAYS],
            "told": [Item(code, words.TOLD[code]) for code in rules.TOLD],
            "chosen_acts": typed.post.getlist("acts"),
            "rounds": [_in_words(one, child) for one in rounds],
            "said": typed.said,
            "record": record,
            "wrong": typed.wrong,
            "errors": typed.errors(errors),
        }
        return render(request, "crisis/of_case.html", context, status=status)


def _whom_to_call(actor: Actor, case: Case) -> dict[str, Any]:
    """The emergency numbers of the nation, and the desks to call: somebody who heals, and against a threat."""
    pack = Stamp.objects.filter(pk=1).values_list("pack", flat=True).first() or ""
    return {"numbers": _numbers(pack), **calls.for_a_life(actor, case)}


@lru_cache(maxsize=4)
def _numbers(pack: str) -> tuple[EmergencyNumber, ...]:
    return content.load_pack(pack).emergency_numbers if pack else ()


def _line(one: Line, child: bool, *, ours: bool = False) -> dict[str, Any]:
    return {
        "id": one.id,
        "words": labels.said(one.to(child=child, at_child_protection=ours)),
        "darija": one.spoken_to(child=child),
        "unverified": one.unverified,
    }


def _protects(act: CrisisAct) -> bool:
    """Whether it was done at a desk that is child protection itself: the sentence that it ticked says so."""
    return CHILD_SERVICE in act.desk.services


def _in_words(one: RoundInWords, child: bool) -> dict[str, Any]:
    said = one.said
    return {
        "row": one.row,
        "other": one.other,
        "kind": words.KINDS[one.row.kind],
        "role": labels.role(one.row.role),
        "way": words.WAYS.get(said.get("way", ""), ""),
        "words": said.get("words", ""),
        "answers": [
            (words.ASKS[name], words.ANSWERS[code])
            for name, code in said.get("answers", {}).items()
            if name in words.ASKS
        ],
        "acts": [
            {
                "row": act,
                "role": labels.role(act.role),
                "done": [
                    labels.said(said_aloud().acts[code].to(child=child, at_child_protection=_protects(act)))
                    for code in done.get("acts", ())
                ],
                "stays": words.STAYS.get(done.get("stays", ""), ""),
                "told": words.TOLD.get(done.get("told", ""), ""),
                "words": done.get("words", ""),
            }
            for act, done in one.acts
        ],
    }
