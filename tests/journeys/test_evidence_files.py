"""A desk takes in a file of another system and takes it back, finds that it keeps somebody twice, hands a file over.

In French by thumb on a telephone, in the demo; in Arabic by the keyboard alone, in a nation's installation on
PostgreSQL. Whatever reaches far is wanted by two people, and no name is left where it must not be.
"""

from contextlib import ExitStack
from dataclasses import replace

import pytest
from django.utils import translation
from playwright.sync_api import Browser

from himaya.disclosures import rules_exports as exports
from tests.journeys import evidence_files as files
from tests.journeys.evidence_files import Brought
from tests.journeys.evidence_verbs import verb
from tests.journeys.test_risk_and_trauma import asked, nothing_lies_open
from tests.journeys.thumb_and_keys import Walker, walking
from tests.running import Live, accounts_added

pytestmark = [pytest.mark.browser, pytest.mark.capability("H1", "H3")]
PRODUCTION = pytest.param("live_production-ar", marks=[pytest.mark.postgres])
# The lead and the officer are those whom every journey knows: sister and guard, of the inspectorate.
DEMO = {"worker": "inspection-sud", "counsel": "inspection-conseil"}
NATION = {"worker": "preuve-3", "counsel": "preuve-4"}
ACCOUNTS = (
    ("preuve-3", "test-inspection-south", ("front_line", "case_manager")),
    ("preuve-4", "test-inspection-south", ("legal_counsel",)),
)
RECEIVERS = {"live": "association-daw", "live_production": "test-association"}
SAID = {
    "fr": {
        "alone": "Philomène Asserkouch",
        "latin": "Hanane Bouzerdakine",
        "arabic": "حنان بوزرداكين",
        "phone": "+212677310944",
        "email": "osier.rouge@exemple.test",
        "reason": "Elle change de ville avec son panier d’osier",
        "who": "Responsable du palier des tamis",
    },
    "ar": {
        "alone": "فيلومينة أسركوشية",
        "latin": "Zoubida Merzagouine",
        "arabic": "زبيدة مرزاكوين",
        "phone": "+212677310955",
        "email": "safsaf.ahmar@exemple.test",
        "reason": "تنتقل إلى مدينة أخرى بسلة القصب",
        "who": "مسؤولة طابق الغرابيل",
    },
}


@pytest.fixture(name="walk", params=["live-fr", PRODUCTION])
def _walk(request: pytest.FixtureRequest) -> tuple[Live, str, str]:
    fixture, _, language = request.param.rpartition("-")
    place = request.getfixturevalue(fixture)
    assert isinstance(place, Live)
    if not place.database:
        return replace(place, people={**place.people, **DEMO}), language, RECEIVERS[fixture]
    accounts_added([(*one, language) for one in ACCOUNTS], place.env)
    return replace(place, people={**place.people, **NATION}), language, RECEIVERS[fixture]


def test_a_file_comes_in_goes_back_is_found_twice_and_handed_over(
    walk: tuple[Live, str, str], browser: Browser
) -> None:
    place, language, receiver = walk
    brought = Brought(SAID[language])
    with ExitStack() as people, translation.override(language):

        def seated(who: str) -> Walker:
            return people.enter_context(walking(browser, place, who, language=language))

        lead, officer = seated("sister"), seated("guard")
        files.explained(lead, brought)
        files.taken_in(lead, brought.row("alone", **{files.LEFT_OUT: brought.said["email"]}), left_out=True)
        files.taken_back(lead, officer)
        both = files.taken_in(lead, brought.row("latin"), brought.row("arabic"))
        assert not any(said in page for said in brought.said.values() for page in lead.seen), "a list names nobody"
        files.searched(lead, officer)
        worker, stranger = seated("worker"), seated("ngo")
        pair = files.side_by_side(worker, brought, both)
        files.joined_and_parted(worker, both)
        files.kept_apart(officer, stranger, pair)
        asked(stranger, files.TAKE, 403)
        agreed(place, both[0], receiver)
        mark, row = files.handed_over(lead, officer, brought, both[0], receiver)
        assert mark.split(";") == [exports.MARK, *files.PARTS]
        name, *codes = row.split(";")[1:]
        assert name in (brought.said["latin"], brought.said["arabic"])
        assert codes == ["Feminine", "DebtBondage WithholdsDocuments"]
        assert not any(brought.said[name] in page for name in ("latin", "arabic", "phone") for page in officer.seen)
    nothing_lies_open(place, brought.said.values())


def agreed(place: Live, reference: str, receiver: str) -> None:
    """She agreed to that institution, in her file; the institution decided long ago to hand files over."""
    who = place.people
    assert verb(place, "exports_on", officer=who["guard"], counsel=who["counsel"])
    verb(
        place,
        "agree",
        reference=reference,
        receiver=receiver,
        classes=list(files.CLASSES),
        lead=who["sister"],
    )
