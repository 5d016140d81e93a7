"""Where a verb looks beyond its actor, behind row-level security: each place stands here with its reason."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.house import source

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2] / "src" / "himaya"
INSTITUTION, EVERYTHING = "INSTITUTION", "EVERYTHING"
# File, how far, how often, and what for.
PLACES = {
    ("attestations/letters_shown.py", EVERYTHING): (
        1,
        "the two days of a letter that a desk checks, by number and phrase",
    ),
    ("health/letters_shown.py", EVERYTHING): (1, "the two days of a clinician's letter that a desk checks likewise"),
    ("cases/access_people.py", EVERYTHING): (1, "people with all their files, and whoever is one with them, held"),
    ("cases/access.py", EVERYTHING): (4, "a case is held before it is judged; that of a referral, by its receiver too"),
    ("cases/contacts.py", EVERYTHING): (1, "since when somebody is in contact, asked by a desk with a referral only"),
    ("cases/queries.py", INSTITUTION): (1, "which desk to ask about a person that a search found"),
    ("cases/queries.py", EVERYTHING): (1, "whom a conflict of interest keeps from the actor"),
    ("cases/queries_readings.py", EVERYTHING): (1, "an officer lists who read the referrals of a file"),
    ("cases/queries_closures.py", EVERYTHING): (1, "what other rooms have open of a file: numbers only"),
    ("exchange/queries.py", EVERYTHING): (
        1,
        "whether anything that a file brought is kept: yes or no",
    ),
    ("cases/queries_retention.py", EVERYTHING): (5, "all files and rows of a person, seen before an erasure"),
    ("cases/actions/assessments.py", EVERYTHING): (1, "a form that was sent before, perhaps elsewhere"),
    ("cases/actions/files.py", EVERYTHING): (2, "a form that was sent before, perhaps elsewhere; what needs the file"),
    ("cases/actions/screenings.py", EVERYTHING): (1, "a form that was sent before, perhaps elsewhere"),
    ("cases/actions/emergencies.py", INSTITUTION): (4, "a file that is closed to whoever opens it in an emergency"),
    ("cases/erasing.py", EVERYTHING): (1, "whom a conflict of interest keeps from those who are one with the person"),
    ("cases/actions/erasures.py", EVERYTHING): (2, "all files of the person, held and erased"),
    ("cases/actions/exclusions.py", EVERYTHING): (4, "all files of the person from whom somebody is kept"),
    ("cases/actions/holds.py", EVERYTHING): (1, "all files of the person, held"),
    ("cases/queries_quiet.py", EVERYTHING): (3, "what was done in a file, also what the actor does not see of it"),
    ("cases/actions/quiet.py", EVERYTHING): (1, "a room above did something in a case: its day, and nothing else"),
    ("cases/actions/referrals.py", EVERYTHING): (1, "whether another desk took the same need on: yes or no, not which"),
    ("cases/actions/handovers.py", EVERYTHING): (3, "a case that its receiver does not see before they take it over"),
    ("cases/actions/known_as.py", EVERYTHING): (
        2,
        "whether a reference opens a file of the house already; what a desk said by mistake is deleted",
    ),
    ("cases/known_as.py", EVERYTHING): (1, "a reference opens one file of a house: what stood before goes"),
    ("cases/actions/arriving.py", EVERYTHING): (
        1,
        "a child's case and packet, of which the desk that takes it begins its own",
    ),
    ("cases/actions/inbound.py", EVERYTHING): (
        3,
        "a form that was sent before, perhaps elsewhere; words that nobody sees, opened once as they are taken",
    ),
    ("cases/actions/links.py", EVERYTHING): (1, "the referral of a link that is opened with its code"),
    ("cases/linked.py", EVERYTHING): (
        3,
        "a link by the secret of its address, its file and desk: nobody is signed in there",
    ),
    ("cases/ledger.py", EVERYTHING): (1, "the number of a line that the receiver adds when a person withdraws there"),
    ("cases/consulates.py", EVERYTHING): (1, "a fear or asylum that another desk was told of the same person"),
    ("cases/access_compartments.py", EVERYTHING): (4, "the case, known to the desk by a referral only"),
    ("cases/policy_compartments.py", EVERYTHING): (2, "whether the desk that keeps notes still works with the case"),
    ("cases/actions/compartments.py", EVERYTHING): (1, "whom a conflict of interest keeps from the case"),
    ("health/queries_care.py", EVERYTHING): (
        1,
        "the case of what waits apart, known to the desk by a referral only",
    ),
    ("cases/queries_compartments.py", EVERYTHING): (1, "for the lead of a desk, that it keeps anything apart"),
    ("conferences/actions/conferences.py", EVERYTHING): (1, "whoever had come in comes in anew on the other day"),
    ("conferences/access.py", EVERYTHING): (1, "a conference and its case are held before they are judged"),
    ("conferences/queries.py", EVERYTHING): (2, "whether the file is open or a child's, asked by an invited desk"),
    ("conferences/actions/items.py", EVERYTHING): (1, "the number of an item that an invited desk adds"),
    ("determinations/access.py", EVERYTHING): (
        2,
        "a request and its case are held before they are judged, and that counsel of another desk opened the sheet",
    ),
    ("determinations/actions/decision_requests.py", EVERYTHING): (
        2,
        "the word of counsel of another desk, who sees neither the case nor what they answered",
    ),
    ("determinations/queries.py", EVERYTHING): (
        2,
        "whether the file is open and the agreement stands, asked by a body",
    ),
    ("crisis/queries.py", EVERYTHING): (
        4,
        "when somebody looked and looks again, told to police that hold the case; one's own hard hours, as moments",
    ),
    ("interviews/queries.py", EVERYTHING): (1, "one's own hard hours, as moments, also where the case went elsewhere"),
    ("disclosures/actions/data_requests.py", INSTITUTION): (1, "the file that a person asks about"),
    ("disclosures/actions/data_requests.py", EVERYTHING): (1, "whether the identity was erased"),
    ("disclosures/actions/demands.py", INSTITUTION): (1, "the file that a demand names"),
    ("health/access.py", EVERYTHING): (1, "whether there is a page of a case that the desk knows by a referral only"),
    ("interviews/access.py", EVERYTHING): (2, "an interview and its case are held before they are judged"),
    ("packets/queries.py", EVERYTHING): (1, "which key was last used for a partner, also for a file of a sister desk"),
    ("packets/register.py", INSTITUTION): (1, "what went abroad, for the officer of the institution: no sealed column"),
    ("returns/queries.py", EVERYTHING): (1, "whether a family had a part, said in any attempt of the same person"),
    ("plans/queries.py", EVERYTHING): (1, "whether the file of a line is open, asked by the desk that does the line"),
    ("plans/access.py", EVERYTHING): (1, "the case of a line is held first, also by the desk that only does the line"),
    ("duplicates/queries.py", EVERYTHING): (
        3,
        "how many pairs wait in the institution, and how many were said to be one or two: numbers, for its officer "
        "too; whether two among those to be joined were said to be two people: yes or no",
    ),
    ("enquiries/access.py", EVERYTHING): (
        2,
        "the files of both sides and the enquiry, held before a desk's word on it is judged; the parties, held",
    ),
    ("enquiries/queries.py", EVERYTHING): (
        4,
        "what was asked of the same person at a sister desk: days and parties; whether an enquiry still runs, asked by "
        "a desk that was told of it: one word",
    ),
    ("enquiries/actions/enquiries.py", EVERYTHING): (1, "an enquiry of a sister desk whose time is over, marked so"),
    ("enquiries/actions/told.py", EVERYTHING): (1, "what a desk closes is deleted: its actor may only change rows"),
    ("duplicates/opened_whole.py", EVERYTHING): (1, "when everybody was opened, for whoever lists who read a file"),
    ("relations/access.py", EVERYTHING): (1, "the two files of a link are held before they are judged"),
    ("relations/queries.py", EVERYTHING): (
        1,
        "whether a carer may be implicated, for whoever sees the number",
    ),
    ("risks/queries_clocks.py", EVERYTHING): (2, "that a look is late, for a lead of a sister desk and for the worker"),
    ("relations/actions/registers.py", EVERYTHING): (1, "whether anything was written that has to be kept"),
    ("safety/queries.py", EVERYTHING): (
        4,
        "hours at which nobody may be called, and whether at all, for every clock; the rules, and that a file came "
        "from elsewhere, for whoever sees a number anyhow",
    ),
    ("tasks/holding.py", EVERYTHING): (1, "whom a conflict of interest keeps from a task that would go to them"),
    ("tasks/feeding.py", EVERYTHING): (
        1,
        "a calendar asks without a session; the policy is asked in its holder's stead",
    ),
    ("web/guided/leading.py", EVERYTHING): (1, "the invented country's old file, to be led to"),
}


def _places() -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for file in source.below(ROOT):
        for node in source.nodes(file):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "wall.beyond":
                how_far = ast.unparse(node.args[0]).removeprefix("wall.")
                found[file.relative_to(ROOT).as_posix(), how_far] += 1
    return found


def test_each_look_beyond_the_actor_has_a_reason() -> None:
    """Seen red with one more `wall.beyond` in `cases/queries.py`."""
    assert dict(_places()) == {place: times for place, (times, _why) in PLACES.items()}
