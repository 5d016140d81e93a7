"""A letter is made, lies somewhere, is taken back; what a machine reads of it, and what a desk that checks is told."""

import importlib
import re
import subprocess
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from himaya.attestations import access, checking, making, note, paper, phrases, queries, rules
from himaya.attestations.actions import letters
from himaya.attestations.making import Made
from himaya.attestations.models import Attestation
from himaya.cases.actions import closures
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Referral, Tally
from himaya.institutions.models import Desk
from himaya.kernel import belongings, clock, keys, still_open
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.signed_note import PublicKey
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.attestations import lettered
from tests.rooms.attestations.lettered import PHRASE

DATABASE = "django.core.cache.backends.db.DatabaseCache"
pytestmark = pytest.mark.capability("C5")
BY = cast.INSPECTOR


@pytest.fixture(autouse=True)
def _no_tries() -> None:
    cache.clear()


@pytest.fixture(name="case")
def _case(the_cast: None) -> Case:
    return lettered.case()


def ours() -> list[PublicKey]:
    return [note.public_key()]


def test_the_signed_text_says_codes_and_days_and_neither_name_nor_file_nor_whose_software(case: Case) -> None:
    one, _pk = lettered.issued(case.pk)
    said = note.read(one.note, ours())
    assert said == one.letter
    for telling in ("himaya", "Zahra", case.reference, str(case.pk), "labour", PHRASE, "oiseaux", "traffick", "victim"):
        assert telling.lower() not in one.note.lower()
    assert one.letter.number.replace("-", "") not in case.reference
    named = lettered.made(bearer="Zahra  C.")
    assert "\nbearer Zahra C.\n" in named.note


@pytest.mark.parametrize(
    ("old", "new"),
    [("valid-until 2026", "valid-until 2036"), ("accompanied", "care"), ("issued 2026", "issued 2025"), ("— ", "- ")],
)
def test_a_letter_that_was_altered_or_signed_elsewhere_does_not_fit(case: Case, old: str, new: str) -> None:
    one, _pk = lettered.issued(case.pk)
    assert note.checked(one.note, PHRASE, ours(), clock.today()) == (note.VALID, one.letter)
    assert note.checked(one.note.replace(old, new, 1), PHRASE, ours(), clock.today()) == (note.NOT_FITTING, None)
    other = PublicKey(note.public_key().name, b"\x01" * 32)
    assert note.checked(one.note, PHRASE, [other], clock.today()) == (note.NOT_FITTING, None)


def test_by_signature_alone_a_wrong_phrase_and_a_strange_text_answer_alike_and_time_is_told(case: Case) -> None:
    one, pk = lettered.issued(case.pk)
    today = clock.today()
    for text, phrase in ((one.note, "quatre chats gris"), ("nothing", PHRASE), ("", ""), ("a\n\nb", PHRASE)):
        assert note.checked(text, phrase, ours(), today) == (note.NOT_FITTING, None)
    assert note.checked(one.note, "trois oiseaux BLEUS, et un puits!", ours(), today)[0] == note.VALID
    assert note.checked(one.note, PHRASE, ours(), today + timedelta(days=31)) == (note.OVER, one.letter)
    letters.take_back(case_id=case.pk, letter_id=pk, reason="lost", by=BY)
    assert note.checked(one.note, PHRASE, ours(), today)[0] == note.VALID, "a signature alone cannot know"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"risk": {}}, "risk"),
        ({"risk": {**lettered.SAFE, "harm": "maybe"}}, "risk"),
        ({"kept": "hidden"}, "kept"),
        ({"kept": rules.AT_DESK}, "kept_at"),
        ({"kept": rules.CARRIED, "kept_at": "shelter"}, "kept_at"),
        ({"kept": rules.AT_DESK, "kept_at": "no-desk"}, "kept_at"),
        ({"risk": {**lettered.SAFE, "harm": rules.YES}}, "heard"),
        ({"text": "status"}, "text"),
        ({"languages": "es"}, "languages"),
        ({"days": 3650}, "days"),
        ({"bearer": "a" * 61}, "bearer"),
        ({"bearer": "Zahra\nissued 2020-01-01"}, "bearer"),
    ],
)
def test_a_wish_that_cannot_be_taken_names_its_field(case: Case, changes: dict[str, object], code: str) -> None:
    with refused(NotValid, code):
        lettered.made(**changes)
    assert Attestation.objects.count() == 0


def test_it_may_be_carried_against_the_advice_once_that_was_heard(case: Case) -> None:
    risky = {**lettered.SAFE, "harm": rules.YES}
    lettered.issued(case.pk, risk=risky, heard=True)
    with pytest.raises(NotValid, match="phrase"):
        lettered.made("court")


@pytest.mark.parametrize("desk", ["consulate", "police-north", "technical", "secretariat", "oversight", "court"])
def test_no_consulate_no_police_no_court_and_nobody_who_meets_no_bearer_keeps_a_letter(case: Case, desk: str) -> None:
    cast.consulate()
    Desk.objects.filter(pk="hostel").update(kind="judiciary")
    with refused(NotValid, "kept_at"):
        lettered.made(kept=rules.AT_DESK, kept_at={"court": "hostel"}.get(desk, desk))


def test_neither_phrase_nor_number_nor_name_stands_in_the_store_outside_what_is_sealed(case: Case) -> None:
    one, pk = lettered.issued(case.pk, bearer="Zahra Canary")
    row = Attestation.objects.filter(pk=pk).values("mark", "text", "languages", "kept", "reason").get()
    assert not {one.letter.number, PHRASE, "Zahra Canary"} & {str(value) for value in row.values()}
    assert row["mark"] != one.letter.verifier
    with access.open_letters(BY, case.pk) as opened:
        assert [found.number for found in opened.letters] == [one.letter.number]


def test_a_desk_is_told_valid_taken_back_over_or_not_fitting_and_nothing_else(case: Case) -> None:
    one, pk = lettered.issued(case.pk)
    number, until = one.letter.number, one.letter.valid_until
    assert checking.check(cast.OFFICER, number, PHRASE) == checking.Answer(checking.VALID, until)
    assert checking.check(cast.NURSE, number.lower().replace("-", " "), PHRASE).said == checking.VALID
    assert checking.check(cast.NURSE, one.note, PHRASE).said == checking.VALID
    none = checking.Answer(checking.NOT_FITTING)
    for shown, phrase in (
        (number, "quatre chats gris"), ("K7MR-2QXD-9FGH", PHRASE), ("", PHRASE), (case.reference, PHRASE),
        (one.note.replace("2026-12", "2027-12"), PHRASE), (one.note, ""),
    ):  # fmt: skip
        assert checking.check(cast.NURSE, shown, phrase) == none
    with clock.stopped(factories.TUESDAY + timedelta(days=31)):
        assert checking.check(cast.NURSE, number, PHRASE) == checking.Answer(checking.OVER, until)
    letters.take_back(case_id=case.pk, letter_id=pk, reason="feared", by=BY)
    assert checking.check(cast.NURSE, number, PHRASE) == checking.Answer(checking.TAKEN_BACK, clock.today())


def test_a_desk_sees_the_signed_name_and_is_told_when_none_was_checked(case: Case) -> None:
    """Seen red with the number alone looked up: another name printed over a letter passed at a desk."""
    one, _pk = lettered.issued(case.pk, bearer="Zahra  C.")
    by_text, by_number = (checking.check(cast.NURSE, shown, PHRASE) for shown in (one.note, one.letter.number))
    assert (by_text.said, by_text.read, by_text.bearer) == (checking.VALID, True, "Zahra C.")
    assert (by_number.said, by_number.read, by_number.bearer) == (checking.VALID, False, "")
    bare, _pk = lettered.issued(case.pk, "un autre jardin vert")
    assert checking.check(cast.NURSE, bare.note, "un autre jardin vert").bearer == ""


def test_a_try_is_counted_before_anything_is_derived(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with the count after the derivation: tries at once were all tried."""
    seen: list[int] = []

    def derived(*_: object) -> bytes:
        seen.append(sum(cache.get(place) is not None for place in checking.places(BY.account_id or UUID(int=0))))
        return b""

    monkeypatch.setattr(phrases, "slow", derived)
    for _ in range(checking.TRIES + 3):
        checking.check(BY, "K7MR-2QXD-9FGH", PHRASE)
    assert seen == list(range(1, checking.TRIES + 1))


def test_a_check_writes_nothing_anywhere_and_opens_nothing(case: Case) -> None:
    """Seen red with a line of the audit in `check`: whoever reads the audit would know where the letter was shown."""
    one, _pk = lettered.issued(case.pk)
    before = everything()
    for phrase in (PHRASE, "quatre chats gris"):
        checking.check(cast.OFFICER, one.letter.number, phrase)
    assert everything() == before


def everything() -> tuple[int, int, int, list[tuple[object, ...]]]:
    counts = AuditEvent.objects.count(), OutboxMessage.objects.count(), Tally.objects.count()
    return *counts, list(Attestation.objects.values_list("pk", "kept", "taken_back_on"))


def test_who_guesses_is_stopped_for_an_hour_also_with_the_right_phrase_and_others_are_not(case: Case) -> None:
    one, _pk = lettered.issued(case.pk)
    for _ in range(checking.TRIES):
        assert checking.check(cast.OFFICER, one.letter.number, "quatre chats gris").said == checking.NOT_FITTING
    assert checking.check(cast.OFFICER, one.letter.number, PHRASE) == checking.Answer(checking.TOO_OFTEN)
    assert checking.check(cast.NURSE, one.letter.number, PHRASE).said == checking.VALID
    with clock.stopped(factories.TUESDAY + timedelta(minutes=61)):
        assert checking.check(cast.OFFICER, one.letter.number, PHRASE).said == checking.VALID


def test_tries_are_counted_for_all_processes_and_lead_back_to_no_account(case: Case, settings: Any) -> None:
    """Seen red with a count in the memory of a process: another process, as after a restart, counted from nought."""
    settings.CACHES = {"default": {"BACKEND": DATABASE, "LOCATION": "cache_entry"}}
    call_command("createcachetable", "cache_entry", verbosity=0)
    one, _pk = lettered.issued(case.pk)
    for _ in range(checking.TRIES):
        checking.check(cast.OFFICER, one.letter.number, "quatre chats gris")
    again = importlib.reload(checking)
    assert again.check(cast.OFFICER, one.letter.number, PHRASE).said == checking.TOO_OFTEN
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache_entry")
        kept = str(cursor.fetchall())
    assert kept.count("attestation-try-") == checking.TRIES
    for telling in (str(cast.OFFICER.account_id), one.letter.number, "officer", "police"):
        assert telling not in kept
    checking.check(cast.NURSE, one.letter.number, PHRASE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache_entry WHERE cache_key LIKE '%attestation-try-%'")
        assert cursor.fetchone() == (checking.TRIES,), "a check that fitted leaves nothing"


@pytest.mark.parametrize("who", [cast.OPERATOR, cast.AUDITOR, cast.SECRETARY])
def test_who_meets_no_bearer_checks_no_letter_and_makes_none(case: Case, who: object) -> None:
    with pytest.raises(NotPermitted):
        checking.check(who, "K7MR-2QXD-9FGH", PHRASE)  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        letters.refuse(case_id=case.pk, by=who)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", [cast.SHELTER, cast.OFFICER, cast.INSPECTOR_SOUTH])
def test_another_desk_finds_no_letter_of_the_case(case: Case, who: object) -> None:
    _one, pk = lettered.issued(case.pk)
    with pytest.raises(NotFound), access.open_letters(who, case.pk):  # type: ignore[arg-type]
        pass
    for deed in (
        lambda: letters.take_back(case_id=case.pk, letter_id=pk, reason="lost", by=who),  # type: ignore[arg-type]
        lambda: letters.take_back_all(case_id=case.pk, by=who),  # type: ignore[arg-type]
        lambda: letters.refuse(case_id=case.pk, by=who),  # type: ignore[arg-type]
        lambda: letters.issue(case_id=case.pk, made=lettered.made(), by=who),  # type: ignore[arg-type]
        lambda: letters.move(case_id=case.pk, letter_id=pk, kept="carried", kept_at="", by=who),  # type: ignore[arg-type]
    ):
        with pytest.raises(NotFound):
            deed()
    assert queries.standing(case.pk).count() == 1


def test_a_refusal_leaves_a_count_and_nothing_of_the_person(case: Case) -> None:
    """Seen red with a line of the audit about the desk: the reading of the file stands beside it, by the same hand."""
    before = AuditEvent.objects.count(), OutboxMessage.objects.count()
    letters.refuse(case_id=case.pk, by=BY)
    assert (AuditEvent.objects.count(), OutboxMessage.objects.count()) == before
    assert Tally.objects.get(kind=letters.NOT_WANTED).count == 1
    assert Attestation.objects.count() == 0


def test_no_letter_is_made_in_a_real_nation_before_its_legal_set_up(case: Case, settings: Any) -> None:
    """Seen red without the gate of real identities."""
    made = lettered.made()
    settings.DEMO = False
    with refused(NotNow, "legal_setup_missing"):
        letters.issue(case_id=case.pk, made=made, by=BY)


def test_a_letter_taken_back_stays_so_whoever_asks_the_store(case: Case) -> None:
    _one, pk = lettered.issued(case.pk)
    letters.take_back(case_id=case.pk, letter_id=pk, reason="lost", by=BY)
    with pytest.raises(NotNow):
        letters.take_back(case_id=case.pk, letter_id=pk, reason="lost", by=BY)
    with pytest.raises(NotNow):
        letters.move(case_id=case.pk, letter_id=pk, kept="with_lawyer", kept_at="", by=BY)
    for change in ({"taken_back_on": None, "reason": ""}, {"kept": "with_lawyer"}, {"valid_until": clock.today()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Attestation.objects.filter(pk=pk).update(**change)
    with pytest.raises(NotValid):
        letters.take_back(case_id=case.pk, letter_id=pk, reason="whim", by=BY)


def test_what_a_letter_says_cannot_be_changed_in_the_store(case: Case) -> None:
    _one, pk = lettered.issued(case.pk)
    for change in ({"valid_until": clock.today()}, {"mark": "0" * 64}, {"text": "care"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Attestation.objects.filter(pk=pk).update(**change)


def test_it_can_be_left_elsewhere_and_all_can_be_taken_back_at_once(case: Case) -> None:
    _one, pk = lettered.issued(case.pk)
    lettered.issued(case.pk, "un autre jardin vert")
    letters.move(case_id=case.pk, letter_id=pk, kept=rules.AT_DESK, kept_at="lawyers", by=BY)
    assert Attestation.objects.get(pk=pk).kept_at_id == "lawyers"
    letters.take_back_all(case_id=case.pk, by=BY)
    assert queries.standing(case.pk).count() == 0
    with pytest.raises(NotNow):
        letters.take_back_all(case_id=case.pk, by=BY)


def test_another_letter_takes_the_place_of_one_that_was_lost(case: Case) -> None:
    one, pk = lettered.issued(case.pk)
    new = lettered.made("un autre jardin vert")
    letters.issue(case_id=case.pk, made=new, replaces=pk, by=BY)
    assert Attestation.objects.get(pk=pk).reason == rules.REPLACED
    assert checking.check(BY, one.letter.number, PHRASE).said == checking.TAKEN_BACK
    assert checking.check(BY, new.letter.number, "un autre jardin vert").said == checking.VALID
    with pytest.raises(NotNow):
        letters.issue(case_id=case.pk, made=lettered.made(), replaces=pk, by=BY)
    with pytest.raises(NotFound):
        letters.issue(case_id=case.pk, made=lettered.made(), replaces=uuid4(), by=BY)


def test_on_a_closed_file_none_is_made_and_those_that_stand_are_named_and_can_be_taken_back(case: Case) -> None:
    _one, pk = lettered.issued(case.pk)
    assert [(found.still.code, found.count) for found in still_open.of_case(case.pk) if found.still.code == "letters"] \
        == [("letters", 1)]  # fmt: skip
    close(case.pk)
    with pytest.raises(NotNow):
        letters.issue(case_id=case.pk, made=lettered.made(), by=BY)
    letters.take_back(case_id=case.pk, letter_id=pk, reason="her_wish", by=BY)


def close(case_id: UUID) -> None:
    running = list(Referral.objects.filter(case=case_id).values_list("pk", flat=True))
    closures.close(case_id=case_id, ending=Ending("goals_reached", {}, left_running=running, knowing=True), by=BY)


def test_a_letter_of_yesterday_is_not_written_down_later(case: Case) -> None:
    one = lettered.made()
    with clock.stopped(factories.TUESDAY + timedelta(days=3)), pytest.raises(NotValid):
        letters.issue(case_id=case.pk, made=one, by=BY)


@pytest.mark.parametrize("scope", ["identity", "all"])
def test_an_erasure_takes_the_letters_and_what_is_still_shown_fits_nothing_here(case: Case, scope: str) -> None:
    one, _pk = lettered.issued(case.pk)
    declared = [found for found in belongings.of_persons() if found.model is Attestation]
    assert [found.erase(case.person_id, scope=scope) for found in declared] == [1]
    assert checking.check(BY, one.letter.number, PHRASE).said == checking.NOT_FITTING


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.parametrize(
    ("mode", "words"), [("fr", "Attestation"), ("ar", "شهادة"), ("both", "شهادة"), ("en", "Certi")]
)
def test_the_paper_is_one_page_with_the_signed_text_and_no_telling_word(mode: str, words: str, settings: Any) -> None:
    settings.HIMAYA_PUBLIC_ADDRESS = "https://papers.example/public"
    one = lettered.made(languages=mode, bearer="Nadia B.")
    body = paper.make(one, "+212 5 00 00 00 00")
    assert body.startswith(b"%PDF")
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True)
    text = told.stdout.decode()
    assert text.count("\f") == 1, "one page"
    assert one.letter.number in text
    assert "attestation " in text
    assert not re.search(r"\b[0-9a-f]{16}\b", text), "no word that a search would find on a page of this site"
    language = mode if mode != "both" else "fr"
    assert f"https://papers.example/public/{language}/attestations/" in "".join(text.split())
    for telling in ("traite", "victim", "himaya", "labour", "police", "ضحية", "الاتجار", "حماية"):
        assert telling not in text.lower()
    info = subprocess.run(["pdfinfo", "-"], input=body, capture_output=True, check=True).stdout.decode().lower()
    assert "himaya" not in info


def test_no_model_text_promises_what_somebody_else_decides() -> None:
    said = [one.in_language(code) for text in making.catalogue().texts.values() for one in text.paragraphs
            for code in ("fr", "ar", "en")]  # fmt: skip
    assert not [one for one in said if any(word in one for word in ("justifi", "مبرر"))]


def test_every_model_text_is_made_in_every_language(case: Case) -> None:
    for text in making.catalogue().texts:
        for mode in rules.LANGUAGES:
            sheet = paper.sheet(lettered.made(text=text, languages=mode))
            assert all(line.fr and line.ar and line.en for line in (*sheet.lines, *sheet.small))
            assert paper.model("attestations")[0] in sheet.small


def test_the_paper_leads_nowhere_unless_an_address_for_letters_is_named(case: Case, settings: Any) -> None:
    settings.HIMAYA_ADDRESS = "https://desk.example"
    for mode in rules.LANGUAGES:
        assert not re.search(r"http|://|desk\.example|/public", everywhere(lettered.made(languages=mode)))
    settings.HIMAYA_PUBLIC_ADDRESS = "https://papers.example/public"
    said = everywhere(lettered.made(languages="both"))
    assert "https://papers.example/public/ar/attestations/" in said
    assert "desk.example" not in said


def everywhere(made: Made) -> str:
    return str(paper.sheet(made))


def test_the_mark_follows_from_a_key_that_is_not_in_the_store(case: Case) -> None:
    one = lettered.made()
    assert one.mark not in one.note
    assert keys.ring().index_root()
