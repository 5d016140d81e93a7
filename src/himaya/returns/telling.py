"""What a line says, as short sentences: for the page, and for whoever asks what is kept about them."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from himaya.institutions.content import load_languages
from himaya.kernel import languages
from himaya.returns import content, rules, states, telling_later, words
from himaya.returns.content import Sentence
from himaya.returns.said import Said


def sentences(rows: dict[str, Sentence], chosen: Collection[str]) -> list[str]:
    """The sentences of these codes, in the order of the file; a code of an earlier file is left out."""
    return [one.words.in_language(languages.current()) for code, one in rows.items() if code in chosen]


def parts(one: Said) -> list[str]:
    """What a line says beside its few words."""
    return [part for part in _parts(one) if part]


def answers(one: Said) -> list[str]:
    """Every answer of a sheet that a line holds, way by way; empty for other lines."""
    if one.kind == states.PARTNER_WEIGHED:
        return _answers(str(one.words.get("way", "")), one.words.get("sheet", {}))
    sheets = one.words.get("sheets", {}) if one.kind == states.WEIGHED else {}
    return [said for way, sheet in sheets.items() for said in _answers(way, sheet)]


def _answers(way: str, sheet: Mapping[str, str]) -> list[str]:
    sentence = _("%(way)s, %(question)s: %(said)s")
    return [
        sentence % {"way": words.WAYS[way], "question": words.QUESTIONS[question], "said": words.ANSWERS[said]}
        for question, said in sheet.items()
    ]


def _parts(one: Said) -> list[str]:
    said, table = one.words, content.words()
    if one.kind == states.TALKED:
        spoken = {row.id: row.names.in_language(languages.current()) for row in load_languages()}
        return [
            *sentences(table.points, said.get("points", ())),
            spoken.get(said.get("language", ""), ""),
            str(words.INTERPRETERS.get(said.get("interpreter", ""), "")),
        ]
    if one.kind == states.ASKED_FEAR:
        answers = said.get("fears", {})
        return [
            f"{row.words.in_language(languages.current())} {words.SAID.get(answers.get(code), '')}"
            for code, row in table.fears.items()
        ]
    if one.kind == states.CHOSE:
        return [str(words.CHOICES.get(said.get("way", ""), "")), said.get("country", "")]
    if one.kind == states.WEIGHED:
        return [str(words.WAYS[way]) for way in rules.WAYS if way in said.get("sheets", {})]
    if one.kind == states.PARTNER_WEIGHED:
        return [said.get("who", ""), said.get("country", "")]
    if one.kind == states.SIGNED:
        return [str(words.SIGNATURES.get(one.code, ""))]
    if one.kind == states.NOT_NOW_SAID:
        why = sentences(table.reasons, said.get("reasons", ()))
        return [*why, *sentences(table.alternatives, said.get("alternatives", ()))]
    if one.kind == states.LEFT_ALONE:
        return [str(words.PLANS.get(said.get("plan", ""), ""))]
    if one.kind == states.SERVICE_CONFIRMED:
        gone = str(words.NO_LONGER) if said.get("no_longer") else ""
        return [*sentences(table.services, (one.code,)), gone, said.get("who", "")]
    if one.kind in telling_later.PARTS:
        return telling_later.PARTS[one.kind](one)
    return [str(words.END_REASONS.get(one.code, ""))]
