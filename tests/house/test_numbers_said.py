"""Numbers that the documents say are those of the code: tests of behaviour move with a constant, sentences do not."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from himaya.cases import rules_grants
from himaya.cases.actions import links
from himaya.disclosures import rules_exports, rules_requests
from himaya.enquiries import rules as enquiries
from himaya.estimates import rules_bic, rules_own
from himaya.institutions import rules_passwords, rules_resets
from himaya.instruments import rules_signals
from himaya.kernel import proof, recovery, rules_clock
from himaya.legal import rules as legal
from himaya.tasks import rules as tasks
from himaya.web import sessions
from himaya.web.frontline import token

ROOT = Path(__file__).resolve().parents[2]
WORDS = {
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    9: "nine",
    10: "ten",
    11: "eleven",
    30: "thirty",
}
THREAT = "docs/threat-model.md"
HOUR = timedelta(hours=1)


def word(number: float | timedelta) -> str:
    """The word of a whole number, or of a number of days."""
    return WORDS[int(number.days if isinstance(number, timedelta) else number)]


# Where it stands, and as it would stand there by the code of today.
SAID = [
    ("docs/how-to/install.md", f"after {rules_passwords.HANDED_OPENS_FOR.days} days the first password opens nothing"),
    ("docs/how-to/legal.md", f"{word(rules_exports.MOST_FETCHES)} times within {word(rules_exports.TO_FETCH)} days"),
    ("docs/how-to/legal.md", f"within {legal.LONGEST_OVERRIDE.days} days."),
    ("docs/how-to/legal.md", f"The term of {rules_requests.ANSWER_WITHIN.days} days"),
    ("docs/how-to/keys.md", f"{word(recovery.FEWEST).capitalize()} to {word(recovery.MOST)} keepers"),
    ("docs/how-to/keys.md", f"`HIMAYA_BACKUP_DAYS` ({settings.HIMAYA_BACKUP_DAYS})"),
    ("docs/how-to/erasure.md", f"`HIMAYA_TURN_DAYS` ({settings.HIMAYA_TURN_DAYS})"),
    ("docs/how-to/erasure.md", f"`HIMAYA_BACKUP_DAYS` ({settings.HIMAYA_BACKUP_DAYS})"),
    ("docs/how-to/estimates.md", f"compares all models (up to {word(rules_bic.MOST_LISTS)} lists)"),
    ("docs/how-to/estimates.md", f"Counts below {word(rules_own.K)} are then hidden"),
    ("docs/how-to/doctor.md", f"more than {word(rules_clock.SILENCE)} days"),
    (THREAT, f"more than {word(rules_clock.SILENCE)} days without a row"),
    (THREAT, f"to one person for {word(rules_grants.EMERGENCY_HOURS)} hours"),
    (THREAT, f"does not begin anew for {word(rules_grants.COLLEAGUE_DAYS)} days"),
    (THREAT, f"{word(links.TRIES)} tries at an eight-digit code"),
    (THREAT, f"{word(rules_signals.TOGETHER)} or more of one version and institution"),
    (THREAT, f"{word(sessions.WRONG_CODES_END_IT).capitalize()} wrong codes end the session"),
    (THREAT, f"more than {word(proof.RECENT / timedelta(minutes=1))} minutes ago"),
    (THREAT, f"asked about a person once in {word(enquiries.OPEN_FOR)} days"),
    (THREAT, f"a way in for {word(rules_resets.WAY_OPEN_FOR / timedelta(minutes=1))} minutes"),
    (THREAT, f"its age ({word(token.TTL_SECONDS / 3600)} hours)"),
]


@pytest.mark.parametrize(("page", "said"), SAID, ids=[said for _page, said in SAID])
def test_a_number_of_a_document_is_that_of_the_code(page: str, said: str) -> None:
    assert said in re.sub(r"\s+", " ", (ROOT / page).read_text("utf-8"))


def test_an_hour_and_a_quarter_are_what_is_called_so() -> None:
    page = re.sub(r"\s+", " ", (ROOT / THREAT).read_text("utf-8"))
    assert "is emptied after a quarter of an hour" in page
    assert "at most once an hour and not at night" in page
    assert (settings.HIMAYA_IDLE_MINUTES, tasks.BETWEEN_MAILS) == (15, HOUR)
