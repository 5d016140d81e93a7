"""How a recommendation ends otherwise, on its page: the other ones it may go into, the decisions that set it aside."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from himaya.coordination import moments, wordings, words_movement
from himaya.coordination.models import Recommendation
from himaya.coordination.queries import recommendations as queries
from himaya.kernel.actor import Actor
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form

# As many as are suggested while a number is typed, and as many decisions as a list can be read.
MOST = 60
SHORT = 90


def into(name: str) -> Callable[[Form, Actor], Mapping[str, Any]]:
    """Reading which other one it goes into, by its number."""

    def read(form: Form, actor: Actor) -> Mapping[str, Any]:
        found = queries.by_number(actor, form.text("successor"))
        if found is None:
            form.wrong["successor"] = _("Write the number of the other recommendation, such as R-12.")
        return {name: found, "reason": form.text("into_reason")}

    return read


def aside(form: Form, _actor: Actor) -> Mapping[str, Any]:
    """Reading the decision and the reason."""
    return {"decision_id": form.uuid("decision"), "reason": form.text("aside_reason")}


def choices(actor: Actor, row: Recommendation) -> dict[str, list[Item]]:
    """The others, those of the same theme first, and the decisions that bind."""
    others = queries.open_ones(actor, but=row.pk).only("number", "text_fr", "text_ar", "text_en", "theme")
    near = sorted(others, key=lambda one: (one.theme != row.theme, one.number))[:MOST]
    decisions = queries.binding(actor)[:MOST]
    return {
        "others": [Item(words_movement.reference(one.number), _short(one)) for one in near],
        "decisions": [
            Item(str(one.pk), f"{moments.number_in_words(one.table)} · {one.number} · {_wording(one)}")
            for one in decisions
        ],
    }


def _short(row: Recommendation) -> str:
    return wordings.written(row.texts)[:SHORT]


def _wording(decision: Any) -> str:
    return wordings.written({code: getattr(decision, f"wording_{code}") for code in ("fr", "ar", "en")})[:SHORT]
