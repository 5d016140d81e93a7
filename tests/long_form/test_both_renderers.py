"""For the same answers the long form sends what the plain pages send, over every shipped instrument.

Random answers, right and wrong, from tests/oracles/answers.py; what the device fills in itself is left out.
"""

import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from himaya.instruments import render
from himaya.instruments.compiled import Compiled
from himaya.instruments.program import program
from tests.long_form import hands, site
from tests.oracles.answers import answer

pytestmark = [pytest.mark.browser, pytest.mark.capability("C3")]
SHIPPED = sorted(Path(site.places.ROOT / "content" / "instruments").rglob("*.yaml"))
NAMES = [file.stem for file in SHIPPED if "\ninstrument:" in "\n" + file.read_text("utf-8")]
ROUNDS = 6
# The form mounted by hand, one after the other, as its page would; the answers put in where somebody would put them.
FILL = """async ({ language, rounds }) => {
  const root = document.querySelector("[data-long-form]"), sent = [];
  for (const answers of rounds) {
    const form = window.longForm.mount(root, { started: "", language });
    for (const [path, value] of Object.entries(answers)) {
      const fields = [...root.querySelectorAll(`[data-name="${path}"], [name="${path}"]`)]
        .filter((one) => one.matches("input, select, textarea"));
      const chosen = new Set(fields[0].type === "checkbox" ? value.split(" ") : [value]);
      let changed = null;
      for (const one of fields) {
        if (one.type !== "radio" && one.type !== "checkbox") { one.value = value; changed = one; }
        else if (one.checked !== chosen.has(one.value)) { one.checked = chosen.has(one.value); changed = one; }
      }
      if (changed) changed.dispatchEvent(new Event("change", { bubbles: true }));
    }
    sent.push({ faults: form.faults, xml: form.getSubmission() });
    form.close();
  }
  return sent;
}"""


def answers_of(compiled: Compiled, chance: random.Random) -> dict[str, str]:
    """Path -> answer for every question that is not only read."""
    ready = program(compiled.form)
    found = {}
    for path in ready.keys:
        rule = ready.rules[path]
        if rule.control is not None and not rule.bind.readonly:
            value = " ".join(answer(ready, rule, chance).split())
            if rule.kind == "select":
                # A browser gives the chosen boxes in the order of the page.
                order = [item.value for item in compiled.form.items(rule.control)]
                value = " ".join(sorted(value.split(), key=order.index))
            found[path] = value
    return found


def sent_by_engine(page: Page, rounds: list[dict[str, str]], language: str) -> list[str]:
    sent = page.evaluate(FILL, {"language": language, "rounds": rounds})
    assert all(one["faults"] == [] for one in sent), sent[0]["faults"]
    return [one["xml"] for one in sent]


@pytest.mark.parametrize("name", NAMES)
def test_both_send_the_same(trial: str, browser: Browser, name: str) -> None:
    """Red when a closed question's answer is sent, or a calculation, a default or a choice differs."""
    compiled = site.compiled(name)
    chance = random.Random(name)
    rounds = [answers_of(compiled, chance) for _ in range(ROUNDS)]
    keys = program(compiled.form).keys
    with hands.at_a_form(browser, trial, name) as page:
        for given, xml in zip(rounds, sent_by_engine(page, rounds, "fr"), strict=True):
            plain = render.submission(compiled, {keys[path]: value for path, value in given.items()})
            assert hands.answers(xml) == hands.answers(plain.decode())
