"""Nobody waits in vain: whoever had promised to be there for a way that is not gone now is named, and nobody else."""

from typing import Any

import pytest

from himaya.kernel import clock
from himaya.returns import promises, rules, said_later, states
from himaya.returns.said import Said
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("F1")
HERE, THERE = "Canary Isles", "Canary Coast"
HEADING = "Nobody waits in vain"


def lines(*said: tuple[str, str, dict[str, Any]]) -> list[Said]:
    now = clock.now()
    return [Said(n, kind, code, now, now.date(), "", words) for n, (kind, code, words) in enumerate(said, 1)]


def chose(way: str = rules.ORIGIN, country: str = HERE) -> tuple[str, str, dict[str, Any]]:
    return (states.CHOSE, "", {"way": way, "country": country if way in rules.ABROAD else ""})


def service(who: str, country: str = HERE, *, code: str = "met", **more: Any) -> tuple[str, str, dict[str, Any]]:
    return (states.SERVICE_CONFIRMED, code, {"who": who, "country": country, **more})


def escort(who: str, part: str = said_later.ALONG, country: str = HERE) -> tuple[str, str, dict[str, Any]]:
    return (states.ESCORT, part, {"who": who, "country": country})


def transit(who: str, how: str = said_later.PROMISED) -> tuple[str, str, dict[str, Any]]:
    return (states.TRANSIT, how, {"who": who, "country": HERE})


TURNED: tuple[str, str, dict[str, Any]] = (states.CHANGED_MIND, "", {})
BOARDED: tuple[str, str, dict[str, Any]] = (states.BOARDED, "", {})
LATER, STAYS = chose(rules.LATER), chose(rules.STAY)


def waits(state: str, *said: tuple[str, str, dict[str, Any]]) -> list[str]:
    return [one.words["who"] for one in promises.in_vain(lines(*said), state)]


@pytest.mark.parametrize(
    ("state", "said", "names"),
    [
        # Who goes is waited for.
        (states.READY, (chose(), service("A"), escort("B"), transit("C")), []),
        # One turn, or several that follow each other, are one.
        (states.TALKING, (chose(), service("A"), transit("C"), TURNED), ["A", "C"]),
        (states.TALKING, (chose(), service("A"), TURNED, LATER), ["A"]),
        (states.TALKING, (chose(), service("A"), TURNED, LATER, STAYS, TURNED), ["A"]),
        # Who chooses the same again asks anew, and nobody is told twice.
        (states.WEIGHING, (chose(), service("A"), TURNED, LATER, chose()), []),
        (states.TALKING, (chose(), service("A"), TURNED, chose(), TURNED), []),
        (states.TALKING, (chose(), service("A"), TURNED, chose(), service("B"), TURNED, LATER), ["B"]),
        # What was taken back, or is promised by another now, is not named.
        (states.TALKING, (chose(), service("A"), service("A", no_longer=True), TURNED), []),
        (states.TALKING, (chose(), service("A"), service("B"), service("C", code="roof"), TURNED), ["B", "C"]),
        (states.TALKING, (chose(), transit("A"), transit("A", said_later.OPEN), TURNED), []),
        (states.TALKING, (chose(), transit("A", said_later.OPEN), TURNED), []),
        # Of whoever stands by somebody, only who goes along; each part is a part of its own.
        (states.TALKING, (chose(), escort("A"), escort("G", said_later.GUARDIAN), TURNED), ["A"]),
        (states.TALKING, (chose(), escort("G", said_later.GUARDIAN), escort("T", said_later.TRUSTED), TURNED), []),
        (states.TALKING, (chose(), escort("A"), escort("", said_later.NOBODY), TURNED), []),
        (states.TALKING, (escort("A", country=""), chose(), escort("B"), TURNED), ["B"]),
        (states.WEIGHING, (escort("A", country=""), chose()), []),
        (states.TALKING, (escort("A", country=""), STAYS), ["A"]),
        # Another country, however the one was typed.
        (states.WEIGHING, (chose(), service("A"), escort("B"), chose(country=THERE)), ["A", "B"]),
        (states.WEIGHING, (chose(), service("A"), chose(country=f"  {HERE.upper()} ")), []),
        (states.READY, (chose(), service("A"), chose(country=THERE), service("B", THERE)), ["A"]),
        (states.WEIGHING, (chose(), service("A"), TURNED, chose(country=THERE)), ["A"]),
        (states.TALKING, (chose(), service("A"), chose(country=THERE), service("B", THERE), TURNED), ["A", "B"]),
        (states.WEIGHING, (chose(), service("A"), chose(country=THERE), chose()), []),
        # Not arranged now, or ended.
        (states.NOT_NOW, (chose(), service("A")), ["A"]),
        (states.NOT_NOW, (chose(), service("A"), service("A", no_longer=True)), []),
        (states.ENDED, (chose(), service("A"), escort("G", said_later.GUARDIAN)), ["A"]),
        (states.ENDED, (chose(), service("A"), TURNED), ["A"]),
        # Who left is waited for, or was met.
        (states.TRAVELLING, (chose(), service("A"), chose(country=THERE), service("B", THERE), BOARDED), []),
        (states.ENDED, (chose(), service("A"), BOARDED), []),
    ],
)
def test_who_waits_in_vain(state: str, said: tuple[tuple[str, str, dict[str, Any]], ...], names: list[str]) -> None:
    assert waits(state, *said) == names


@pytest.mark.django_db
def test_the_names_stay_on_the_page_until_another_choice_or_another_attempt(sit: Sit) -> None:
    """Seen red: they went at the next step, and stood nowhere once the desk had said that it is not arranged."""
    case, client = gone.case(), sit(BY)
    at = f"/returns/cases/{case.pk}/"

    def card() -> str:
        return client.get(at).content.decode().partition(HEADING)[2].partition("</section>")[0]

    gone.to_preparing(case.pk)
    later.stood_by(case.pk)
    later.stood_by(case.pk, said_later.GUARDIAN)
    later.transit(case.pk)
    assert card() == ""
    gone.not_now(case.pk)
    assert (card().count("Canary shelter there"), card().count("Canary escort"), "Canary helper" in card()) == (
        3,
        1,
        True,
    )
    gone.weighed(case.pk)
    assert card() == ""
    gone.chosen(case.pk, country=THERE)
    assert card().count("Canary shelter there") == 3
    gone.changed(case.pk)
    gone.chosen(case.pk, rules.LATER)
    assert card().count("Canary shelter there") == 3
    gone.ended(case.pk)
    assert card().count("Canary shelter there") == 3
    gone.opened(case.pk)
    assert card() == ""
