"""Codes as a page shows them: roles, desks, pages and actions with their words, in the order of the words."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise

from himaya.institutions import accounts, content
from himaya.institutions.models import Membership
from himaya.institutions.rules_roles import Difference
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.web import desks
from himaya.web.staff import opens, words


def roles(codes: Iterable[str]) -> list[str]:
    """The names of roles."""
    named = {row.id: languages.pick(row.names.as_dict()) for row in content.load_roles()}
    return [named.get(code, code) for code in codes]


def page_words() -> dict[str, str | Promise]:
    """What each entrance of any bar is called: the labels of the bar itself."""
    # Role by role: who holds two of them sees one entrance where each role alone has its own, under the same word.
    each = [
        Actor(kind="account", desk_id="-", institution_id="-", roles=frozenset({row.id}))
        for row in content.load_roles()
    ]
    met = [one for actor in each for one in desks.entrances(actor)]
    return {one.view: one.label for one in (*met, desks.EXCHANGE, desks.PROTOCOL)}


def opened(codes: Iterable[str]) -> dict[str, list[str]]:
    """Pages and actions apart. A code whose page or check is gone stands as it was noted."""
    bar = page_words()
    named = [(code, bar.get(code)) for code in codes]
    return {
        "pages": sorted(str(word) for _code, word in named if word is not None),
        "actions": sorted(str(words.ACTIONS.get(code, code)) for code, word in named if word is None),
    }


def seat(row: Membership) -> dict[str, Any]:
    """What an account holds at one desk and what that opens there, by asking the policies as this account."""
    actor = accounts.actor_for(row.account_id, desk_id=row.desk_id)
    return {"row": row, "roles": roles(row.roles), **opened(opens.opens(actor))}


def difference(found: Difference) -> dict[str, Any]:
    """What a change gives and takes."""
    return {
        "given": roles(found.given),
        "taken": roles(found.taken),
        "opened": opened(found.opened),
        "closed": opened(found.closed),
    }
