"""Pages work under a strict policy, tell a passer-by nothing, and never trust text."""

import re
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src").rglob("*.html"))
# The public page may say its name; the neutral page of the quick exit shows the date, as any calendar does.
NEUTRAL_TITLES = {
    '{% translate "Check a letter" %}',
    '{% translate "Work" %}',
    '{% translate "Himaya" %}',
    "{{ today }}",
}
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)


def markup(file: Path) -> str:
    return COMMENT.sub("", file.read_text())


def with_parts(text: str) -> str:
    """The text with the parts it includes by name put in, one level down."""
    by_name = {file.as_posix().split("/templates/", 1)[1]: file for file in TEMPLATES}

    def part(include: re.Match[str]) -> str:
        file = by_name.get(include[1])
        return markup(file) if file else ""

    return re.sub(r"\{% include [\"']([^\"']+)[\"'][^%]*%\}", part, text)


def found_by(rule: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """What a rule objects to, by template."""
    return {file.relative_to(ROOT).as_posix(): found for file in TEMPLATES if (found := rule(markup(file)))}


def test_no_template_has_an_inline_style_or_script() -> None:
    def inline(text: str) -> list[str]:
        found = re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.IGNORECASE)
        found += [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag]
        return found + re.findall(r"hx-on|hx-vals\s*=\s*[\"']js:|hx-trigger\s*=\s*[\"'][^\"']*\[", text)

    assert found_by(inline) == {}


def test_no_template_loads_anything_from_another_host() -> None:
    foreign = re.compile(r"(?:src|href|action|srcset)\s*=\s*[\"'](?:https?:)?//[^\"']*")
    assert found_by(foreign.findall) == {}


def test_every_posting_form_carries_its_token() -> None:
    def bare(text: str) -> list[str]:
        forms = re.findall(r"<form\b.*?</form>", text, re.DOTALL | re.IGNORECASE)
        posting = [form for form in forms if re.search(r"method\s*=\s*[\"']?post", form, re.IGNORECASE)]
        return [form[:120] for form in posting if "{% csrf_token %}" not in with_parts(form)]

    assert found_by(bare) == {}


def test_every_template_escapes_everything() -> None:
    assert found_by(re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off").findall) == {}


def test_no_title_tells_a_passer_by_anything() -> None:
    def telling(text: str) -> list[str]:
        titles = {title.strip() for title in re.findall(r"<title>(.*?)</title>", text, re.DOTALL)}
        return sorted(titles - NEUTRAL_TITLES) + re.findall("block title", text)

    assert found_by(telling) == {}


def test_the_frame_of_every_page_has_a_way_out_a_language_and_the_word_exercise() -> None:
    frame = (ROOT / "src/himaya/web/templates/base.html").read_text()
    for needed in ("data-quick-exit", 'class="skip"', "{% if exercise %}", 'value="ar" lang="ar"', 'id="main"'):
        assert needed in frame
    assert "{% block title" not in frame


def test_no_colon_follows_a_translated_label_and_no_hour_is_written_for_one_language_alone() -> None:
    """French sets its colon apart, and writes 21 h 19: `colon` and `hour` of the words know (domain/style.md).

    Seen red on seven templates, and on "21 h 19 – 21:19" in one line.
    """
    said = re.compile(r"\{% (?:translate|endblocktranslate)[^%]*%\}(?:\{% endif %\})?:(?=[ <])|\|(?:time|date):\"H:i\"")
    assert found_by(said.findall) == {}


def test_no_until_stands_apart_from_its_moment() -> None:
    """“Jusqu’au demain” and “until 11 December, 0 h” for the tenth are what comes of it: `until` writes one phrase."""
    assert found_by(re.compile(r"\{% translate \"until\"[^%]*%\} \{\{ [^}]*\|moment").findall) == {}
