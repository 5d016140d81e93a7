"""Pages work under a strict policy, tell a passer-by nothing, and never trust text."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src").rglob("*.html"))
FILES = [pytest.param(file, id=file.relative_to(ROOT / "src" / "himaya").as_posix()) for file in TEMPLATES]
# The public page may say its name; the neutral page of the quick exit shows the date, as any calendar does.
NEUTRAL_TITLES = {'{% translate "Work" %}', '{% translate "Himaya" %}', "{{ today }}"}
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


@pytest.mark.parametrize("file", FILES)
def test_a_template_has_no_inline_style_or_script(file: Path) -> None:
    text = markup(file)
    assert re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.IGNORECASE) == []
    assert [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag] == []
    assert re.findall(r"hx-on|hx-vals\s*=\s*[\"']js:|hx-trigger\s*=\s*[\"'][^\"']*\[", text) == []


@pytest.mark.parametrize("file", FILES)
def test_a_template_loads_nothing_from_another_host(file: Path) -> None:
    assert re.findall(r"(?:src|href|action|srcset)\s*=\s*[\"'](?:https?:)?//[^\"']*", markup(file)) == []


@pytest.mark.parametrize("file", FILES)
def test_every_posting_form_carries_its_token(file: Path) -> None:
    for form in re.findall(r"<form\b.*?</form>", markup(file), re.DOTALL | re.IGNORECASE):
        if re.search(r"method\s*=\s*[\"']?post", form, re.IGNORECASE):
            assert "{% csrf_token %}" in with_parts(form), form[:120]


@pytest.mark.parametrize("file", FILES)
def test_a_template_escapes_everything(file: Path) -> None:
    assert re.findall(r"\|\s*safe(?:seq)?\b|autoescape\s+off", markup(file)) == []


@pytest.mark.parametrize("file", FILES)
def test_a_title_tells_a_passer_by_nothing(file: Path) -> None:
    titles = re.findall(r"<title>(.*?)</title>", markup(file), re.DOTALL)
    assert {title.strip() for title in titles} <= NEUTRAL_TITLES
    assert "block title" not in markup(file)


def test_the_frame_of_every_page_has_a_way_out_a_language_and_the_word_exercise() -> None:
    frame = (ROOT / "src/himaya/web/templates/base.html").read_text()
    for needed in ("data-quick-exit", 'class="skip"', "{% if exercise %}", 'value="ar" lang="ar"', 'id="main"'):
        assert needed in frame
    assert "{% block title" not in frame
