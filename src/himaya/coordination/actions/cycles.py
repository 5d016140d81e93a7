"""The verbs of a cycle: opened with its rules and themes, its rules changed until a table is convened, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import known, locks, no_case, policy, rules, rules_cycle, states, texts, words_tables
from himaya.coordination.actions import seats
from himaya.coordination.models import Cycle, RoundTable, Theme
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit

Titles = Mapping[str, str]


def open(
    *,
    titles: Titles,
    organiser_id: str,
    funder_id: str | None,
    legal_basis: str,
    rules: Mapping[str, object],
    themes: Sequence[tuple[str, Titles]],
    by: Actor,
    seated: Sequence[tuple[str, str | None]] = (),
) -> Cycle:
    """Open a cycle. Rules that are not given have their defaults.

    `seated`: the first seats as kind and institution, None for one that is reserved. Raises NotValid, NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        kept = _rules(rules)
        organiser = known.institution(organiser_id)
        funder = known.institution(funder_id) if funder_id else None
        cycle = Cycle.objects.create(
            organiser=organiser,
            funder=funder,
            legal_basis=texts.sentence(legal_basis, needed=False),
            legal_basis_mark="?" if legal_basis.strip() else "",
            rules=kept,
            state=states.OPEN,
            opened_on=clock.today(),
            **no_case.titles(titles),
        )
        _add_themes(cycle, themes)
        u.log("cycle.opened", object_type="cycle", object_id=cycle.pk)
        for kind, institution_id in seated:
            seats.give(cycle_id=cycle.pk, kind=kind, institution_id=institution_id, valid_from=clock.today(), by=by)
        return cycle


def change_rules(*, cycle_id: UUID, rules: Mapping[str, object], by: Actor) -> Cycle:
    """Change the rules, until the first table of the cycle is convened. Raises NotNow, NotValid, NotPermitted."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle = _open_cycle(by, cycle_id)
        if RoundTable.objects.filter(cycle=cycle).exclude(state__in=(states.PLANNED, states.RECORDED)).exists():
            raise NotNow(
                _(
                    "A table of this cycle has been convened under its rules, so they stay. "
                    "Close the cycle and open another to change them."
                ),
                code="rules_in_use",
            )
        cycle.rules = _rules({**cycle.rules, **rules})
        cycle.save(update_fields=["rules"])
        u.log("cycle.rules_changed", object_type="cycle", object_id=cycle.pk)
        return cycle


def close(*, cycle_id: UUID, by: Actor) -> None:
    """Close a cycle whose tables are all over. Raises NotNow, NotPermitted."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle = _open_cycle(by, cycle_id)
        waiting = (states.PLANNED, states.INVITED, states.IN_SESSION)
        unfinished = RoundTable.objects.filter(cycle=cycle, state__in=waiting).order_by("number").first()
        if unfinished is not None:
            sentence = _("Round table %(number)s is not over yet. Hold it or cancel it, then close the cycle.")
            raise NotNow(str(sentence) % {"number": unfinished.number}, code="table_not_over")
        cycle.state, cycle.closed_on = states.CLOSED, clock.today()
        cycle.save(update_fields=["state", "closed_on"])
        u.log("cycle.closed", object_type="cycle", object_id=cycle.pk)


def _open_cycle(by: Actor, cycle_id: UUID) -> Cycle:
    cycle = locks.lock_cycle(by, cycle_id)
    if cycle.state != states.OPEN or cycle.recorded:
        raise NotNow(words_tables.CYCLE_CLOSED, code="cycle_closed")
    return cycle


def _rules(data: Mapping[str, object]) -> dict[str, object]:
    if rules_cycle.unknown(data):
        raise NotValid(_("These rules name something that is no rule of a cycle."), code="rule_unknown")
    for name in rules_cycle.wrong(data):
        raise NotValid(words_tables.WRONG_RULES[name], code=f"rule_{name}")
    return asdict(rules.rules_of(data))


def _add_themes(cycle: Cycle, themes: Sequence[tuple[str, Titles]]) -> None:
    for code, titles in themes:
        tidy = code.strip()
        if not tidy or len(tidy) > 16 or Theme.objects.filter(cycle=cycle, code=tidy).exists():
            raise NotValid(_("Give each theme a short code of its own, such as T1."), code="theme_code")
        Theme.objects.create(cycle=cycle, code=tidy, **no_case.titles(titles))
