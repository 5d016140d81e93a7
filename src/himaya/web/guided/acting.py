"""What the buttons of the path do in the visitor's place, by the verbs of the house and as whoever it stands for."""

from datetime import datetime, time
from uuid import UUID

from himaya.coordination import states
from himaya.coordination.actions import agenda, attendance, clauses, decisions, invitations, tables
from himaya.coordination.actions.decisions import Reserve
from himaya.coordination.models import AgendaItem, Decision, Document, Invitation, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.institutions.models import Delegate
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import unit
from himaya.web.guided import words
from himaya.web.guided.standing import Standing, own_tables, unchecked

FROM, UNTIL = time(8, 0), time(20, 0)


def begin(*, by: Actor) -> RoundTable:
    """End what an earlier attempt left, then plan, convene and open a table of today with both texts on its agenda."""
    with unit(by=by):
        at = Standing.now()
        for older in own_tables().filter(state__in=(*states.BEFORE_SESSION, states.IN_SESSION)):
            _end(older, by)
        table = _planned(at.screening.cycle_id, by)
        items = _only(table, (at.screening, at.reporting), by)
        tables.convene(table_id=table.pk, answer_by=clock.today(), by=by)
        _everybody_comes(table, by)
        chair = Delegate.objects.get(account=by.account_id)
        tables.open(table_id=table.pk, chair_id=chair.pk, by=by)
        for half_day in queries.half_days_of(table):
            attendance.prefill(table_id=table.pk, half_day=half_day, by=by)
        agenda.start(item_id=items[0], by=by)
        return table


def put(name: str, *, by: Actor) -> Decision:
    """Open the point on a text, when it is not, and put the wording of the exercise. Raises NotNow."""
    with unit(by=by):
        at = Standing.now()
        item = at.item(name)
        if item is None:
            raise NotNow(words.page("too_early"), code="guided_no_point")
        if item.state != states.ITEM_OPEN:
            agenda.start(item_id=item.pk, by=by)
        wording = words.text(name).local("wording").as_dict()
        return decisions.put(item_id=item.pk, wording=wording, document_id=item.document_id, by=by)


def check(*, by: Actor) -> None:
    """What stood on the page in three languages was read over."""
    draft = Standing.now().draft("screening")
    with unit(by=by):
        for clause in unchecked(draft) if draft is not None else ():
            for code in languages.CODES:
                if clause.translation[code] == states.TO_CHECK:
                    clauses.check_translation(
                        draft_id=clause.draft_id, uid=clause.uid, language=code, seen=clause.revision, by=by
                    )


def reserve(*, by: Actor) -> None:
    """The institution of the exercise agrees, with its reservation on the clause that it wanted out."""
    row, question = words.text("screening").inner("reservation"), Standing.now().question("screening")
    if question is None:
        raise NotNow(words.page("too_early"), code="guided_no_question")
    decisions.speak(
        decision_id=question.pk,
        institution_id=row.text("institution"),
        stance=states.RESERVE,
        reservation=Reserve(text=row.text("text"), review_on=None, clause=row.text("uid")),
        by=by,
    )


def let_agree(name: str, *, by: Actor) -> None:
    """Everybody who is there and has not spoken agrees, one by one."""
    at = Standing.now()
    question = at.question(name)
    if question is None:
        raise NotNow(words.page("too_early"), code="guided_no_question")
    with unit(by=by):
        for institution_id in at.quiet(question):
            decisions.speak(decision_id=question.pk, institution_id=institution_id, stance=states.AGREE, by=by)


def put_and_agree(name: str, *, by: Actor) -> None:
    """Put the question on a text, unless it is put, and let everybody agree; concluding is left to the chair."""
    with unit(by=by):
        if Standing.now().question(name) is None:
            put(name, by=by)
        let_agree(name, by=by)


def _end(table: RoundTable, by: Actor) -> None:
    reason = words.table().text("ended")
    if table.state in states.BEFORE_SESSION:
        tables.cancel(table_id=table.pk, reason=reason, by=by)
        return
    for question in Decision.objects.filter(table=table, state=states.PUT):
        decisions.withdraw(decision_id=question.pk, reason=reason, by=by)
    tables.close(table_id=table.pk, by=by)


def _planned(cycle_id: UUID, by: Actor) -> RoundTable:
    row, today, zone = words.table(), clock.today(), clock.here()
    return tables.plan(
        cycle_id=cycle_id,
        kind=states.TABLE,
        titles=row.local("titles").as_dict(),
        starts=datetime.combine(today, FROM, zone),
        ends=datetime.combine(today, UNTIL, zone),
        place=row.text("place"),
        link="",
        by=by,
    )


def _only(table: RoundTable, texts: tuple[Document, ...], by: Actor) -> list[UUID]:
    """The two texts and nothing else: what the system proposed besides stays for the next ordinary table."""
    found: dict[UUID, UUID] = {}
    wanted = {one.pk for one in texts}
    for item in AgendaItem.objects.filter(table=table, state=states.ITEM_WAITING).exclude(kind=states.OTHER):
        if item.document_id in wanted and item.document_id not in found:
            found[item.document_id] = item.pk
        else:
            agenda.drop(item_id=item.pk, reason=words.table().text("dropped"), by=by)
    for one in texts:
        if one.pk not in found:
            found[one.pk] = agenda.add(
                table_id=table.pk, kind=states.DOCUMENT, titles={}, minutes=30, document_id=one.pk, by=by
            ).pk
    return [found[one.pk] for one in texts]


def _everybody_comes(table: RoundTable, by: Actor) -> None:
    """By mail, whoever has somebody with a mandate today."""
    asked = list(Invitation.objects.filter(table=table))
    speakers = queries.speakers_on([one.institution_id for one in asked], queries.meeting_day(table))
    for one in asked:
        for delegate in speakers[one.institution_id][:1]:
            invitations.answer(
                invitation_id=one.pk,
                answer=states.PRESENT,
                delegate_id=delegate.pk,
                standing_in="",
                reason="",
                how=states.MAIL,
                received_on=clock.today(),
                seen=one.revision,
                by=by,
            )
