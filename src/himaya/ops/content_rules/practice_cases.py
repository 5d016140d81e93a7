"""Practice cases: desks and accounts that the demo nation has, objectives that the curriculum has, words that judge
nobody."""

from collections.abc import Iterator, Mapping, Sequence

from himaya.institutions import content
from himaya.institutions.content_rows import LocalText
from himaya.ops.content_rules.gap import Gap
from himaya.ops.content_rules.training import pattern, worded
from himaya.training.content import Training
from himaya.training.practice_cases import FOLDER, MODULE, NATION, PracticeCase

FEWEST, MOST = 5, 7
# Of the two hours of M7 the beginning, a pause and the end take the rest.
MINUTES = 105


def practice_case_gaps(
    cases: Mapping[str, PracticeCase], pack: content.Pack, known: Training, judging: Sequence[str]
) -> Iterator[Gap]:
    """Every gap of every case. `judging`: words by which somebody is judged to be believed or not."""
    if not FEWEST <= len(cases) <= MOST:
        yield Gap(FOLDER, "file", "", f"there are {len(cases)} practice cases: two hours hold {FEWEST} to {MOST}")
    if (whole := sum(one.minutes for one in cases.values())) > MINUTES:
        yield Gap(FOLDER, "file", "", f"the cases take {whole} minutes together: {MINUTES} at most")
    objectives = {f"{module.id}.{one.id}" for module in known.modules.values() for one in module.objectives}
    practised = {name for case in cases.values() for name in case.objectives}
    for name in sorted(one for one in objectives - practised if one.startswith(f"{MODULE}.")):
        yield Gap(FOLDER, "file", "", f"no case practises {name}: name it in the objectives of one")
    words = pattern(judging)
    for case in cases.values():
        file = f"{FOLDER}/{case.id}.yaml"
        for name in case.objectives:
            if name not in objectives:
                yield Gap(file, "objectives", "", f"there is no objective {name}: write module.objective, as m7.o1")
        yield from _seats(file, case, pack)
        for row, text in _texts(case):
            yield from worded(file, row, text, words)


def _seats(file: str, case: PracticeCase, pack: content.Pack) -> Iterator[Gap]:
    """Who sits where, as the pack of the demo nation says it."""
    desks = {one.id for one in pack.desks}
    accounts = {one.username: one.desk for one in pack.accounts}
    for seat in case.seats:
        if seat.desk not in desks:
            yield Gap(file, seat.username, "", f"the nation {NATION} has no desk {seat.desk}: see its desks.yaml")
        if seat.username not in accounts:
            gap = f"the nation {NATION} has no account {seat.username}: see its accounts.yaml"
            yield Gap(file, seat.username, "", gap)
        elif accounts[seat.username] != seat.desk:
            gap = f"{seat.username} sits at {accounts[seat.username]}, not at {seat.desk}: write its own desk"
            yield Gap(file, seat.username, "", gap)


def _texts(case: PracticeCase) -> Iterator[tuple[str, LocalText]]:
    yield from (("title", case.title), ("told", case.told))
    yield from ((one.id, one.text) for one in (*case.steps, *case.facts))
    yield from (("talk", one) for one in case.talk)
