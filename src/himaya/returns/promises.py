"""Who promised to be there for a way that is not gone now: nobody is to stand there in vain.

Pure: the lines of one attempt in their order, already read. A promise is of a service there, of help on the way, or of
somebody who goes along; it is about one country. Whoever stands by the person here waits nowhere.
"""

from collections.abc import Iterable

from himaya.returns import rules, said_later, states
from himaya.returns.said import Said

# What is promised, which service or part, and of which country.
Key = tuple[str, str, str]
ALONG = (states.ESCORT, said_later.ALONG)
# Nothing is arranged now, whatever was chosen.
AT_REST = (states.NOT_NOW, states.ENDED)


def in_vain(lines: Iterable[Said], state: str) -> list[Said]:
    """The promises of whoever would wait in vain, as the attempt stands.

    After the person turned back: all that were made until then, also once they choose to stay or to choose later. Where
    another country is chosen: those of every other one. Where it is not arranged now, or ended: all. Whoever chooses
    the same country again asks anew, and nobody is told twice. Who has left is not waited for in vain.
    """
    made: dict[Key, Said] = {}
    told_off: dict[Key, Said] = {}
    country: str | None = None
    for one in lines:
        if one.kind == states.BOARDED:
            made, told_off = {}, {}
        elif turns_back(one):
            made, told_off, country = {}, told_off | made, None
        elif one.kind == states.CHOSE:
            country = _typed(one)
            told_off = {key: said for key, said in told_off.items() if key[2] != country}
        elif one.kind in (states.SERVICE_CONFIRMED, states.TRANSIT, states.ESCORT):
            made, told_off = (
                {key: said for key, said in of.items() if not _replaces(one, key)} for of in (made, told_off)
            )
            if _promises(one):
                made[_key(one)] = one
    if state in AT_REST:
        found = told_off | made
    elif country is None:
        found = told_off
    else:
        # Who was named before anything was chosen goes along wherever it is.
        found = told_off | {key: said for key, said in made.items() if key[2] not in ("", country)}
    return sorted(found.values(), key=lambda one: one.number)


def turns_back(one: Said) -> bool:
    """The person goes nowhere abroad: they changed their mind, or chose to stay or to choose later."""
    return one.kind == states.CHANGED_MIND or (one.kind == states.CHOSE and one.words.get("way") not in rules.ABROAD)


def _promises(one: Said) -> bool:
    """Somebody is named who will be there."""
    if not one.words.get("who") or one.words.get("no_longer"):
        return False
    return one.kind == states.SERVICE_CONFIRMED or (one.kind, one.code) in (
        ALONG,
        (states.TRANSIT, said_later.PROMISED),
    )


def _replaces(one: Said, key: Key) -> bool:
    """A line takes the place of an earlier one about the same; “nobody” of whoever was to go along, wherever to."""
    if (one.kind, one.code) == (states.ESCORT, said_later.NOBODY):
        return key[:2] == ALONG
    return key == _key(one) or key == (*_key(one)[:2], "")


def _key(one: Said) -> Key:
    code = "" if one.kind == states.TRANSIT else one.code
    return (one.kind, code, _typed(one))


def _typed(one: Said) -> str:
    """A country however it was typed."""
    return " ".join(str(one.words.get("country", "")).split()).casefold()
