"""Everything that was said of a text, clause by clause: comments and answers, amendments, proposals, what clashes."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from himaya.coordination import drafting, policy, states
from himaya.coordination.models import Clause
from himaya.coordination.queries import consulting as queries
from himaya.coordination.queries import drafts
from himaya.kernel.actor import Actor
from himaya.web.roundtable.consulting import showing
from himaya.web.roundtable.consulting.showing import Asked, Remark
from himaya.web.roundtable.gate import at_the_table


@dataclass(frozen=True, slots=True)
class Group:
    """What was said on one clause; `uid` is '' for the whole, `row` the clause as it stands or what took its place."""

    uid: str
    row: Clause | None
    remarks: list[Remark]
    amendments: list[Asked]


@require_safe
@at_the_table
def page(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponse:
    """The table of comments and amendments of a draft."""
    draft = drafts.draft_of(actor, draft_id)
    content = drafting.content(draft)
    rows = {one.uid: one for one in drafts.clause_rows(draft)}
    every = showing.asked(queries.amendments(draft), content, actor)
    comments = queries.comments(draft, actor)
    groups = [
        Group(
            uid=one.uid,
            row=rows.get(one.clause["uid"]) if one.clause else None,
            remarks=showing.remarks(one.comments, actor),
            amendments=[asked for asked in every if asked.row.uid == one.uid],
        )
        for one in queries.by_clause(draft, actor, content)
    ]
    waiting = sum(one.unsettled for one in every)
    open_ = sum(one.state == states.COMMENT_OPEN for one in comments)
    context = {
        "draft": draft,
        "round": queries.latest(draft),
        "groups": groups,
        "headline": _headline(waiting, open_),
        "clashing": sum(bool(one.clashes) and one.unsettled for one in every),
        "secretariat": policy.is_secretariat(actor),
        "may_settle": showing.may_settle(actor, draft),
        "first": showing.next_to_settle(draft) if showing.may_settle(actor, draft) else None,
        "carried": [one for one in queries.carried_over(draft) if one.draft_id != draft.pk],
    }
    return render(request, "roundtable/consulting/said.html", context)


def _headline(waiting: int, open_: int) -> str:
    """Each number with its own noun, so that no language bends around two of them."""
    parts = [ngettext("%(n)s amendment to settle", "%(n)s amendments to settle", waiting) % {"n": waiting}]
    parts.append(ngettext("%(n)s comment to answer", "%(n)s comments to answer", open_) % {"n": open_})
    return " · ".join(parts)
