"""What the lines of an attempt come to for a child, on the way, and after the arrival.

Pure: lines in their order, already read. What `words` holds, by kind of line (the code in brackets stands in clear):

best_interest {who, on, outcome, heard: [], country, words} [opens] · child_view {stage, view, how, words} [stage, or
that it closes] · family_assessed {goes_to, agrees, able, implicated, who, words} [that nobody looks for it] · escort
{who, country, words} [whose part] ·
tracing {words} · consular {what, words} · document {what, country, words} [has, asked, missing] · prosecutor_told,
mandate, testimony, claim {how, who, on, words} · fitness {said, needs: [], who, on, country, words} · transit {who,
country, words} [whether] ·
made_ready {words} · asked_at_gate {words} · boarded {words} · reception {who, words} · no_word {done: [], words} ·
reintegration {dimension: words} · budget {dimension, level, what, amount, currency, payer, until} ·
monitored {reached, again, words} [month] · adverse {what, words}.

A paper, fitness, transit and whoever goes along are about one country, as a sheet is; a decision of best interest and a
view of a child are about the choice that stands.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from himaya.returns import rules, rules_children, rules_follow, rules_travel, states
from himaya.returns.said import Said, Stands, same

# Whose part it is to stand by somebody, or to go along. `nobody`: none is needed, or wished.
GUARDIAN, TRUSTED, ALONG, NOBODY = "guardian", "trusted", "along", "nobody"
PARTS = (GUARDIAN, TRUSTED, ALONG, NOBODY)
# How a paper stands; whether help on the way is promised.
HAS, ASKED, MISSING = "has", "asked", "missing"
PAPERS = (HAS, ASKED, MISSING)
PROMISED, NONE_NEEDED, OPEN = "promised", "none_needed", "open"
TRANSITS = (PROMISED, NONE_NEEDED, OPEN)


def child(lines: Sequence[Said], of: Stands, carers: str, *, had_a_part: bool) -> rules_children.Facts:
    """What was written of a child. `carers`: what stands before a call to whoever looks after the child.

    `had_a_part`: said of the family, in this attempt or in another one.
    """
    chose = _since(lines)
    # As `best_interest.opens` asks it: a decision for the country is none for a later choice of the same country.
    decided = _last(lines, lambda one: one.kind == states.BEST_INTEREST and one.number > chose and _counts(one, of))
    family = last(lines, states.FAMILY_ASSESSED)
    views = [one for one in lines if one.kind == states.CHILD_VIEW and one.number > chose]
    said = family.words if family is not None else {}
    # Also of a line that was written before the code in clear.
    had_a_part = had_a_part or any(
        one.words.get("implicated") == rules_children.YES for one in lines if one.kind == states.FAMILY_ASSESSED
    )
    return rules_children.Facts(
        decided=str(decided.words.get("outcome", "")) if decided is not None else "",
        heard=decided is not None and rules_children.CHILD in decided.words.get("heard", ()),
        views={stage_of(one): str(one.words.get("view", "")) for one in views},
        last_view=str(views[-1].words.get("view", "")) if views else "",
        goes_to=str(said.get("goes_to", "")),
        agrees=str(said.get("agrees", "")),
        able=str(said.get("able", "")),
        implicated=str(said.get("implicated", "")),
        suspected=had_a_part or carers == rules_children.YES,
        guardian=_stands_by(lines, (GUARDIAN, TRUSTED)),
        escort=_goes_along(lines, of),
    )


def travel(
    lines: Sequence[Said], of: Stands, *, day: date | None, today: date, adult: bool = False
) -> rules_travel.Facts:
    """What was written of the way there, for a day of travel. What was about another country is not of this way."""
    fit, paper, transit = (
        _last(lines, lambda one, kind=kind: one.kind == kind and _counts(one, of))  # type: ignore[misc]
        for kind in (states.FITNESS, states.DOCUMENT, states.TRANSIT)
    )
    ready = last(lines, states.MADE_READY)
    asked = _last(
        lines, lambda one: one.kind == states.ASKED_AT_GATE and ready is not None and one.number > ready.number
    )
    return rules_travel.Facts(
        day=day,
        today=today,
        paper=paper is not None and paper.code == HAS,
        fitness=str(fit.words.get("said", "")) if fit is not None else "",
        fit_on=date.fromisoformat(fit.words["on"]) if fit is not None else None,
        adult=adult,
        escort=_goes_along(lines, of),
        transit=transit is not None and transit.code in (PROMISED, NONE_NEEDED),
        asked_on=asked.day if asked is not None else None,
    )


def asked_until_now(lines: Sequence[Said]) -> tuple[int, ...]:
    """For which months the person has answered how it goes, or that nobody should ask."""
    rows = [one for one in lines if one.kind == states.MONITORED and int(one.code) != rules_follow.BESIDE]
    return tuple(int(one.code) for one in rows if one.words.get("reached") != rules_follow.NOT_REACHED)


def is_exploited_again(lines: Sequence[Said]) -> bool:
    """True where the last word on it is a yes."""
    told = _last(lines, lambda one: one.kind == states.MONITORED and one.words.get("again") in ("yes", "no"))
    return told is not None and told.words["again"] == rules_follow.YES


def is_in_danger(lines: Sequence[Said]) -> bool:
    """True where it began anew, or something grave went wrong and nobody heard since that the person is well."""
    if is_exploited_again(lines):
        return True
    grave = _last(lines, lambda one: one.kind == states.ADVERSE and one.words.get("what") in rules_follow.GRAVE)
    heard = _last(lines, lambda one: one.kind == states.MONITORED and one.words.get("again") == rules_follow.NO)
    return grave is not None and (heard is None or heard.number < grave.number)


def stage_of(view: Said) -> str:
    """Before which step a child said it; of an earlier line it is the code in clear."""
    return str(view.words.get("stage") or view.code)


def last(lines: Sequence[Said], kind: str) -> Said | None:
    """The last line of a kind."""
    return _last(lines, lambda one: one.kind == kind)


def _counts(one: Said, of: Stands) -> bool:
    return of.way in rules.ABROAD and same(str(one.words.get("country", "")), of.country)


def _since(lines: Sequence[Said]) -> int:
    chose = _last(lines, lambda one: one.kind in (states.CHOSE, states.CHANGED_MIND))
    return chose.number if chose is not None else 0


def _stands_by(lines: Sequence[Said], parts: Collection[str]) -> bool:
    """True while the last word on one of these parts names somebody, and nobody said since that there is none."""
    named = _last(lines, lambda one: one.kind == states.ESCORT and one.code in (*parts, NOBODY))
    return named is not None and named.code != NOBODY


def _goes_along(lines: Sequence[Said], of: Stands) -> bool:
    """The same of whoever goes along to the country that was chosen."""
    return _stands_by([one for one in lines if one.code != ALONG or _counts(one, of)], (ALONG,))


def _last(lines: Sequence[Said], that: Callable[[Said], bool]) -> Said | None:
    return next((one for one in reversed(lines) if that(one)), None)
