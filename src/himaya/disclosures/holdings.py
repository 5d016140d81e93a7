"""What is held about a person in one file, part by part, each with a key, its words and where it came from.

Nothing of the file is left out here: what an answer does not give is chosen part by part, with a reason. Every sealed
column about a person is a part, or a test says why it is none (keys, and copies of what is a part already). Codes in
clear by which work is steered are no parts, save what was said to an offer of care. Copies of documents are not: they
are listed, and shown at the desk. Not here, and the paper says so: notes that a desk keeps apart, what another desk is
to do, and the files of other desks.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from himaya.cases import rules_closures, rules_consents, words_closures, words_consents, words_files
from himaya.cases import words as cases_words
from himaya.cases.access import OpenedCase
from himaya.cases.models import CaseFile, Closure, Referral
from himaya.cases.words_packets import language, value_in_words
from himaya.disclosures import (
    holdings_clocks,
    holdings_decisions,
    holdings_enquiries,
    holdings_interviews,
    holdings_later,
    holdings_packets,
    holdings_reasoning,
    holdings_returns,
    holdings_risks,
    holdings_safety,
    states,
    words,
    words_exports,
    words_requests,
)
from himaya.disclosures import states_requests as requests
from himaya.disclosures.held_part import Item, date_of, joined, on, said_day
from himaya.disclosures.holdings_interviews import INTERVIEWS
from himaya.disclosures.holdings_later import ARRIVED, CARERS, CRISIS, LETTERS, MEETINGS, RIGHTS, TASKS
from himaya.disclosures.models import DataExport, DataRequest, ExportedCase, LegalDemand
from himaya.institutions import catalogue
from himaya.instruments.source import from_document
from himaya.kernel import languages
from himaya.persons.actions.people import identity_of
from himaya.plans import access, queries
from himaya.plans import words as words_plans
from himaya.plans.access import LineInWords
from himaya.plans.models import Talk

IDENTITY, CONTACT, ANSWERS, PLAN, AGREED, SHARED, TALK, FILES, ENDING, STATEMENTS = (
    "identity",
    "contact",
    "answers",
    "plan",
    "agreed",
    "shared",
    "talk",
    "files",
    "ending",
    "statements",
)
SECTIONS: dict[str, Promise] = {
    IDENTITY: gettext_lazy("Who you are"),
    CONTACT: gettext_lazy("How you may be reached"),
    ANSWERS: gettext_lazy("What you answered"),
    ARRIVED: gettext_lazy("What came with your file from another desk"),
    PLAN: gettext_lazy("Your first days and your plan"),
    holdings_reasoning.ARGUED: gettext_lazy("What desks wrote about what the law says of it"),
    INTERVIEWS: gettext_lazy("What you told in an interview"),
    holdings_safety.SAFETY: gettext_lazy("Your safety plan"),
    RIGHTS: gettext_lazy("Your rights, and where each stands"),
    holdings_decisions.DECISIONS: gettext_lazy("What a body was asked and decided about you"),
    MEETINGS: gettext_lazy("When several desks spoke about you"),
    TASKS: gettext_lazy("What a desk wrote that it is to do"),
    holdings_risks.RISKS: gettext_lazy("What may threaten you, as desks and you saw it"),
    CARERS: gettext_lazy("Who looks after you"),
    CRISIS: gettext_lazy("When your life was in danger"),
    holdings_returns.RETURNS: gettext_lazy("What was said about going or staying"),
    holdings_clocks.CLOCKS: gettext_lazy("What called for a look at your safety"),
    holdings_clocks.MEASURES: gettext_lazy("What was agreed for your safety"),
    LETTERS: gettext_lazy("Letters that were made for you"),
    holdings_packets.PACKETS: gettext_lazy("What was sent for you to a partner abroad"),
    holdings_enquiries.ENQUIRIES: gettext_lazy("Which other services were asked whether they know you"),
    AGREED: gettext_lazy("What you said about sharing"),
    SHARED: gettext_lazy("To whom something was given"),
    TALK: gettext_lazy("What desks wrote to each other about you"),
    FILES: gettext_lazy("Documents and pictures; ask the desk to see them"),
    ENDING: gettext_lazy("When your file was closed or opened again"),
    STATEMENTS: gettext_lazy("What you asked to be changed, in your words"),
}


def items(opened: OpenedCase) -> list[Item]:
    """Every part of an opened file, in the order of the sections. Opens what belongs to it under the same access."""
    order = list(SECTIONS)
    found = [
        *_identity(opened),
        *_answers(opened),
        *holdings_later.announced(opened),
        *holdings_later.arrived(opened),
        *_planned(opened),
        *holdings_later.care_offered(opened),
        *holdings_interviews.interviews(opened),
        *_form_of_interviews(opened),
        *holdings_safety.reached(opened),
        *holdings_safety.plans(opened),
        *holdings_later.facts(opened),
        *holdings_later.rights(opened),
        *holdings_reasoning.argued(opened),
        *holdings_decisions.decisions(opened),
        *holdings_later.meetings(opened),
        *holdings_later.tasks(opened),
        *holdings_risks.risks(opened),
        *holdings_later.carers(opened),
        *holdings_later.crisis(opened),
        *holdings_returns.returns(opened),
        *holdings_clocks.clocks(opened),
        *holdings_later.letters_made(opened),
        *holdings_packets.packets(opened),
        *holdings_enquiries.enquiries(opened),
        *_agreed(opened),
        *_referred(opened),
        *_demanded(opened),
        *_exported(opened),
        *_files(opened),
        *_ending(opened),
        *_statements(opened),
    ]
    return sorted(found, key=lambda one: order.index(one.section))


def _identity(opened: OpenedCase) -> Iterator[Item]:
    if opened.person is None:
        return
    kept = identity_of(opened.person, opened.access)
    source = on(opened.case.opened_on, opened.case.desk.name)
    for name in requests.NAMES:
        if value := getattr(kept, name):
            yield Item(f"identity:{name}", IDENTITY, str(words_requests.FIELDS[name]), value, source, value)
    for name, label in words_requests.CONTACT.items():
        if value := str(kept.safe_contact.get(name, "")):
            said = str(words_requests.CONTACT_WAYS.get(value, value)) if name == "way" else value
            yield Item(f"contact:{name}", CONTACT, str(label), said, source, value)


def _answers(opened: OpenedCase) -> Iterator[Item]:
    classes = catalogue.data_classes()
    for row in opened.submissions:
        source = on(row.made_on, languages.pick({code: getattr(row.version, f"title_{code}") for code in CODES}))
        given = row.answers or {}
        for name, question, said in in_words(row.version.source, given):
            yield Item(f"answer:{row.number}:{name}", ANSWERS, question, said, source, str(given[name]))
        for name, value in (row.details or {}).items():
            label = classes[name].names.in_language(languages.current()) if name in classes else name
            needs = name == "needs"
            said = value_in_words(name, value) if needs else str(words_requests.VALUES.get(str(value), value))
            yield Item(f"detail:{row.number}:{name}", ANSWERS, label, said, source, str(value))


def _planned(opened: OpenedCase) -> Iterator[Item]:
    """The first days, the goals, who does what with all that a desk said of it, and each time it was gone through."""
    for one in reversed(access.rounds_under(opened.access, opened.case.pk)):
        source = on(date_of(one.row.at), one.row.desk.name)
        said = [f"{words_plans.SHORT[name]} {words_plans.READINGS[code]}" for name, code in one.answers.items()]
        said += [str(words_plans.BANDS[one.since])] if one.since else []
        said += [str(words_plans.NOT_NOW[one.row.not_now])] if one.row.not_now else []
        raw = " ".join((*one.answers.values(), one.since, one.row.not_now))
        yield Item(f"first_days:{one.row.number}", PLAN, _("First days"), " · ".join(said), source, raw)
    actions: dict[int, str] = {}
    for goal in access.goals_under(opened.access, opened.case.pk):
        source = on(goal.row.added_on, opened.case.desk.name)
        yield Item(
            f"goal:{goal.row.number}", PLAN, str(words_plans.PILLARS[goal.row.pillar]), goal.words, source, goal.words
        )
        for line in goal.lines:
            actions[line.row.number] = line.action
            yield from _line(line)
    for talk in queries.talks(opened.case.pk).reverse():
        yield _talk(talk, [actions[number] for number in talk.refused if actions.get(number)])


def _line(line: LineInWords) -> Iterator[Item]:
    row = line.row
    desk, number = f"{row.desk.name} · {row.desk.institution.name}", row.number
    value = joined(line.action, words_plans.STATES[row.state])
    yield Item(f"line:{number}", PLAN, desk, value, said_day(row.due_on), f"{line.action} {row.state}")
    for step, said in line.sentences:
        whose = f"{step.desk.name} · {step.desk.institution.name}"
        yield Item(f"line:{number}:said:{step.number}", TALK, whose, said, said_day(date_of(step.at)), said)


def _talk(talk: Talk, refused: list[str]) -> Item:
    """What the person said when the plan was gone through with them, in which language, and what they said no to."""
    between = "، " if languages.current() == "ar" else ", "
    no_to = _("They said no to: %(lines)s") % {"lines": between.join(refused)} if refused else ""
    value = joined(
        words_plans.ANSWERS[talk.answer], language(talk.language), words_plans.INTERPRETERS[talk.interpreter], no_to
    )
    raw = f"{talk.answer} {talk.language} {talk.interpreter} {talk.refused}"
    return Item(
        f"gone_through:{talk.number}", PLAN, _("Gone through with you"), value, on(talk.on, talk.desk.name), raw
    )


CODES = languages.CODES


def _form_of_interviews(opened: OpenedCase) -> Iterator[Item]:
    for form, draft, given in holdings_interviews.answers(opened):
        source = on(draft.interview.opened_on, draft.interview.desk.name)
        for name, question, said in in_words(draft.version.source if draft.version else {}, given):
            yield Item(f"{form}:{name}", INTERVIEWS, question, said, source, given[name])


def in_words(source: dict[str, Any], answers: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name, question and answer of each question that was answered, in the words of its form."""
    form = from_document(source)
    for row in form.survey:
        code = str(answers.get(row.name, "")) if row.asks else ""
        if code:
            choices = {one.value: languages.pick(one.label) for one in form.choices.get(row.list_name, ())}
            said = " · ".join(choices.get(one, one) for one in (code.split() if choices else [code]))
            yield row.name, languages.pick(row.label), said


def _agreed(opened: OpenedCase) -> Iterator[Item]:
    """What the person said about sharing, to whom and when; what was shared without asking stands with its referral, or
    here where two people decided it."""
    sent = {row.consent_id for row in opened.referrals}
    for row in opened.consents:
        if row.word == rules_consents.WITHOUT and row.pk in sent:
            continue
        last = _("until %(day)s") % {"day": said_day(row.until)} if row.until else ""
        said = (str(words_consents.WORDS[row.word]), _classes(row.data_classes), last)
        source = on(date_of(row.at), row.desk.name)
        value = " · ".join(one for one in said if one)
        yield Item(f"consent:{row.number}", AGREED, row.to_name, value, source, row.word)


def _referred(opened: OpenedCase) -> Iterator[Item]:
    agreed = {row.pk: row for row in opened.consents}
    taken_back = {one.reference: date_of(one.at) for one in opened.timeline if one.action == "withdrawn"}
    for row in opened.referrals:
        consent = agreed.get(row.consent_id)
        what = _classes(consent.data_classes) if consent is not None else ""
        rests = str(cases_words.ROUTES.get(consent.basis, "")) if consent is not None else ""
        taken = taken_back.get(row.reference)
        back = _("agreement taken back on %(day)s") % {"day": said_day(taken)} if taken else ""
        value = " · ".join(part for part in (what, rests, back) if part)
        desk = f"{row.to_desk.name} · {row.to_desk.institution.name}"
        yield Item(f"referral:{row.reference}", SHARED, desk, value, said_day(row.sent_at.date()), str(taken or ""))
    sealed = {row.pk: row for row in Referral.objects.filter(case=opened.case).defer("packet_identity", "packet_story")}
    opened.access.open(*sealed.values())
    for row in opened.referrals:
        for name, label in (
            ("question", _("Question")),
            ("answer", pgettext("to a question", "Answer")),
            ("note", _("Note")),
        ):
            if said := getattr(sealed[row.pk], name):
                source = on(row.sent_at.date(), row.to_desk.name)
                yield Item(f"talk:{row.reference}:{name}", TALK, label, str(said), source, str(said))


def _demanded(opened: OpenedCase) -> Iterator[Item]:
    """What authorities were given, once the person was told of it: before that an order may forbid to say so."""
    sealed = ("who", "asked", "counsel", "answer", "given")
    rows = LegalDemand.objects.defer(*sealed).filter(case=opened.case, given_on__isnull=False, notice=states.TOLD)
    for row in rows.exclude(parts=[]).order_by("given_on", "reference"):
        given = " · ".join(str(words.PARTS[part]) for part in row.parts)
        asker, on = str(words.ASKERS[row.asker]), said_day(row.given_on)
        yield Item(f"demand:{row.reference}", SHARED, asker, given, on, " ".join(row.parts))


def _exported(opened: OpenedCase) -> Iterator[Item]:
    """To whom a file of records went in which the person stands. Who asked for it, and why, is not of them."""
    named = ExportedCase.objects.filter(case=opened.case, export__fetched__gt=0).values("export_id")
    rows = list(DataExport.objects.filter(pk__in=named).select_related("receiver").order_by("fetched_at", "reference"))
    if rows:
        opened.access.open(*rows)
    for row in rows:
        parts = [words_exports.PARTS.get(part, SECTIONS[ANSWERS]) for part in row.parts]
        held = " · ".join(dict.fromkeys(str(part) for part in parts))
        names = (row.receiver.name if row.receiver else "", str(row.who or ""))
        whom = " · ".join(part for part in names if part) or _("Somebody in no list of institutions; ask the desk")
        on = said_day(row.fetched_at.date() if row.fetched_at else None)
        yield Item(f"export:{row.reference}", SHARED, whom, held, on, str(row.fetched))


def _files(opened: OpenedCase) -> Iterator[Item]:
    rows = list(CaseFile.objects.filter(case=opened.case, removed_on__isnull=True).defer("secret").order_by("number"))
    if rows:
        opened.access.open(*rows)
    for row in rows:
        label = str(words_files.KINDS.get(row.kind, row.kind))
        said = str(row.description or "")
        yield Item(f"file:{row.number}", FILES, label, said, said_day(row.added_on), said)


def _ending(opened: OpenedCase) -> Iterator[Item]:
    """Each closing and opening with its reason, and what the desk and the person saw change. Not asked is no part."""
    rows = list(Closure.objects.filter(case=opened.case).select_related("desk").order_by("number"))
    if rows:
        opened.access.open(*rows)
    for row in rows:
        source = on(row.on, row.desk.name)
        label, said = str(words_closures.WORDS[row.word]), words_closures.reason(row.reason)
        yield Item(f"closure:{row.number}", ENDING, label, said, source, row.reason)
        if row.despite:
            label = str(words_closures.DESPITE)
            yield Item(f"closure_despite:{row.number}", ENDING, label, str(row.despite), source, str(row.despite))
        for domain, answer in (row.outcomes or {}).items():
            if answer != rules_closures.NOT_ASKED:
                words_of = str(words_closures.DOMAINS[domain]), str(words_closures.ANSWERS[answer])
                yield Item(f"outcome:{row.number}:{domain}", ENDING, *words_of, source, answer)


def _statements(opened: OpenedCase) -> Iterator[Item]:
    for row in statements(opened):
        said = " · ".join(str(part) for part in (row.wanted_name or row.wanted, row.statement) if part)
        label = str(words_requests.FIELDS[row.field])
        yield Item(f"statement:{row.reference}", STATEMENTS, label, said, said_day(row.decided_on), said)


def statements(opened: OpenedCase, fields: tuple[str, ...] = requests.FIELDS) -> list[DataRequest]:
    """What was not set right in an opened file: the person's own words stand beside it, opened under its access.

    `fields` keeps the name apart from the story, for a page that shows one of them.
    """
    refused = DataRequest.objects.filter(case=opened.case, field__in=fields, reason__in=requests.REFUSE_REASONS)
    rows = list(refused.order_by("decided_on", "reference"))
    if rows:
        opened.access.open(*rows)
    return rows


def _classes(names: list[str]) -> str:
    known = catalogue.data_classes()
    return " · ".join(known[name].names.in_language(languages.current()) for name in names if name in known)
