// The sheet of the first line lives in its tab (ADR 87). Its pages are answers to forms, which a browser will not show
// again; here each is put in place of the one before, under one address, and "back" asks the server for it again with the
// sealed sheet of the present page. While questions are asked, and while a hand-over is prepared, a sealed copy of the answers
// waits in this tab, so that
// a reload or a browser that let the page go loses nothing; it opens for half an hour, in this browser only. The history
// holds a number for each page, with a random name of the sheet, and nothing else. Where nothing waits, the page before
// the first question stands as it does for everybody: it does not tell that anything was begun. Without this file every
// form is sent by the browser itself.
(() => {
  "use strict";
  const KEY = "sheet", ASK_AFTER_MS = 300000, KEPT_MS = 1800000, LOOK_MS = 5000, OTHERS_ANSWER_MS = 150;
  const root = document.documentElement;
  const carried = () => document.querySelector("#sheet [name=sheet][data-place]");
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("sheet") : null;
  // The way out was taken: what is still asked for is given up, and no answer shows, keeps or opens anything.
  const open = new AbortController(), left = () => open.signal.aborted;
  document.addEventListener("left", () => open.abort());

  // ---- what waits in this tab: { kept: ciphertext, tab: name of the sheet, at, pages: { number in the history: name of the page } }
  const read = () => {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEY));
      return found && Date.now() - found.at < KEPT_MS ? found : drop();
    } catch { return null; }
  };
  const drop = () => {
    try { sessionStorage.removeItem(KEY); } catch { /* nothing is kept then */ }
    return null;
  };
  const keep = (kept) => {
    if (left()) return drop();
    try { sessionStorage.setItem(KEY, JSON.stringify({ kept, tab, at: Date.now(), pages: Object.fromEntries(places) })); } catch { /* "back" in this page still works */ }
  };

  let tab = null, number = 0, sealed = "", last = Date.now(), covered = false, asked = 0, ticked = 0;
  // Whether what stands there is the page before the first question, as it came: the same for everybody.
  let plain = true;
  const places = new Map();
  const fresh = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (one) => one.toString(36)).join("");
  const present = () => (history.state && history.state.sheet === tab ? history.state.page : undefined);
  const mark = (page) => ({ page, sheet: tab });

  // A tab that was copied brings a copy of what the first one keeps: while that one is open, it alone goes on.
  if (channel) channel.onmessage = ({ data }) => { if (tab && data === `who ${tab}`) channel.postMessage(`here ${tab}`); };
  const heldElsewhere = (held) => new Promise((tell) => {
    if (!channel) return tell(false);
    channel.addEventListener("message", ({ data }) => data === `here ${held}` && tell(true));
    channel.postMessage(`who ${held}`);
    setTimeout(tell, OTHERS_ANSWER_MS, false);
  });

  // ---- showing
  const stand = () => {
    // What the page that stands here carries is what the tab keeps; a result and a refusal keep nothing.
    const field = carried();
    if (!field) return;
    sealed = field.value;
    if (field.dataset.kept) keep(field.dataset.kept);
    else drop();
  };

  const put = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const one of page.querySelectorAll("noscript")) one.remove();
    // The way out, and signing out, are the same elements on every page, as their scripts know them.
    for (const one of ["a[data-quick-exit]", "form[data-out]"]) {
      const old = document.querySelector(one), fresh = page.querySelector(one);
      if (!old || !fresh) continue;
      for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
      old.replaceChildren(...fresh.childNodes);
      fresh.replaceWith(old);
    }
    root.lang = page.documentElement.lang;
    root.dir = page.documentElement.dir;
    document.body.replaceChildren(...page.body.childNodes);
    covered = plain = false;
    for (const one of page.querySelectorAll("head link[rel=stylesheet]")) {
      if (!document.querySelector(`link[href="${one.getAttribute("href")}"]`)) document.head.append(one);
    }
    // What signing in needs beside our own, each time anew: it looks for its form when it is loaded.
    for (const one of document.querySelectorAll("script[data-added]")) one.remove();
    for (const one of page.querySelectorAll("head script[src]")) {
      if (document.querySelector(`script[src="${one.getAttribute("src")}"]`)) continue;
      const script = document.createElement("script");
      for (const { name, value } of one.attributes) script.setAttribute(name, value);
      script.dataset.added = "";
      script.async = false;
      document.head.append(script);
    }
    const ours = page.querySelector("head script[src*='first_line']") !== null;
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
    return ours;
  };

  const arrive = () => {
    window.scrollTo(0, 0);
    const place = document.getElementById("errors") ?? document.querySelector("main h1") ?? document.getElementById("main");
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    look();
  };

  // A word of ours below the page, once.
  let said = null;
  const say = (name) => {
    said?.remove();
    said = document.getElementById(name)?.content.cloneNode(true).firstElementChild ?? null;
    if (said) document.getElementById("main").after(said);
    return said;
  };

  const away = () => {
    if (left()) return;
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    say("away");
  };

  const ask = (where, fields) => fetch(where, { method: "POST", body: fields, signal: open.signal });
  const csrf = () => document.querySelector("main [name=csrfmiddlewaretoken], [name=csrfmiddlewaretoken]")?.value ?? "";

  // ---- on
  const send = async (form, button) => {
    const where = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location.href).pathname;
    const before = carried()?.dataset.place, fields = new FormData(form), mine = ++asked;
    if (button?.name) fields.set(button.name, button.value);
    let answer, text;
    try {
      answer = await ask(where, fields);
      text = await answer.text();
    } catch { return away(); }
    if (mine !== asked || left()) return;
    if (answer.redirected) {
      drop();
      return location.assign(answer.url);
    }
    if (form.matches("[data-begins]")) {
      places.clear();
      tab = null;
    }
    // The second factor, a limit, a fault of the server are shown as they came: to send the form once more could write twice.
    const ours = put(text);
    tab ??= fresh();
    const next = carried()?.dataset.place, still = form.querySelector("[data-still]") !== null;
    if (next && next === before) {
      places.set(present(), before);
      history.replaceState(mark(present()), "", where);
    } else if (next || !ours) {
      if (!still) number += 1;
      const here = still ? present() : number;
      places.set(here, next ?? before);
      history[still ? "replaceState" : "pushState"](mark(here), "", where);
    } else if (answer.status >= 400) drop();
    stand();
    arrive();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || button === undefined) return;
    if (!form.matches("[data-begins], #sheet") && !form.querySelector("[data-still]")) return;
    event.preventDefault();
    last = Date.now();
    send(form, button);
  });

  // What is ticked is sealed at once, so that a page which goes away before "Continue" loses nothing either.
  document.addEventListener("change", async ({ target }) => {
    const field = carried();
    if (!field?.dataset.kept || !field.dataset.place.startsWith("ask.") || target.form !== field.form) return;
    const fields = new FormData(field.form), mine = ++ticked;
    fields.set("go", "keep");
    try {
      const told = await (await ask(new URL(field.form.action).pathname, fields)).json();
      if (mine !== ticked || left() || carried() !== field) return;
      field.value = told.sheet;
      field.dataset.kept = told.kept;
      stand();
    } catch { /* the next tick, or the button, brings it along */ }
  });

  // ---- back, on again, and after a reload
  const again = async (fields, place) => {
    const mine = ++asked, here = present(), waited = fields.has("kept");
    fields.set("csrfmiddlewaretoken", csrf());
    let answer, text;
    try {
      answer = await ask(location.pathname, fields);
      text = await answer.text();
    } catch { return away(); }
    if (mine !== asked || left()) return;
    if (answer.status >= 400 && waited) {
      drop();
      return opening();
    }
    put(text);
    if (answer.status >= 400 && !carried()) drop();
    places.set(here, carried()?.dataset.place ?? place);
    stand();
    arrive();
  };

  const over = () => {
    drop();
    places.clear();
    sealed = "";
    document.getElementById("main").replaceChildren();
    location.replace(location.pathname);
  };

  // Before the first question. An entry of the history whose answers are gone says no more than this.
  const opening = async () => {
    if (history.state !== null) history.replaceState(null, "");
    if (plain) return;
    const mine = ++asked;
    const text = await fetch(location.href, { signal: open.signal }).then((answer) => answer.text()).catch(() => null);
    if (mine !== asked || left()) return;
    if (text === null) return away();
    put(text);
    plain = true;
    arrive();
  };

  const restore = async () => {
    const waits = read(), stands = history.state;
    const at = waits && waits.tab === stands?.sheet ? waits.pages[stands.page] : undefined;
    if (at === undefined) return opening();
    const main = document.getElementById("main");
    main.hidden = true;
    const elsewhere = await heldElsewhere(waits.tab);
    if (left()) return;
    if (elsewhere) {
      drop();
      main.hidden = false;
      return opening();
    }
    tab = waits.tab;
    for (const [one, place] of Object.entries(waits.pages)) places.set(Number(one), place);
    number = Math.max(number, ...places.keys());
    const fields = new FormData();
    for (const [name, value] of Object.entries({ here: "kept", kept: waits.kept, at })) fields.set(name, value);
    await again(fields, at);
    document.getElementById("main").hidden = false;
  };

  window.addEventListener("popstate", () => {
    if (history.state === null) return opening();
    const place = places.get(present());
    if (!place || !sealed) return restore();
    const fields = carried() ? new FormData(carried().form) : new FormData();
    if (!carried()) fields.set("sheet", sealed);
    fields.set("to", place);
    again(fields, place);
  });

  // ---- a telephone that nobody touched
  const untouched = () => Math.abs(Date.now() - last);
  const cover = (is) => {
    if (is && !document.getElementById("still")) return;
    covered = is;
    for (const one of document.querySelectorAll("#main, .below, footer")) one.hidden = is;
    if (is) say("still").querySelector("h1").focus();
    else said?.remove();
  };
  const look = () => {
    if (!carried() || left()) return;
    // Nobody came back to it: what waits in the tab has just lapsed, and so does the page that stands there.
    if (untouched() >= KEPT_MS) over();
    else if (!covered && untouched() >= ASK_AFTER_MS) cover(true);
  };
  const moved = () => {
    look();
    if (!covered && carried()) last = Date.now();
  };
  for (const one of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) window.addEventListener(one, moved, { capture: true, passive: true });
  setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest("[data-anew]")) drop();
    if (target.closest("[data-continue]")) {
      last = Date.now();
      cover(false);
    }
    // To a place in the page, without an entry of the history: it would stand for no page of the sheet.
    const link = plain ? null : target.closest("a[href^='#']");
    const there = link && document.getElementById(link.hash.slice(1));
    if (!there) return;
    event.preventDefault();
    if (there.tabIndex < 0) there.tabIndex = -1;
    there.focus();
    there.scrollIntoView();
  });

  // ---- a link within the page
  // Its mark would be one more page in the history, without a number, and be taken for the one before the first question:
  // whoever went past the head of a page by the keyboard lost that page, and what was chosen on it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']"), there = link && document.getElementById(link.hash.slice(1));
    if (!there || event.defaultPrevented) return;
    event.preventDefault();
    if (there.tabIndex < 0) there.tabIndex = -1;
    there.scrollIntoView();
    there.focus({ preventScroll: true });
  });

  // ---- this page, as it came
  history.scrollRestoration = "manual";
  const field = carried();
  if (field) {
    // After signing in the sheet goes on, and so does its history.
    const waits = read();
    for (const [one, place] of Object.entries(waits?.pages ?? {})) places.set(Number(one), place);
    tab = waits?.tab ?? fresh();
    number = Math.max(0, ...places.keys()) + 1;
    plain = false;
    places.set(number, field.dataset.place);
    history.replaceState(mark(number), "", field.dataset.address ?? new URL(field.form.action).pathname);
    stand();
  } else if (document.querySelector("[data-over]")) drop();
  else if (history.state !== null) restore();
})();
