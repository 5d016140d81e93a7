"""A nation's installation for journeys: production mode on PostgreSQL, by the commands of docs/how-to/install.md."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests import codes, postgres
from tests.running import ROOT, Live, accounts_added, himaya, plain_environment, serving

FIRST_PASSWORD, PASSWORD = "what the administrator gave", "a long and private sentence"
PEOPLE = {
    "labour": "insp-1",
    "sister": "insp-2",
    "guard": "insp-dpo",
    "ngo": "asso-1",
    "secretariat": "sec-1",
    "focal": "focal-1",
    "officer": "dpo-1",
    "health": "hopital-1",
    "law": "droit-1",
    "child": "enfance-1",
    "child_lead": "enfance-2",
    "child_guard": "enfance-dpo",
    "justice": "parquet-1",
}
_ACCOUNTS = (
    ("insp-1", "test-inspection", ("front_line", "case_manager"), "ar"),
    ("insp-2", "test-inspection-south", ("front_line", "desk_lead"), "ar"),
    ("insp-dpo", "test-inspection-south", ("data_protection_officer",), "fr"),
    ("asso-1", "test-shelter", ("front_line", "case_manager"), "fr"),
    ("focal-1", "test-inspection", ("focal_point",), "ar"),
    ("sec-1", "test-secretariat", ("secretariat",), "fr"),
    ("dpo-1", "test-shelter", ("data_protection_officer",), "fr"),
    ("hopital-1", "test-hospital", ("front_line", "health_professional", "case_manager"), "fr"),
    ("droit-1", "test-lawyers", ("front_line", "case_manager", "legal_counsel", "desk_lead"), "ar"),
    ("enfance-1", "test-children", ("front_line", "case_manager", "desk_lead"), "ar"),
    ("enfance-2", "test-children", ("desk_lead",), "fr"),
    ("enfance-dpo", "test-children", ("data_protection_officer",), "fr"),
    ("parquet-1", "test-prosecution", ("desk_lead",), "ar"),
)


class Workers:
    """The people of the installation; at the first sign-in each sets up a second factor and chooses a password."""

    def __init__(self) -> None:
        self.recovery: dict[str, list[str]] = {}
        self.secrets: dict[str, str] = {}
        # Per person, the moments whose code of the app was used: each counts once.
        self.spent: dict[str, set[int]] = {}

    def sign_in(self, page: Page, username: str) -> None:
        """Sign in from the page's sign-in form, or from the first page when none is open."""
        if page.locator("input[name=username]").count() == 0:
            page.goto("/account/in/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", PASSWORD if username in self.recovery else FIRST_PASSWORD)
        if username in self.recovery:
            page.fill("input[name=code]", self.code(page, username))
            page.locator("main form:has(input[name=password]) button.btn").click()
            return
        page.locator("main form:has(input[name=password]) button.btn").click()
        self._set_up_factor(page, username)
        self._choose_password(page)

    def code(self, page: Page, username: str) -> str:
        """A code of somebody's second factor, used once: of those on paper, and once they are used up, of the app.

        Journeys share an installation in an order that nobody fixes: which of them takes the last one is chance.
        """
        if self.recovery[username]:
            return self.recovery[username].pop()
        return self._shown(page, username)

    def _shown(self, page: Page, username: str) -> str:
        """What the app shows, with time to type it."""
        number = codes.half_minute(page.wait_for_timeout, spent=frozenset(self.spent[username]))
        self.spent[username].add(number)
        return codes.of(self.secrets[username], number)

    def _set_up_factor(self, page: Page, username: str) -> None:
        secret = page.locator("main section code").inner_text().replace(" ", "")
        self.secrets[username], self.spent[username] = secret, set()
        # Where five seconds were not enough for a busy machine, once more with the next.
        for _turn in range(2):
            page.fill("input[name=code]", self._shown(page, username))
            with page.expect_navigation():
                page.locator("main form button.btn:not(.second)").click()
            if page.locator("ul.codes").count():
                break
        self.recovery[username] = page.locator("ul.codes code").all_inner_texts()
        page.locator("main form button.btn:not(.second)").click()

    def _choose_password(self, page: Page) -> None:
        page.fill("input[name=old]", FIRST_PASSWORD)
        for field in ("new", "again"):
            page.fill(f"input[name={field}]", PASSWORD)
        page.locator("main form:has(input[name=old]) button.btn").click()


@contextmanager
def installation(folder: Path) -> Iterator[Live]:
    """Documented set-up, `himaya serve`, and away with it."""
    with postgres.database() as address:
        env = plain_environment(
            HIMAYA_HOME=str(folder / "data"),
            HIMAYA_KEYS=str(folder / "keys"),
            HIMAYA_DATABASE=address,
            HIMAYA_INSECURE_HTTP="1",
            HIMAYA_NEW_PASSWORD=FIRST_PASSWORD,
        )
        himaya("keys", "create", env=env)
        himaya("init", "--pack", "morocco", env=env)
        himaya("nation", "load", str(ROOT / "tests" / "data" / "nation.yaml"), env=env)
        accounts_added(_ACCOUNTS, env)
        himaya("legal-setup", "override", "--by", "A. Test", "--reason", "rehearsal", env=env)
        log = folder / "log"
        workers = Workers()
        with serving(env, log=log, until=b"answers") as url:
            yield Live(
                url=url,
                home=folder / "data",
                log=log,
                people=PEOPLE,
                sign_in=workers.sign_in,
                code=workers.code,
                env=env,
                database=address,
            )
