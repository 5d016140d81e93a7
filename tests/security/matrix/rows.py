"""The vocabulary of the matrix: who asks, what is asked for, and what must come back.

A row names a view, a method and, per audience, the expected answer. The most specific audience counts:
`role@place`, `role`, `working@place`, `working` or `others`, `everybody`. Places are where somebody sits as seen from
the object: `own` desk, `sister` desk of the same institution, `receiver` of the referral, `foreign` desk.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


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
# A packet of the case to a partner abroad that may be handed out, and one that was.
PACKET, PACKET_OUT = "{packet}", "{packet_out}"
# A file of the exchange standard that the own desk took in.
TAKEN = "{taken}"
# An erasure that the own desk asked for, of another file.
ERASURE = "{erasure}"
CASE_FILE = "{case_file}"
# Of another case of the own desk, on which no hold stands.
FREE_FILE = "{free_file}"
# An access to the case for a colleague of the sister desk, one who is kept from it, an emergency there.
GRANT, EXCLUSION, EMERGENCY = "{grant}", "{exclusion}", "{emergency}"
# Notes that the receiver of the referral keeps apart of the case, and a colleague whom it let into them.
COMPARTMENT, COMPARTMENT_GRANT = "{compartment}", "{compartment_grant}"
# A line of the ledger of agreements of the case.
CONSENT = "{consent}"
# The version that the case was answered under, and the one that is in force since. Neither is a secret.
VERSION, NEXT_VERSION = "{version}", "{next_version}"
# At a round table: whose object it is (`member`), another institution with a seat, an institution without one.
MEMBER, OTHER_MEMBER, STRANGER = "member", "other", "stranger"
TABLE_PLACES = {MEMBER: "labour-north", OTHER_MEMBER: "shelter", STRANGER: "children"}
# Whoever takes part speaks for an institution; who does not learns only that their role does not do this.
SPEAKING = "speaking"
CYCLE, TABLE, PLANNED_TABLE, CLOSED_TABLE = "{cycle}", "{table}", "{planned_table}", "{closed_table}"
INVITED_TABLE, INVITATION, ITEM, DOCUMENT, HALF_DAY = (
    "{invited_table}",
    "{invitation}",
    "{item}",
    "{document}",
    "{half_day}",
)
SEAT, DELEGATE, MANDATE, DECISION, RESERVATION = "{seat}", "{delegate}", "{mandate}", "{decision}", "{reservation}"
MAP, STEP, NEED, QUESTION = "{map}", "{step}", "{need}", "{question}"
EXPERT, MATERIAL = "{expert}", "{material}"
MINUTES, CORRECTION, LETTER, RENDITION = "{minutes}", "{correction}", "{letter}", "{rendition}"
# A draft in consultation, its round, one of its clauses, what was said on it; an amendment that can be settled.
CONSULTED, CONSULTATION, CLAUSE = "{consulted}", "{consultation}", "{clause}"
COMMENT, AMENDMENT, SETTLING = "{comment}", "{amendment}", "{settling}"
RELEASE, LIVE_RELEASE, SUSPENSION, HARM = "{release}", "{live_release}", "{suspension}", "{harm}"
# A document that nobody wrote in, a draft that only the secretariat knows, one before the table, what was adopted.
UNWRITTEN, QUIET_DRAFT, TABLED_DRAFT, EDITION = "{unwritten}", "{quiet_draft}", "{tabled_draft}", "{edition}"
# A recommendation of the cycle that `member` leads and has answered; one that only the secretariat knows.
RECOMMENDATION, FORMULATED = "{recommendation}", "{formulated}"
# One that `member` reports on: its report before the authority, its evidence, and the links of its delegate.
PROGRESSING, REPORT, EVIDENCE, CONFIDENTIAL = "{progressing}", "{report}", "{evidence}", "{confidential}"
REPLY_LINK, REPLY_TOKEN, REVOKED_TOKEN = "{reply_link}", "{reply_token}", "{revoked_token}"
# One that somebody outside the list of institutions leads; a reminder that is to go out by letter.
LED_OUTSIDE, REMINDER = "{led_outside}", "{reminder}"
# A list that waits, a cluster that holds what `member` leads, an action of `member` for the same.
IMPORT, CLUSTER, ACTION = "{import}", "{cluster}", "{action}"
# A draft of the figures of a year, of all institutions together.
YEAR_DRAFT = "{year_draft}"
# A report on the year and one on the cycle, each with an edition that was frozen; a line of what the cycle cost.
YEAR_REPORT, CYCLE_REPORT, COST = "{year_report}", "{cycle_report}", "{cost}"
# In the processing register of the own institution: one that waits for a second person, one in force.
ENTRY, ENTRY_IN_FORCE = "{entry}", "{entry_in_force}"
# Demands about the case: one that counsel advised on, one that was decided.
DEMAND, DEMAND_DECIDED = "{demand}", "{demand_decided}"
# A colleague of the own desk, somebody there whom the administrator asked to let back in, and that reset.
COLLEAGUE, LOST, RESET = "{colleague}", "{lost}", "{reset}"
# Another there who holds the role of interviewer; a qualification of a third that waits, and one in force.
INTERVIEWER, QUALIFICATION, IN_FORCE = "{interviewer}", "{qualification}", "{qualification_in_force}"
# What persons asked: one to prepare, one prepared, one released, one to set right, each about a file of the own desk.
REQUEST, REQUEST_PREPARED = "{request}", "{request_prepared}"
REQUEST_RELEASED, REQUEST_TO_CHANGE = "{request_released}", "{request_to_change}"
OF_REQUESTS = (REQUEST, REQUEST_PREPARED, REQUEST_RELEASED, REQUEST_TO_CHANGE)
# Exports of the own desk: one that waits for its second person, one that the visiting lead may fetch.
EXPORT, EXPORT_READY = "{export}", "{export_ready}"
# A conference called on the case, to which the receiver is invited and comes; one of another file that was held.
CONFERENCE, HELD_CONFERENCE, CONFERENCE_ITEM = "{conference}", "{held_conference}", "{conference_item}"
# Another file of the own desk, on which none is called yet.
UNCALLED = "{uncalled}"
# An interview on the case in a sitting; one of another file of the own desk that is ready to begin.
INTERVIEW, READY_INTERVIEW = "{interview}", "{ready_interview}"
# One in a sitting that somebody else leads; and where the form of the first is kept while it is filled in.
LED_INTERVIEW, INTERVIEW_DRAFT = "{led_interview}", "{interview_draft}"
OF_CONFERENCES = (CONFERENCE, HELD_CONFERENCE, CONFERENCE_ITEM, UNCALLED)
# Of decisions: a request that waits at the foreign desk, a decision of it, a note with counsel's word, an entry that
# waits for a second person; and another file of the own desk, about which that desk can be asked.
DECISION_REQUEST, TOLD_DECISION, DECISION_NOTE, NAMING, UNDECIDED = (
    "{decision_request}",
    "{told_decision}",
    "{decision_note}",
    "{naming}",
    "{undecided}",
)
OF_DECISIONS = (DECISION_REQUEST, TOLD_DECISION, DECISION_NOTE, UNDECIDED)
# Of the plan of the case: a goal without a line, and a line that the receiver was given.
PLAN_GOAL, PLAN_LINE = "{plan_goal}", "{plan_line}"
OF_PLANS = (PLAN_GOAL, PLAN_LINE)
# A proposal about what a desk gives, that waits for a second person.
PROPOSAL = "{proposal}"
# A task about the case, one about nobody, both of the own desk; the secret part of a calendar's address.
TASK, DESK_TASK, FEED = "{task}", "{desk_task}", "{feed}"
# Of the same case: a line that was taken back, a sharing without agreement that waits, one of which news is owed; and a
# referral to the receiver, of another case, that was taken back.
TAKEN_BACK, EXCEPTION, EXCEPTION_OWED = "{taken_back}", "{exception}", "{exception_owed}"
ENDED_REFERRAL = "{ended_referral}"
# Word to the receiver's institution that somebody in a file of records took it back.
ENDED_FILE = "{ended_file}"
ENDED_LINES = "{ended_lines}"
OF_CONSENTS = (TAKEN_BACK, EXCEPTION, EXCEPTION_OWED, ENDED_REFERRAL, ENDED_FILE, ENDED_LINES)
# One need that the own desk asked two desks about; a case that it offers to the sister desk; links to a partner
# without an account: one that opens with its code, one that was ended.
NEED_ASKED, HANDOVER = "{need_asked}", "{handover}"
PARTNER_TOKEN, PARTNER_CODE, ENDED_TOKEN = "{partner_token}", "{partner_code}", "{ended_token}"
# A sheet about somebody found abroad, which the own desk sent to the receiver.
INBOUND = "{inbound}"
# A letter made on the case, and the number that stands on it.
LETTER_MADE, LETTER_NUMBER = "{letter_made}", "{letter_number}"
# The event of the case, the reference of another file of it, and that of one linked with none: a child's, with a line
# on who looks after the child.
EVENT_LINKED, LINKED_FILE, UNLINKED_FILE = "{event_linked}", "{linked_file}", "{unlinked_file}"
CHILD_FILE = "{child_file}"
# Two files of the own desk that may be one person, and one of them; a search of the foreign institution that waits.
DUPLICATE_PAIR, DUPLICATE_FILE, FOREIGN_SEARCH = "{duplicate_pair}", "{duplicate_file}", "{foreign_search}"
# What the own desk was told of an enquiry of another service.
ENQUIRY_TOLD = "{enquiry_told}"
# What calls for a look at the risk of the case, and a measure that was agreed.
RISK_EVENT, RISK_MEASURE = "{risk_event}", "{risk_measure}"
# The register of suspects of the foreign desk: an access and a line of it, and a colleague there who has none.
SUSPECT_ACCESS, SUSPECT_LINE, TO_LET_IN = "{suspect_access}", "{suspect_line}", "{to_let_in}"
# A file with a clinician's compartment, something kept in it, and a scale that the own institution loaded.
HEALTH_FILE, HEALTH_ENTRY, SCALE = "{health_file}", "{health_entry}", "{scale}"
# A letter that the person released, and a draft, in that compartment.
HEALTH_LETTER, HEALTH_DRAFT = "{health_letter}", "{health_draft}"
# Of trainings: a plan in force and its line, a session that nobody may name for yet, one that is open, somebody of
# `member` named in it, a list that waits, an assessment of `member`, and what the square at the door leads to.
TRAINING_PLAN, TRAINING_LINE, PLANNED_SESSION = "{training_plan}", "{training_line}", "{planned_session}"
TEST_FORM, TEST_TOKEN = "{test_form}", "{test_token}"
TRAINING_SESSION, ENROLMENT, PARTICIPANT_LIST = "{training_session}", "{enrolment}", "{participant_list}"
ASSESSMENT, DOOR = "{assessment}", "{door}"
# A session that was held, and the certificate of somebody of `member` in it.
HELD_SESSION, CERTIFICATE = "{held_session}", "{certificate}"
# Activities of `labour`: one being shown, one that nobody checked, and the line that they are of.
AWARENESS_LINE, SHOWN_ACTIVITY, OPEN_ACTIVITY = "{awareness_line}", "{shown_activity}", "{open_activity}"
# An estimate that was stopped.
ESTIMATE = "{estimate}"
OF_TRAINING = (
    TRAINING_PLAN,
    TRAINING_LINE,
    PLANNED_SESSION,
    TRAINING_SESSION,
    ENROLMENT,
    PARTICIPANT_LIST,
    ASSESSMENT,
    HELD_SESSION,
    CERTIFICATE,
    AWARENESS_LINE,
    SHOWN_ACTIVITY,
    OPEN_ACTIVITY,
)
OF_FILES = (CASE, REFERRAL, ERASURE, CASE_FILE, FREE_FILE, GRANT, EXCLUSION, EMERGENCY)
OF_ONE = (
    *OF_FILES,
    *OF_REQUESTS,
    *OF_CONFERENCES,
    *OF_DECISIONS,
    INTERVIEW,
    READY_INTERVIEW,
    LED_INTERVIEW,
    CHILD_FILE,
    HEALTH_FILE,
    HEALTH_ENTRY,
    SCALE,
    HEALTH_LETTER,
    HEALTH_DRAFT,
    *OF_PLANS,
    *OF_CONSENTS,
    CONSENT,
    NEED_ASKED,
    HANDOVER,
    INBOUND,
    COMPARTMENT,
    COMPARTMENT_GRANT,
    ENTRY,
    ENTRY_IN_FORCE,
    DEMAND,
    DEMAND_DECIDED,
    COLLEAGUE,
    LOST,
    RESET,
    INTERVIEWER,
    QUALIFICATION,
    IN_FORCE,
    EXPORT,
    TAKEN,
    EXPORT_READY,
    PROPOSAL,
    TASK,
    DESK_TASK,
    ESTIMATE,
)
OF_TABLES = (
    CYCLE,
    TABLE,
    PLANNED_TABLE,
    CLOSED_TABLE,
    INVITED_TABLE,
    INVITATION,
    ITEM,
    DOCUMENT,
    SEAT,
    DELEGATE,
    MANDATE,
    DECISION,
    RESERVATION,
    MAP,
    STEP,
    NEED,
    QUESTION,
    EXPERT,
    MATERIAL,
    MINUTES,
    CORRECTION,
    LETTER,
    RENDITION,
    CONSULTED,
    CONSULTATION,
    CLAUSE,
    COMMENT,
    AMENDMENT,
    SETTLING,
    UNWRITTEN,
    QUIET_DRAFT,
    TABLED_DRAFT,
    EDITION,
    RELEASE,
    LIVE_RELEASE,
    SUSPENSION,
    HARM,
    RECOMMENDATION,
    FORMULATED,
    PROGRESSING,
    REPORT,
    EVIDENCE,
    CONFIDENTIAL,
    IMPORT,
    CLUSTER,
    ACTION,
    LED_OUTSIDE,
    REMINDER,
    YEAR_REPORT,
    CYCLE_REPORT,
    COST,
    *OF_TRAINING,
)
# What not everybody may know of.
OBJECTS = frozenset((*OF_ONE, *OF_TABLES))


@dataclass(frozen=True)
class Row:
    """One line of the matrix. `needs` are URL parts, `data` is posted or asked; both may name things of the stage."""

    url: str
    method: str
    expect: Mapping[str, Answer]
    needs: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str | list[str]] = field(default_factory=dict)
    # How many readings the audit shows for one request that released plaintext.
    readings: int = 1
    # Who sees the object itself, and may not do this with it.
    known_to: tuple[str, ...] = ()
    # Who opens the page in a browser by nothing but its address, and the parts of that address, in the demo nation.
    seen: tuple[tuple[str, Mapping[str, str]], ...] = ()

    def seen_by(self, *who: str, **needs: str) -> "Row":
        """These accounts of the demo nation, or ANONYMOUS, come straight here in the walk of `tests/accessibility`.

        `needs` are the parts of the address there, where they are others than on the stage.
        """
        return replace(self, seen=(*self.seen, *((one, needs or self.needs) for one in who)))

    @property
    def of_an_object(self) -> bool:
        """True when the address names something that not everybody may know."""
        return not OBJECTS.isdisjoint(self.needs.values())

    @property
    def same_for_all(self) -> bool:
        """True when the row makes no difference between roles."""
        return set(self.expect) <= {ANONYMOUS, HALF, EVERYBODY}

    def expected(self, *audiences: str) -> Answer:
        """The answer for the most specific audience."""
        return self.expect[self.word_for(*audiences)]

    def word_for(self, *audiences: str) -> str:
        """The word of the row that is about this audience: the most specific. Ends where the row forgot somebody."""
        return next(one for one in (*audiences, EVERYBODY) if one in self.expect)

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


def for_the_table(
    url: str,
    method: str,
    *,
    secretariat: Answer,
    member: Answer,
    other: Answer | None = None,
    stranger: Answer = 404,
    needs: Mapping[str, str] | None = None,
    data: Mapping[str, str | list[str]] | None = None,
    **more: Answer,
) -> Row:
    """A page of the round tables: the secretariat, the institution it is about, another one, one without a seat."""
    expect: dict[str, Answer] = {ANONYMOUS: SIGN_IN, HALF: ENROL, EVERYBODY: 403, "secretariat": secretariat}
    expect |= {f"{SPEAKING}@{MEMBER}": member, f"{SPEAKING}@{OTHER_MEMBER}": member if other is None else other}
    expect |= {f"{SPEAKING}@{STRANGER}": stranger, **more}
    return Row(url, method, expect, needs or {}, data or {})


def for_the_secretariat(
    url: str,
    method: str,
    answer: Answer,
    *,
    needs: Mapping[str, str] | None = None,
    data: Mapping[str, str | list[str]] | None = None,
) -> Row:
    """Only the secretariat: everybody else is told so before anything is looked up."""
    return for_the_table(url, method, secretariat=answer, member=403, stranger=403, needs=needs, data=data)
