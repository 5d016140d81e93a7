"""How time goes by on the way, and what is done on arrival and after it: met, planned, asked how it goes, ended."""

import re
import uuid
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

from himaya.kernel import clock
from himaya.returns import states
from tests.journeys.passages import in_days
from tests.journeys.return_steps import Goer, does, offers, refuses
from tests.journeys.test_risk_and_trauma import link
from tests.journeys.thumb_and_keys import Walker
from tests.running import Live


def landed(place: Live, goer: Goer) -> None:
    """Time goes by: the hour of the arrival has come."""
    due = clock.now() + timedelta(hours=23)
    with closing(link(place)) as store:
        sets = f"reception_due_at = '{_stamp(due)}'"
        assert store.execute(f"UPDATE voluntary_return SET {sets} WHERE {_of(place, goer)}").rowcount  # noqa: S608
        store.commit()


def days_later(place: Live, goer: Goer, days: int) -> None:
    """Time goes by: what was said of the arrival and since was said so many days sooner.

    A line is never changed: what refuses it is taken away for this, and put back.
    """
    with closing(link(place)) as store:
        refused = "return_line_no_update"
        if place.database:
            store.execute(f"ALTER TABLE return_line DISABLE TRIGGER {refused}")
            back = f"ALTER TABLE return_line ENABLE TRIGGER {refused}"
        else:
            (back,) = store.execute(f"SELECT sql FROM sqlite_master WHERE name = '{refused}'").fetchone()  # noqa: S608
            store.execute(f"DROP TRIGGER {refused}")
        mine = f"{_of(place, goer)} AND kind IN ('{states.RECEPTION}', '{states.MONITORED}')"
        lines = store.execute(f"SELECT id, at, due_on FROM return_line WHERE {mine}").fetchall()  # noqa: S608
        assert lines
        for pk, at, due_on in lines:
            sooner = _moment(at) - timedelta(days=days)
            due = f"'{_day(due_on) - timedelta(days=days)}'" if due_on else "NULL"
            store.execute(f"UPDATE return_line SET at = '{_stamp(sooner)}', due_on = {due} WHERE id = '{pk}'")  # noqa: S608
        store.execute(back)
        store.commit()


def _of(place: Live, goer: Goer) -> str:
    return f"case_id = '{goer.case if place.database else uuid.UUID(goer.case).hex}'"


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _moment(kept: Any) -> datetime:
    found = kept if isinstance(kept, datetime) else datetime.fromisoformat(str(kept))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _day(kept: Any) -> date:
    return kept if isinstance(kept, date) else date.fromisoformat(str(kept))


# On arrival and after it


def met(one: Walker, goer: Goer) -> None:
    """Somebody there says, by name, that the person was met."""
    one.open(goer.at("after/"))
    refuses(one, "met", "met_words", met_words=goer.said["met"])
    does(one, "met", met_by=goer.said["met_by"])
    assert goer.said["met_by"] in one.text()


def planned_there(one: Walker, goer: Goer) -> None:
    """Three parts, made with the person, and lines of money with whoever pays."""
    one.open(goer.at("after/"))
    does(one, "plan", **{part: goer.said[part] for part in ("economic", "social", "psychosocial")})
    line = {"dimension": "economic", "level": "individual", "for_what": goer.said["what"], "currency": "mad"}
    refuses(one, "budget", "payer", amount="beaucoup", payer=goer.said["payer"], **line)
    does(one, "budget", amount="1 500,50", until=in_days(90))
    other = {"dimension": "social", "level": "community", "for_what": goer.said["what_else"], "currency": "EUR"}
    does(one, "budget", amount="300", payer=goer.said["payer"], **other)
    shown = re.sub(r"\s", "", one.text())
    assert all(money in shown for money in ("1500.50MAD", "300EUR")), shown
    assert all(goer.said[part] in one.text() for part in ("economic", "social", "psychosocial"))


def asked_how_it_goes(one: Walker, goer: Goer, reached: str, again: str = "no") -> None:
    """First how the person may be reached; then whether it began anew."""
    one.open(goer.at("after/"))
    one.go("main section.say a[href$='/contact/']")
    assert goer.said["word"] in one.page.content(), "how to be sure who speaks stands before anybody calls"
    one.open(goer.at("after/"))
    refuses(one, "follow", "follow_words", follow_words=goer.said["follow"])
    does(one, "follow", reached=reached, anew=again)
    assert goer.said["follow"] in one.text()


def ended(one: Walker, goer: Goer) -> None:
    one.open(goer.at())
    does(one, "end", reason="followed", end_words=goer.said["end"])
    assert offers(one, "open"), "it can begin again at any time"


def closed(one: Walker, goer: Goer) -> None:
    """The file is closed: nothing of a return is still open in it."""
    one.open(f"/casework/cases/{goer.case}/closing/")
    assert not one.page.locator("main section.not a[href^='/returns/']").count(), one.text()
    form = "main form:has([name=do][value=close])"
    if one.page.locator("main [name=knowing]").count():
        one.fill_in(form, knowing="yes")
    if one.page.locator("main [name=despite]").count():
        one.fill_in(form, despite="Canary")
    for running in one.page.locator("main [name=left_running]").all():
        one.tick(one.unfolded(running))
    one.go(f"{form} .btn:not(.quiet)", form, reason="goals_reached")
