"""The same as data, for whoever counts: JSON of what was published. No list of who may read it: anybody, from here."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from himaya.public import bundles, showing

Data = dict[str, Any]
# What is shown on the page and means nothing outside it stays out; the words of the codes go along.
RECOMMENDATION = (
    "number", "lead", "source", "source_ref", "source_table", "addressed_on", "due_on", "overdue", "state", "response",
    "reported", "verified", "verified_on", "grade", "successor",
)  # fmt: skip


@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """The adopted texts. These keys and no others: programs are written against them."""
    found = bundles.read(bundles.TEXTS)
    return _answer({"texts": [_text(row) for row in found.rows]}, away=found.away)


def _text(row: Mapping[str, Any]) -> Data:
    return {
        "title": showing.by_language(row["titles"]),
        "version": row["version"],
        "decision": row["decision"]["reference"],
        "languages": row["languages"],
        "in_force_since": row["in_force_since"],
    }


@require_safe
def reservations(request: HttpRequest) -> HttpResponse:
    """What institutions hold back from adopted texts, and nobody lifted since."""
    found = bundles.read(bundles.TEXTS)
    rows = [_held(text, one) for text in found.rows for one in text["reservations"]]
    return _answer({"reservations": rows}, away=found.away)


def _held(text: Mapping[str, Any], row: Mapping[str, Any]) -> Data:
    return {
        "title": showing.by_language(text["titles"]),
        "version": text["version"],
        "decision": text["decision"]["reference"],
        "clause": row["clause"] or None,
        "clause_text": showing.by_language(row["label"]) if row["label"] else None,
        "institution": row["institution"],
        "reservation": row["text"],
        "review_on": row["review_on"],
    }


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """How the recommendations stood on the day on which they were published; null where they are not."""
    found = bundles.read(bundles.FOLLOW_UP)
    body = found.body
    rows = [
        {key: row[key] for key in RECOMMENDATION} | {"text": showing.by_language(row["texts"])} for row in found.rows
    ]
    return _answer(
        {
            "as_of": body.get("as_of"),
            "table": body.get("table"),
            "counts": body.get("counts"),
            "words": body.get("words"),
            "recommendations": rows,
        },
        away=found.away,
    )


def _answer(data: Data, *, away: bool) -> HttpResponse:
    if away:
        response = JsonResponse({"error": "away"}, status=503)
        response.headers["Cache-Control"] = "no-store"
        return response
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
