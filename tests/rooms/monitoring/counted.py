"""Counts of quarters straight into the store, and desks at which enough people work to be shown."""

from collections.abc import Iterable
from datetime import date

from himaya.cases.models import Tally
from himaya.insight.rules_periods import Period
from himaya.institutions.models import Account, Membership

QUARTER = Period(2026, 3)
DESKS = ("labour-north", "labour-south", "police-north", "shelter", "lawyers", "hostel")


def staffed(*desks: str, people: int = 3, since: date = date(2020, 1, 1)) -> None:
    """So many people at each of these desks."""
    for desk in desks or DESKS:
        for number in range(people):
            account, made = Account.objects.get_or_create(username=f"{desk}-{since:%y%m%d}-{number}")
            if made:
                Membership.objects.create(account=account, desk_id=desk, roles=["front_line"], valid_from=since)


def begun() -> None:
    """Counting began long ago, everything."""
    for kind in (
        "sent",
        "accepted",
        "return_sheet_age",
        "return_reception",
        "return_six_months",
        "return_adverse",
        "decided",
    ):
        count(kind, "shelter" if kind in ("sent", "accepted") else "", 20, months=[date(2020, 1, 1)])


def count(
    kind: str, desk: str, n: int, *, months: Iterable[date] = QUARTER.months, answer: str = "", region: str = ""
) -> None:
    """So many in each of the months."""
    for month in months:
        Tally.objects.create(kind=kind, month=month, desk_id=desk, answer=answer, region=region, count=n)


def quarter(**of_desks: int) -> None:
    """Received, answered, taken on and reported back by a few desks in the quarter; no small number among them."""
    for desk in DESKS:
        n = of_desks.get(desk.replace("-", "_"), 40)
        count("sent", desk, n)
        count("received", desk, n)
        count("answered", desk, n - 12, answer="60")
        count("unanswered", desk, 12)
        count("accepted", desk, n - 24)
        count("reported", desk, 12, answer="yes")
