"""What papers about a consultation are made of, read from the store: what each institution said, and what became of it.

A paper of an institution holds what it may read: what others wrote for the secretariat alone is never in its data.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from himaya.coordination import drafting, rules_content, states
from himaya.coordination.models import Amendment, Comment, Consultation, Draft
from himaya.coordination.papers.text_data import draft_row
from himaya.coordination.queries import consulting
from himaya.coordination.wordings import names_of
from himaya.institutions.models import Institution
from himaya.kernel.errors import NotFound

Data = dict[str, Any]


def consultation(object_id: UUID, institution_id: str) -> Data:
    """One round: the stances, and clause by clause every comment and amendment."""
    rows = Consultation.objects.select_related("draft__document__cycle__organiser", "draft__base")
    found = rows.filter(pk=object_id).first()
    if found is None:
        raise NotFound
    content = drafting.content(found.draft)
    comments = [_comment(one) for one in _comments(institution_id, Q(consultation=found))]
    amendments = [_amendment(one) for one in _amendments(found)]
    return {
        **_about(found.draft, institution_id),
        "number": found.number,
        "opens_on": found.opens_on.isoformat(),
        "closes_on": found.closes_on.isoformat(),
        "closed_on": found.closed_on.isoformat() if found.closed_on else "",
        "stances": _stances(found),
        "content": content,
        "said": [
            {
                "uid": uid,
                "comments": [one for one in comments if one["uid"] == uid],
                "amendments": [one for one in amendments if one["uid"] == uid],
            }
            for uid in _in_order(content, [*comments, *amendments])
        ],
    }


def tracked(object_id: UUID, institution_id: str) -> Data:
    """A draft with everything that was asked of it in all its rounds."""
    found = draft_row(object_id)
    rows = found.amendments.select_related("institution").order_by("number")
    return {
        **_about(found, institution_id),
        "content": drafting.content(found),
        "comments": [_comment(one) for one in _comments(institution_id, Q(consultation__draft=found))],
        "amendments": [_amendment(one) for one in rows if one.state != states.AMENDMENT_WITHDRAWN],
    }


def _about(draft: Draft, institution_id: str) -> Data:
    whose = Institution.objects.filter(pk=institution_id).first() if institution_id else None
    return {
        "organiser": names_of(draft.document.cycle.organiser),
        "titles": draft.document.titles,
        "draft": draft.number,
        "state": draft.state,
        "whose": names_of(whose) if whose else None,
    }


def _comments(institution_id: str, where: Q) -> list[Comment]:
    """Oldest first; for an institution what everybody reads and what it wrote itself."""
    rows = Comment.objects.filter(where).select_related("institution")
    if institution_id:
        rows = rows.filter(Q(visibility=states.FOR_ALL) | Q(institution_id=institution_id))
    return list(rows.order_by("made_at", "pk"))


def _amendments(of: Consultation) -> list[Amendment]:
    rows = Amendment.objects.filter(Q(consultation=of) | Q(consultation=None, draft=of.draft_id))
    return list(rows.select_related("institution").order_by("number"))


def _stances(of: Consultation) -> list[Data]:
    """Every institution that is asked, and any other that said something: silence is a line of its own."""
    said = {one.institution_id: one for one in consulting.stances(of)}
    asked = {one.pk: one for one in consulting.asked(of)}
    asked |= {one.institution_id: one.institution for one in said.values()}
    waiting = states.SILENT_STANCE if of.state == states.CONSULTATION_CLOSED else "waiting"
    return [
        {
            "institution": names_of(institution),
            "stance": said[key].stance if key in said else waiting,
            "reason": said[key].reason if key in said else "",
            "how": said[key].how if key in said else "",
        }
        for key, institution in asked.items()
    ]


def _comment(row: Comment) -> Data:
    return {
        "uid": row.uid,
        "institution": names_of(row.institution),
        "text": row.text,
        "again": row.follows_id is not None,
        "private": row.visibility == states.FOR_SECRETARIAT,
        "state": row.state,
        "answer": row.answer,
        "at": _moment(row.made_at),
    }


def _amendment(row: Amendment) -> Data:
    return {
        "number": row.number,
        "institution": names_of(row.institution),
        "op": row.op,
        "uid": row.uid,
        "after": row.after,
        "kind": row.kind,
        "texts": row.texts,
        "form": bool(row.form),
        "before": row.before,
        "changes_meaning": row.changes_meaning,
        "reason": row.reason,
        "state": row.state,
        "proposal": row.proposal,
        "proposal_reason": row.proposal_reason,
        "proposal_texts": row.proposal_texts,
        "answer": row.answer,
        "settled_texts": row.settled_texts,
        "settled_uid": row.settled_uid,
        "made_at": _moment(row.made_at),
        "settled_at": _moment(row.settled_at),
    }


def _in_order(content: rules_content.Content, rows: Sequence[Data]) -> list[str]:
    """The clauses that something was said on: the whole first, then the text, then what is gone."""
    order = {uid: place for place, uid in enumerate(["", *rules_content.uids(content)])}
    return sorted({one["uid"] for one in rows}, key=lambda uid: (order.get(uid, len(order)), uid))


def _moment(at: Any) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
