"""content/training/, read strictly and once per process: modules, their questions, and the track of each profession.

A question whose right answer rests on general knowledge, or on what was looked for and not found, is refused here:
what is taught as right was checked (C, C2), or is a rule of this software that says so (H). How questions are built
(enough for two forms, no telltale, words that judge nobody) is looked at by `himaya content check`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from himaya.institutions.content import load_qualifications
from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FOLDER = "training"
TRACKS_FILE = f"{FOLDER}/tracks.yaml"

SINGLE, SORT, ORDER, NOT_TO_ASK, CONSENT, INCIDENT = "single", "sort", "order", "not_to_ask", "consent", "incident"
# One right choice among several: a best answer, what not to ask, the words of a consent, what to do in an incident.
ONE_RIGHT = (SINGLE, NOT_TO_ASK, CONSENT, INCIDENT)
KINDS = (*ONE_RIGHT, SORT, ORDER)
FORMS = FORM_A, FORM_B = "a", "b"

# H is a rule of this software, never a fact about the world: nothing has to be verified, and somebody may change it.
HOUSE = "H"
ITEM_MARKS = ("C", "C2", HOUSE)
HOUSE_SOURCE = re.compile(r"^House rule, (?:do no harm (?P<rule>\d+)\b|platform: )")
HOUSE_RULES = 22

# What every track begins with.
CORE = ("m0", "m1", "m2")
EASIEST, HARDEST = 0.9, 0.3
# Twins stand in parallel forms: neither is much harder than the other.
LIKE = 0.1

_ITEM_ID = re.compile(r"^(m\d)-\d\d$")


@dataclass(frozen=True, slots=True)
class Objective:
    """What somebody can be seen to do after the module."""

    id: str
    text: LocalText


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer, a card to sort (`bin`) or a step. `why`: what speaks against it, or for the place of a step."""

    id: str
    text: LocalText
    right: bool
    bin: str
    why: LocalText | None


@dataclass(frozen=True, slots=True)
class Item:
    """One question, its twin in the other form, and on what its right answer rests."""

    id: str
    objective: str
    kind: str
    form: str
    twin: str
    difficulty: float
    text: LocalText
    bins: Mapping[str, LocalText]
    choices: tuple[Choice, ...]
    explanation: LocalText
    source: str
    mark: str

    @property
    def house(self) -> bool:
        """It asks for a rule of this software, not for a fact."""
        return self.mark == HOUSE

    @property
    def right(self) -> tuple[str, ...]:
        """The ids of the right answer: one choice, or every step in its order, or each card with its bin (card:bin)."""
        if self.kind == ORDER:
            return tuple(choice.id for choice in self.choices)
        if self.kind == SORT:
            return tuple(f"{choice.id}:{choice.bin}" for choice in self.choices)
        return tuple(choice.id for choice in self.choices if choice.right)


@dataclass(frozen=True, slots=True)
class Module:
    """One module: what is learnt, how, for how long, and its bank of questions."""

    id: str
    version: int
    title: LocalText
    hours: int
    prerequisites: tuple[str, ...]
    expires_months: int
    objectives: tuple[Objective, ...]
    method: LocalText
    items: tuple[Item, ...]
    adopted: bool
    # Names of the forms that it teaches to fill in; `first-line-*` is each that begins so.
    teaches: tuple[str, ...]
    source: str
    mark: str

    def form(self, form: str) -> tuple[Item, ...]:
        """The questions of one of the two parallel forms, in their order."""
        return tuple(item for item in self.items if item.form == form)


@dataclass(frozen=True, slots=True)
class Track:
    """The modules of a profession, their hours, and the qualification that the last of them opens, if any."""

    id: str
    title: LocalText
    modules: tuple[str, ...]
    hours: int
    grants: str | None
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Training:
    """All of it, and whether a nation adopted it or it runs as a model."""

    adopted: bool
    modules: Mapping[str, Module]
    tracks: Mapping[str, Track]


def load() -> Training:
    """Read the folder. Raises ContentError."""
    modules: dict[str, Module] = {}
    for path in sorted((content_root() / FOLDER / "modules").glob("*.yaml")):
        top = read_file(path)
        module = _module(top)
        if module.id != path.stem:
            raise top.gap(f"the file of module {module.id} must be {module.id}.yaml")
        modules[module.id] = module
    top = read_file(content_root() / TRACKS_FILE)
    _check_prerequisites(top, modules)
    tracks = {row.text("id"): _track(row, modules) for row in top.rows("tracks")}
    adopted = top.maybe("adoption") is not None and all(module.adopted for module in modules.values())
    return Training(adopted, MappingProxyType(modules), MappingProxyType(tracks))


@lru_cache(maxsize=1)
def training() -> Training:
    """The same, read once."""
    return load()


def _module(top: Row) -> Module:
    objectives = tuple(Objective(row.text("id"), row.local("text")) for row in top.rows("objectives"))
    module = Module(
        id=top.text("id"),
        version=_positive(top, "version"),
        title=top.local("title"),
        hours=_positive(top, "hours"),
        prerequisites=top.words("prerequisites"),
        expires_months=_positive(top, "expires_months"),
        objectives=objectives,
        method=top.local("method"),
        items=tuple(_item(row) for row in top.rows("items")),
        adopted=top.maybe("adoption") is not None,
        teaches=top.words("teaches"),
        source=top.text("source"),
        mark=top.one_of("mark", MARKS),
    )
    _check_items(top, module)
    return module


def _item(row: Row) -> Item:
    kind = row.one_of("kind", KINDS)
    item = Item(
        id=row.text("id"),
        objective=row.text("objective"),
        kind=kind,
        form=row.one_of("form", FORMS),
        twin=row.text("twin"),
        difficulty=_difficulty(row),
        text=row.local("text"),
        bins=MappingProxyType({one.text("id"): one.local("text") for one in row.rows("bins")}),
        choices=tuple(_choice(one, kind, row) for one in row.rows("choices")),
        explanation=row.local("explanation"),
        source=row.text("source"),
        mark=_mark(row),
    )
    _check_answer(row, item)
    return item


def _choice(row: Row, kind: str, item: Row) -> Choice:
    """Why: owed by a wrong answer and by a step; of the right answer and of a card the explanation speaks."""
    right = row.flag("right") if kind in ONE_RIGHT else True
    owed = kind == ORDER or not right
    if owed and row.data.get("why") is None:
        raise item.gap(f"choice {row.text('id')} says no why")
    return Choice(
        id=row.text("id"),
        text=row.local("text"),
        right=right,
        bin=row.text("bin") if kind == SORT else "",
        why=row.maybe_local("why"),
    )


def _mark(row: Row) -> str:
    """C, C2 or H. What is G or "?" may be taught as open, and is never a right answer."""
    mark, source = row.text("mark"), row.text("source")
    if mark not in ITEM_MARKS:
        raise row.gap(f"mark is {mark!r}: a right answer rests on what was checked ({', '.join(ITEM_MARKS)})")
    house = HOUSE_SOURCE.match(source)
    if (mark == HOUSE) != bool(house):
        raise row.gap(f"mark {HOUSE} goes with a source “House rule, do no harm N” or “House rule, platform: …”")
    if house and house["rule"] and not 1 <= int(house["rule"]) <= HOUSE_RULES:
        raise row.gap(f"there is no rule do no harm {house['rule']}")
    return mark


def _difficulty(row: Row) -> float:
    value = row.data.get("difficulty")
    if not isinstance(value, float) or not HARDEST <= value <= EASIEST:
        raise row.gap(f"difficulty is the share expected to answer right, {HARDEST} to {EASIEST}")
    return value


def _positive(row: Row, key: str) -> int:
    value = row.number(key)
    if not value:
        raise row.gap(f"{key} must be 1 or more")
    return value


def _check_answer(row: Row, item: Item) -> None:
    """Exactly one right among three or more; every bin used and every card in one; three steps or more."""
    if len(item.choices) < 3:
        raise row.gap("three choices or more are needed")
    if item.kind in ONE_RIGHT and len(item.right) != 1:
        raise row.gap(f"exactly one choice is right, not {len(item.right)}")
    if item.kind == SORT and (len(item.bins) < 2 or {one.bin for one in item.choices} != set(item.bins)):
        raise row.gap("two bins or more, each with a card, and each card in one of them")
    if item.kind != SORT and item.bins:
        raise row.gap("only cards to sort have bins")


def _check_items(top: Row, module: Module) -> None:
    """Ids of this module, objectives that exist, and twins that look at each other."""
    known = {item.id: item for item in module.items}
    objectives = {one.id for one in module.objectives}
    for item in module.items:
        numbered = _ITEM_ID.match(item.id)
        if numbered is None or numbered[1] != module.id:
            raise top.gap(f"{item.id} is no number of module {module.id} ({module.id}-01, {module.id}-02…)")
        if item.objective not in objectives:
            raise top.gap(f"{item.id} names the objective {item.objective}, which {module.id} does not have")
        twin = known.get(item.twin)
        if twin is None or twin.twin != item.id or twin.form == item.form:
            raise top.gap(f"{item.id} and {item.twin} must name each other and stand in different forms")
        if (twin.objective, twin.kind) != (item.objective, item.kind):
            raise top.gap(f"{item.id} and its twin {item.twin} must have the same objective and kind")
        if abs(twin.difficulty - item.difficulty) > LIKE + 1e-9:
            raise top.gap(f"{item.id} and its twin {item.twin} must be of like difficulty")


def _check_prerequisites(top: Row, modules: Mapping[str, Module]) -> None:
    """Each is there, and no module waits for itself, however long the way round."""
    open_ones = {module.id: set(module.prerequisites) for module in modules.values()}
    for name, wanted in open_ones.items():
        if strange := sorted(wanted - set(modules)):
            raise top.gap(f"{name} asks for {', '.join(strange)}, which is no module")
    while free := {name for name, wanted in open_ones.items() if not wanted}:
        open_ones = {name: wanted - free for name, wanted in open_ones.items() if name not in free}
    if open_ones:
        raise top.gap(f"the prerequisites go round in a circle: {', '.join(sorted(open_ones))}")


def _track(row: Row, modules: Mapping[str, Module]) -> Track:
    """Core first, each module after those it asks for, the hours their sum, what it grants a known qualification."""
    track = Track(
        id=row.text("id"),
        title=row.local("title"),
        modules=row.words("modules"),
        hours=_positive(row, "hours"),
        grants=row.maybe("grants"),
        source=row.text("source"),
        mark=row.one_of("mark", MARKS),
    )
    if strange := sorted(set(track.modules) - set(modules)):
        raise row.gap(f"there is no module {', '.join(strange)}")
    if track.modules[: len(CORE)] != CORE:
        raise row.gap(f"a track begins with {', '.join(CORE)}")
    for place, name in enumerate(track.modules):
        if missing := _missing(modules[name].prerequisites, track.modules[:place]):
            raise row.gap(f"{name} comes after {', '.join(missing)}")
    if track.hours != (whole := sum(modules[name].hours for name in track.modules)):
        raise row.gap(f"hours are {track.hours}, its modules take {whole}")
    if track.grants is not None and track.grants not in load_qualifications():
        raise row.gap(f"there is no qualification {track.grants}")
    return track


def _missing(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    return sorted(set(wanted) - set(there))
