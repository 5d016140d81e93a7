"""The vocabulary of the matrix: who asks, what is asked for, and what must come back.

A row names a view, a method and, per audience, the expected answer. The most specific audience counts:
`role@place`, `role`, `working@place`, `working` or `others`, `everybody`. Places are where somebody sits as seen from
the object: `own` desk, `sister` desk of the same institution, `receiver` of the referral, `foreign` desk.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Goes:
    """A redirection to an address that begins so."""

    to: str


Answer = int | Goes
SIGN_IN, ENROL = Goes("/account/in/?next="), Goes("/account/factor/")
ANONYMOUS, HALF, WORKING, OTHERS, EVERYBODY = "anonymous", "half", "working", "others", "everybody"
# Who sits where; `half` is a session with a password and no second factor.
PLACES = {"own": "labour-north", "sister": "labour-south", "receiver": "shelter", "foreign": "police-north"}
# Things that the stage puts there, by the name that rows use.
CASE, REFERRAL, SHEET, READY_SHEET = "{case}", "{referral}", "{sheet}", "{ready_sheet}"


@dataclass(frozen=True)
class Row:
    """One line of the matrix. `needs` are URL parts, `data` the posted fields; both may name things of the stage."""

    url: str
    method: str
    expect: Mapping[str, Answer]
    needs: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str | list[str]] = field(default_factory=dict)
    # How many readings the audit shows for one request that released plaintext.
    readings: int = 1

    @property
    def of_an_object(self) -> bool:
        """True when the address names a case or a referral."""
        return any(value in (CASE, REFERRAL) for value in self.needs.values())

    @property
    def same_for_all(self) -> bool:
        """True when the row makes no difference between roles."""
        return set(self.expect) <= {ANONYMOUS, HALF, EVERYBODY}

    def expected(self, *audiences: str) -> Answer:
        """The answer for the most specific audience; KeyError names what the row forgot."""
        return next(self.expect[one] for one in (*audiences, EVERYBODY) if one in self.expect)

    def __str__(self) -> str:
        return f"{self.method} {self.url} {dict(self.needs)} {dict(self.data)}"


def closed(url: str, method: str = "POST", **needs: str) -> Row:
    """A method that the view does not know: 405 for everybody, and the second factor still comes first."""
    return Row(url, method, {HALF: ENROL, EVERYBODY: 405}, needs)


def open_to_all(url: str, method: str = "GET", answer: Answer = 200, *, half: Answer = ENROL, **needs: str) -> Row:
    """The same for everybody."""
    return Row(url, method, {HALF: half, EVERYBODY: answer}, needs)


def for_workers(url: str, method: str, answer: Answer, *, data: Mapping[str, str | list[str]] | None = None) -> Row:
    """A page of casework without an object: workers get in, others learn that their role does not do this."""
    return Row(url, method, {ANONYMOUS: SIGN_IN, HALF: ENROL, WORKING: answer, OTHERS: 403}, data=data or {})
