"""A question that measures how well somebody guesses, or that judges people by its words, is found."""

import copy
from collections.abc import Callable

import pytest

from himaya.ops import content_check
from himaya.ops.content_rules.gap import Gap
from himaya.ops.content_rules.marks import mark_gaps
from himaya.ops.content_rules.texts import gaps_of, texts_in
from himaya.ops.content_rules.training import training_gaps
from himaya.training import content
from tests.rooms.training.broken import M1, M7, TRACKS, Break, Doc, item, right, shipped, spoil, wrong

pytestmark = pytest.mark.capability("G2")
__all__ = ["shipped", "spoil"]
# A few of the words; the whole list ships beside the folder that is copied.
JUDGING = ("lied", "يبالغ*", "crédib*")


def everywhere(document: Doc, change: Callable[[Doc], object]) -> None:
    """The same done to every question with one right choice."""
    for question in document["items"]:
        if question["kind"] in content.ONE_RIGHT:
            change(question)


def drop(document: Doc, *names: str) -> None:
    document["items"] = [row for row in document["items"] if row["id"] not in names]


def first(question: Doc) -> None:
    question["choices"].sort(key=lambda one: not one["right"])


def said(question: Doc, key: str, language: str, text: str) -> None:
    question[key][language] = text


FOUND: list[tuple[str, str, Callable[[Doc], object], str, str, str]] = [
    ("five in a form", M1, lambda d: drop(d, "m1-03", "m1-04"), "items", "", "form a has 5 questions of 6"),
    ("none for an objective", M1, lambda d: drop(d, "m1-05", "m1-06"), "o2", "", "has 0 questions of 2"),
    (
        "the longest is right",
        M1,
        lambda d: everywhere(d, lambda q: said(right(q), "text", "en", "so " * 200)),
        "items",
        "en",
        "the longest in 10 of 10",
    ),
    (
        "the shortest is right",
        M1,
        lambda d: everywhere(d, lambda q: said(right(q), "text", "fr", "Oui")),
        "items",
        "fr",
        "the shortest in 10 of 10",
    ),
    ("the first is right", M1, lambda d: everywhere(d, first), "items", "", "in place 1 in 10 of 10"),
    (
        "twice the same",
        M1,
        lambda d: wrong(item(d, "m1-03")).update(text=right(item(d, "m1-03"))["text"]),
        "m1-03",
        "ar",
        "two choices say the same",
    ),
    *(
        (
            f"all of them in {language}",
            M1,
            lambda d, language=language, text=text: said(wrong(item(d, "m1-03")), "text", language, text),
            "m1-03",
            language,
            "takes all of the choices, or none",
        )
        for language, text in (
            ("fr", "Toutes les réponses sont justes."),
            ("ar", "كل ما سبق صحيح."),
            ("en", "None of the above."),
        )
    ),
    *(
        (
            f"a status in the {key} in {language}",
            M7,
            lambda d, key=key, language=language, text=text: said(item(d, "m7-05"), key, language, text),
            "m7-05",
            language,
            "is a status: write the person",
        )
        for key, language, text in (
            ("text", "fr", "La victime attend."),
            ("explanation", "ar", "تنتظر الضحية."),
            ("text", "en", "The victims wait."),
        )
    ),
    (
        "a status in what is right",
        M7,
        lambda d: said(right(item(d, "m7-05")), "text", "en", "The victim is told."),
        "m7-05",
        "en",
        "is a status",
    ),
    (
        "a status in a title",
        M1,
        lambda d: said(d, "title", "fr", "Aider les victimes"),
        "title",
        "fr",
        "is a status",
    ),
    *(
        (
            f"origin in {language}",
            M1,
            lambda d, language=language, text=text: said(item(d, "m1-03"), "text", language, text),
            "m1-03",
            language,
            "no question trains on origin",
        )
        for language, text in (
            ("fr", "À son accent, d’où vient-il ?"),
            ("ar", "من لون البشرة، من أين هو؟"),
            ("en", "By their ethnicity, who is concerned?"),
        )
    ),
    (
        "who is believed",
        M1,
        lambda d: said(item(d, "m1-03"), "explanation", "en", "They lied."),
        "m1-03",
        "en",
        "judges whether somebody is believed",
    ),
    (
        "who is believed, in a why",
        M1,
        lambda d: said(wrong(item(d, "m1-03")), "why", "ar", "قد يبالغ الشخص."),
        "m1-03",
        "ar",
        "judges whether somebody is believed",
    ),
    *(
        (
            f"an objective nobody sees, in {language}",
            M1,
            lambda d, language=language, text=text: said(d["objectives"][0], "text", language, text),
            "o1",
            language,
            "what can be seen",
        )
        for language, text in (
            ("fr", "Comprendre la loi."),
            ("ar", "فهم القانون."),
            ("en", "Understand the law."),
        )
    ),
]


@pytest.mark.parametrize(
    ("file", "how", "row", "language", "gap"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND]
)
def test_what_is_badly_built_is_found(
    spoil: Break, file: str, how: Callable[[Doc], object], row: str, language: str, gap: str
) -> None:
    spoil(file, how)
    found = list(training_gaps(content.load(), JUDGING))
    assert [one for one in found if (one.file, one.row, one.language) == (f"training/{file}", row, language)], found
    assert any(gap in one.gap for one in found)


def test_a_status_may_be_quoted_and_may_stand_where_a_law_gives_it(spoil: Break) -> None:
    spoil(M7, lambda d: said(item(d, "m7-05"), "text", "fr", "Un collègue dit : « la victime attend »."))
    spoil(M1, lambda d: said(item(d, "m1-07"), "text", "fr", "La victime est poursuivie."))
    assert list(training_gaps(content.load(), JUDGING)) == []


def test_what_is_not_to_be_asked_may_be_said_badly(spoil: Break, shipped: dict[str, Doc]) -> None:
    asked = next(row for row in shipped["modules/m5.yaml"]["items"] if row["kind"] == content.NOT_TO_ASK)
    spoil("modules/m5.yaml", lambda d: said(right(item(d, asked["id"])), "text", "en", "Are you a victim?"))
    assert list(training_gaps(content.load(), JUDGING)) == []


def test_a_question_copied_from_another_language_is_found(shipped: dict[str, Doc]) -> None:
    document = copy.deepcopy(shipped[M1])
    item(document, "m1-03")["text"]["en"] = item(document, "m1-03")["text"]["fr"]
    found = [gap for text in texts_in(f"training/{M1}", document) for gap in gaps_of(text)]
    assert [gap.row for gap in found if gap.gap == "copied from fr"] == ["m1-03.text"]


def test_the_mark_of_our_own_rules_is_for_questions_alone(shipped: dict[str, Doc]) -> None:
    document = shipped[M7]
    assert list(mark_gaps(f"training/{M7}", document)) == []
    assert [gap.row for gap in mark_gaps(f"training/{M7}", {**document, "mark": "H"})] == ["file"]
    assert {gap.gap for gap in mark_gaps("returns.yaml", document)} == {"mark is 'H', not one of C, C2, G, ?"}


def test_a_question_and_a_track_owe_their_own_mark(shipped: dict[str, Doc]) -> None:
    for file, name in ((M7, "m7-03"), (TRACKS, "media")):
        document = copy.deepcopy(shipped[file])
        del item(document, name)["mark"]
        assert [(gap.row, gap.gap) for gap in mark_gaps(f"training/{file}", document)] == [
            (name, "mark is missing (C, C2, G or ?)")
        ]


def test_the_content_check_asks_this_room_too(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = Gap("training/modules/m1.yaml", "m1-03", "", "planted")
    monkeypatch.setattr(content_check, "training_gaps", lambda *_: iter([planted]))
    assert content_check.check_content().gaps == (planted,)
