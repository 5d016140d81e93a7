"""The races of decisions, reservations, minutes, letters and their scans."""

from datetime import timedelta

from himaya.coordination import states
from himaya.coordination.actions import decisions, letters, minutes, reservations, scans
from himaya.coordination.models import AgendaItem, Decision, Letter, LetterScan, Minutes, Reservation
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests.races.every_verb import FIRST, Race, Table, both, once, whole, word
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import deciding_at_the_table as deciding
from tests.rooms.coordination import papers_at_hand as hand
from tests.rooms.coordination.test_letters import picture

races = Table()


# --- decisions -------------------------------------------------------------------------------------------------------
def awaiting(confirm_by: str, *agreed: str) -> Decision:
    """A question that these agreed to and that waits for whoever makes it final."""
    decision = deciding.put(deciding.table_with(confirm_by=confirm_by))
    for institution in agreed:
        deciding.say(decision, institution)
    return deciding.conclude(decision, asked=True)


def stands(decision: Decision, state: str) -> bool:
    return Decision.objects.get(pk=decision.pk).state == state


def confirm_position(decision: Decision, institution: str, by: Actor) -> Decision:
    how = states.CLICK if by == at.HEALTH_AUTHORITY else states.LETTER
    return decisions.confirm_position(decision_id=decision.pk, institution_id=institution, how=how, by=by)


@races.of("decisions.confirm", at=at.IN_THE_MORNING)
def a_decision_is_made_final_once() -> Race:
    decision = awaiting(states.COMMISSION, "hospital")

    def holds() -> bool:
        decision.refresh_from_db()
        return decision.state == states.CONFIRMED and whole(decision.confirmed_reference)

    return once(
        lambda by: decisions.confirm(decision_id=decision.pk, on=at.DAY, reference=word(by), by=by),
        "decision.confirmed",
        holds,
    )


@races.of("decisions.confirm_position", at=at.IN_THE_MORNING)
def an_authority_and_its_letter_confirm_once() -> Race:
    decision = awaiting(states.AUTHORITIES, "hospital", "labour")
    return once(
        lambda by: confirm_position(decision, "hospital", by),
        "position.confirmed",
        lambda: stands(decision, states.AWAITING),
        by=(at.HEALTH_AUTHORITY, FIRST),
    )


@races.of("decisions.confirm_position", at=at.IN_THE_MORNING)
def the_last_two_authorities_make_it_final_once() -> Race:
    decision = awaiting(states.AUTHORITIES, "hospital", "labour")
    at.mandate("labour", "authority-labour", states.VALIDATING)
    return both(
        lambda by: confirm_position(decision, "labour" if by == FIRST else "hospital", by),
        "decision.confirmed",
        lambda: stands(decision, states.CONFIRMED),
        by=(at.HEALTH_AUTHORITY, FIRST),
        rows=1,
    )


@races.of("decisions.refuse_confirmation", at=at.IN_THE_MORNING)
def a_confirmation_is_refused_once() -> Race:
    decision = awaiting(states.COMMISSION, "hospital")

    def holds() -> bool:
        item = AgendaItem.objects.get(pk=decision.item_id)
        return stands(decision, states.NOT_CONFIRMED) and item.state == states.ITEM_CARRIED

    return once(
        lambda by: decisions.refuse_confirmation(decision_id=decision.pk, reason=word(by), by=by),
        "decision.not_confirmed",
        holds,
    )


@races.of("reservations.lift", at=hand.WRITING)
def a_reservation_is_lifted_once() -> Race:
    row = Reservation.objects.get(decision__table=hand.held())
    return once(
        lambda by: reservations.lift(reservation_id=row.pk, table_id=None, by=by),
        "reservation.lifted",
        lambda: Reservation.objects.get(pk=row.pk).lifted_on == clock.today(),
        by=(at.LABOUR, FIRST),
    )


# --- minutes ---------------------------------------------------------------------------------------------------------
def untranslated() -> AgendaItem:
    """A point of a table that was held, whose title and last decision are still missing in Arabic."""
    item = Decision.objects.get(table=hand.held()).item
    AgendaItem.objects.filter(pk=item.pk).update(title_ar="")
    Decision.objects.filter(item=item).update(wording_ar="")
    return item


def begun_once(item: AgendaItem) -> bool:
    return Minutes.objects.filter(table=item.table_id).count() == 1


@races.of("minutes.say", at=hand.WRITING)
def what_minutes_say_is_what_one_of_them_wrote() -> Race:
    item = untranslated()

    def holds() -> bool:
        item.refresh_from_db()
        return whole(item.said_fr, item.said_ar) and begun_once(item)

    return both(
        lambda by: minutes.say(item_id=item.pk, said={"fr": word(by), "ar": word(by)}, by=by), "item.said", holds
    )


@races.of("minutes.translate", at=hand.WRITING)
def a_title_is_translated_once_and_not_written_over() -> Race:
    item = untranslated()

    def holds() -> bool:
        item.refresh_from_db()
        return whole(item.title_ar, item.title_en) and begun_once(item)

    return both(
        lambda by: minutes.translate(item_id=item.pk, decision_id=None, texts={"ar": word(by), "en": word(by)}, by=by),
        "item.translated",
        holds,
        rows=1,
    )


@races.of("minutes.write", at=hand.WRITING)
def a_point_of_minutes_is_written_whole() -> Race:
    item = untranslated()
    decision = Decision.objects.get(item=item)

    def holds() -> bool:
        item.refresh_from_db()
        decision.refresh_from_db()
        return whole(item.said_fr, item.said_ar) and whole(item.title_ar, decision.wording_ar)

    return both(
        lambda by: minutes.write(
            item_id=item.pk,
            said={"fr": word(by), "ar": word(by)},
            titles={"ar": word(by)},
            wordings={decision.pk: {"ar": word(by)}},
            by=by,
        ),
        "decision.translated",
        holds,
        rows=1,
    )


# --- letters ---------------------------------------------------------------------------------------------------------
@races.of("letters.draft")
def two_letters_are_drafted() -> Race:
    cycle = at.cycle()
    return both(
        lambda by: letters.draft(
            cycle_id=cycle.pk,
            institution_id="hospital",
            kind="invitation",
            table_id=None,
            through="",
            subjects={"fr": word(by)},
            bodies={"fr": word(by)},
            dated_on=clock.today(),
            by=by,
        ),
        "letter.drafted",
        lambda: all(whole(one.subject_fr, one.body_fr) for one in Letter.objects.all()) and Letter.objects.count() == 2,
    )


@races.of("letters.change")
def a_letter_is_as_one_of_them_wrote_it() -> Race:
    row = hand.letter()

    def holds() -> bool:
        row.refresh_from_db()
        return whole(row.subject_fr, row.subject_ar, row.body_fr, row.body_ar, row.through)

    return both(
        lambda by: letters.change(
            letter_id=row.pk,
            through=word(by),
            subjects={"fr": word(by), "ar": word(by)},
            bodies={"fr": word(by), "ar": word(by)},
            dated_on=clock.today(),
            by=by,
        ),
        "letter.changed",
        holds,
    )


@races.of("letters.drop")
def a_draft_is_thrown_away_once() -> Race:
    row = hand.letter()
    return once(lambda by: letters.drop(letter_id=row.pk, by=by), "letter.dropped", lambda: not Letter.objects.exists())


@races.of("letters.clear")
def the_visa_and_its_day_are_of_one_of_them() -> Race:
    row = hand.letter()

    def day(by: Actor) -> timedelta:
        return timedelta(days=1 if by == FIRST else 2)

    def holds() -> bool:
        row.refresh_from_db()
        days = 1 if row.visa == word(FIRST) else 2
        return whole(row.visa) and row.visa_on == clock.today() - timedelta(days=days)

    return both(
        lambda by: letters.clear(letter_id=row.pk, visa=word(by), on=clock.today() - day(by), by=by),
        "letter.cleared",
        holds,
    )


@races.of("letters.acknowledge")
def a_letter_is_acknowledged_once() -> Race:
    today = clock.today()
    row = hand.letter(number="9", state=states.SENT, sent_on=today - timedelta(days=4))
    return once(
        lambda by: letters.acknowledge(letter_id=row.pk, on=today - timedelta(days=1 if by == FIRST else 2), by=by),
        "letter.received",
        lambda: Letter.objects.get(pk=row.pk).state == states.RECEIVED,
    )


@races.of("letters.receive")
def two_letters_come_in_each_with_its_scan() -> Race:
    cycle = at.cycle()
    return both(
        lambda by: letters.receive(
            cycle_id=cycle.pk,
            institution_id="justice",
            kind="designation",
            number="44" if by == FIRST else "45",
            dated_on=clock.today(),
            received_on=clock.today(),
            subjects={"fr": word(by)},
            answers_id=None,
            scan=picture(),
            by=by,
        ),
        "letter.came_in",
        lambda: LetterScan.objects.filter(letter__number__in=("44", "45")).count() == 2,
    )


@races.of("scans.remove")
def a_scan_is_destroyed_once() -> Race:
    row = hand.letter(number="9", state=states.SENT)
    scans.add(letter_id=row.pk, data=picture(), by=FIRST)
    return once(
        lambda by: scans.remove(letter_id=row.pk, by=by), "scan.removed", lambda: not LetterScan.objects.exists()
    )
