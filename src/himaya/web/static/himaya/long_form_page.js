// A page with a long form (long_form.js): saved on the server while somebody types; what is not there yet waits in this
// browser as ciphertext to a key of the account, so that a tab that dies or a line that breaks loses no word (ADR 40).
(() => {
  "use strict";
  const root = document.querySelector("[data-long-form]");
  if (!root) return;
  const told = root.dataset, kept = Boolean(told.draft);
  const PAUSE = 1000, AT_MOST = 8000, SEAL = 400, BACKOFF = [1000, 2000, 4000, 8000, 15000, 30000], BEACON = 60000;
  const part = (name) => root.querySelector(`[data-${name}]`);
  const state = part("state"), said = part("said"), conflict = part("conflict"), returned = part("returned"), wrong = part("wrong"), finish = part("finish");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const clock = (at = new Date()) => at.toTimeString().slice(0, 5);
  const words = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), told[`say${key}`]);
  const post = (where, fields, keepalive = false) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), ...fields })) body.append(name, value);
    return fetch(where, { method: "POST", redirect: "manual", body, keepalive, headers: { Accept: "application/json" } });
  };

  let form = null, revision = Number(told.revision), savedAt = told.at;
  let since = "", changes = 0, savedChanges = 0, sending = null, failed = 0, stopped = "", timer = 0, sealTimer = 0, firstUnsaved = 0, sealedChanges = 0, unsealable = false, gone = false;
  let over = false; // the person chose their own words, over those that somebody else saved: the server keeps both
  let halted = "stopped" in told; // nothing more is typed here: what was typed before the page was told goes out all the same
  let typing = ""; // the question in which a tab that died was being typed; the server waits until an answer is done
  const isDirty = () => changes !== savedChanges;

  // ---- what the page says
  let spoken = "";
  const speak = (text) => { if (said && text !== spoken) said.textContent = spoken = text; };
  const say = () => {
    if (!kept) return;
    let text = savedAt ? words("Saved", { at: savedAt }) : words("Nothing");
    if (isDirty()) text = words("Unsaved", { at: since });
    if (failed && isDirty()) text += ` ${words(unsealable ? "AwayLost" : "Away")}`;
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle("late", isDirty() && (failed > 0 || Boolean(stopped)));
    // Read out when something is amiss and when it is well again, not at every pause of somebody who types.
    if (failed && isDirty()) speak(text);
    else if (!isDirty() && spoken && spoken !== text) speak(text);
  };

  // ---- kept in this browser, as ciphertext
  const prefix = `unsent.${told.key?.slice(0, 22)}.`;
  const mine = `${prefix}${crypto.randomUUID ? crypto.randomUUID() : Math.random().toString(36).slice(2)}`;
  const store = {
    all: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith("unsent.")); } catch { return []; } },
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing is kept then */ } },
  };
  // Held as long as this tab lives: what another living tab has not sent yet is its own affair.
  if (kept && navigator.locks) navigator.locks.request(mine, () => new Promise(() => {}));
  const living = async () => new Set(navigator.locks ? (await navigator.locks.query()).held.map((one) => one.name) : []);
  const seal = async () => {
    if (!kept || !form || !isDirty()) return;
    const upTo = changes, xml = form.getDraft(), base = revision, at = Date.now();
    try {
      const text = await window.unattended.seal(JSON.stringify({ xml, revision: base, over, typing: form.typing() || typing, at: clock(new Date(at)) }), told.key);
      // Saved meanwhile: then nothing has to wait here.
      if (savedChanges >= upTo) return;
      unsealable = !store.set(mine, { text, at });
      if (!unsealable) sealedChanges = upTo;
    } catch { unsealable = true; } // no secure connection, so no cryptography
    say();
  };

  // ---- saved on the server
  const plan = () => {
    clearTimeout(timer);
    if (!kept || stopped || gone || !isDirty()) return;
    const wait = failed ? BACKOFF[Math.min(failed, BACKOFF.length) - 1] : Math.min(PAUSE, Math.max(0, firstUnsaved + AT_MOST - Date.now()));
    timer = setTimeout(save, wait);
  };
  const save = async ({ leaving = false } = {}) => {
    if (!kept || stopped || gone || !form || !isDirty()) return !isDirty();
    if (sending) { await sending; return save({ leaving }); }
    clearTimeout(timer);
    const upTo = changes, xml = form.getDraft();
    firstUnsaved = 0;
    sending = post(told.draft, { xml, revision, typing: form.typing() || typing, ...(over && { over: 1 }), ...(halted && { late: 1 }) }, leaving && xml.length < BEACON).then((answer) => answered(answer, upTo, xml), () => answered(null, upTo, xml));
    await sending;
    sending = null;
    if (isDirty()) plan();
    return !isDirty();
  };
  // What was sent and perhaps kept, though no answer came: then the later revision is our own.
  const unanswered = [];
  const isOurs = async (digest) => {
    for (const xml of digest && crypto.subtle ? unanswered : []) {
      const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(xml)));
      if ([...bytes].map((one) => one.toString(16).padStart(2, "0")).join("") === digest) return true;
    }
    return false;
  };
  const answered = async (answer, upTo, xml) => {
    const json = answer && answer.headers.get("Content-Type")?.includes("json") ? await answer.json().catch(() => null) : null;
    if (answer?.status === 200 && json) {
      ({ revision, at: savedAt } = json);
      over = false;
      savedChanges = upTo;
      failed = unanswered.length = 0;
      if (json.stop) halt(json.stop);
      if (isDirty()) { since = clock(); seal(); } else store.drop(mine);
    } else if (answer?.status === 409 && json && await isOurs(json.digest)) {
      revision = json.revision;
      over = false;
      failed = unanswered.length = 0;
    } else if (answer?.status === 409 && json) {
      stopped = "conflict";
      await seal();
      clash(json);
    } else if (answer?.status === 422 && json?.stop && !halted) {
      halt(json.stop);
      await seal();
    } else if (answer?.status === 422 && json) {
      stopped = "refused";
      tell(conflict, json.sentence);
    } else if (answer && [400, 413].includes(answer.status)) {
      stopped = "refused";
      tell(conflict, words("Refused"));
    } else if (answer && (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status))) {
      // The desk is locked, or this is not open to its holder any more: the page is emptied, and asks.
      await seal();
      document.dispatchEvent(new Event("desk-locked"));
    } else {
      failed += 1;
      if (unanswered.push(xml) > 5) unanswered.shift();
      if (sealedChanges !== changes) await seal();
    }
    say();
  };
  const changed = () => {
    if (!isDirty()) { since = clock(); }
    changes += 1;
    if (!firstUnsaved) firstUnsaved = Date.now();
    if (stopped === "refused") { stopped = ""; conflict.hidden = true; }
    if (!sealTimer) sealTimer = setTimeout(() => { sealTimer = 0; seal(); }, SEAL);
    say();
    if (!failed) plan();
  };

  // ---- told to stop: closed as it stands, with the way on
  const halt = ({ sentence, go, words: label }) => {
    if (halted) return;
    halted = true;
    part("holder").disabled = true;
    if (finish) finish.hidden = true;
    const card = part("stop"), link = card.querySelector("a");
    card.querySelector("p").textContent = sentence;
    link.hidden = !go;
    link.textContent = label;
    link.href = go;
    card.hidden = false;
    card.focus();
  };

  // ---- two who write at once
  const tell = (section, text, buttons = []) => {
    section.querySelector("p").textContent = text;
    for (const button of section.querySelectorAll("button")) button.hidden = !buttons.includes(button.dataset.do);
    section.hidden = false;
  };
  const clash = ({ revision: theirs, at }) => {
    tell(conflict, words("Clash", { at }), ["mine", "theirs"]);
    conflict.querySelector("[data-do=mine]").onclick = () => {
      revision = theirs;
      over = true;
      stopped = "";
      conflict.hidden = true;
      save();
    };
    conflict.querySelector("[data-do=theirs]").onclick = () => { changes = savedChanges; store.drop(mine); window.location.assign(told.here || window.location.href); };
  };

  // ---- opened again: what was not saved comes back
  const unsent = async () => {
    const alive = await living(), found = [];
    for (const key of store.all()) {
      const entry = store.get(key);
      if (!entry || !key.startsWith(prefix) || alive.has(key)) continue;
      const answer = await post(told.kept, { of: "holder", where: told.draft, text: entry.text }).catch(() => null);
      if (answer?.status === 422) store.drop(key);
      if (answer?.status === 200) found.push({ key, ...await answer.json() });
    }
    return found;
  };
  // Words for a form that this one took the place of: they go to that one, over what was saved there last.
  const toOther = async () => {
    const alive = await living(), others = (told.aside ?? "").split(" ").filter(Boolean).map((key) => `unsent.${key.slice(0, 22)}.`);
    for (const key of store.all()) {
      const entry = store.get(key);
      if (!entry || alive.has(key) || !others.some((one) => key.startsWith(one))) continue;
      const answer = await post(told.kept, { of: "holder", where: told.draft, text: entry.text }).catch(() => null);
      if (answer?.status === 422) store.drop(key);
      if (answer?.status !== 200) continue;
      const { xml, revision: base, at } = await answer.json();
      let kept = await post(told.draft, { xml, revision: base, late: 1 }).catch(() => null);
      if (kept?.status === 409) kept = await post(told.draft, { xml, revision: (await kept.json()).revision, over: 1, late: 1 }).catch(() => null);
      if (kept?.status === 200) { store.drop(key); tell(returned, words("Aside", { at })); }
    }
  };
  const mount = (started) => {
    form?.close();
    form = window.longForm.mount(root, { started, language: told.language });
    form.onChange(() => { typing = ""; changed(); });
  };
  const open = async () => {
    const started = part("started").value, back = kept ? await unsent() : [];
    const fresh = back.filter((one) => one.xml !== started), last = fresh.filter((one) => one.revision === revision).at(-1);
    for (const one of back) if (one.xml === started) store.drop(one.key);
    mount(last ? last.xml : started);
    if (form.faults.length) { tell(conflict, told.sayFaults); }
    if (last) { unanswered.push(last.xml); over = Boolean(last.over); typing = last.typing ?? ""; }
    if (last || "superseded" in told) changed();
    if (last) tell(returned, words("CameBack", { at: last.at }));
    for (const one of fresh) {
      if (one === last) continue;
      tell(returned, words("Apart", { at: one.at }), ["keep", "leave"]);
      returned.querySelector("[data-do=keep]").onclick = () => { over = true; mount(one.xml); changed(); store.drop(one.key); returned.hidden = true; };
      returned.querySelector("[data-do=leave]").onclick = () => { store.drop(one.key); returned.hidden = true; };
      break;
    }
    if (last) { await seal(); store.drop(last.key); }
    if ("superseded" in told) { stopped = "conflict"; clash({ revision, at: told.at }); }
    if (kept) await toOther();
    say();
    root.dataset.ready = "";
    if (window.location.hash && !window.location.hash.startsWith("#part-")) form.show(decodeURIComponent(window.location.hash.slice(1)));
  };

  // ---- the end
  const list = (links) => {
    wrong.hidden = !links.length;
    wrong.querySelector("ul").replaceChildren(...links.map(({ id, sentence }) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = `#${id}`;
      link.textContent = sentence;
      item.append(link);
      return item;
    }));
    if (links.length) wrong.focus();
  };
  finish?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form || stopped) return;
    const links = await form.validate();
    list(links);
    if (links.length) return;
    if (kept && !(await save())) return;
    finish.elements.xml.value = form.getSubmission();
    finish.elements.revision.value = revision;
    store.drop(mine);
    savedChanges = changes;
    finish.submit();
  });
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && form?.show(decodeURIComponent(link.hash.slice(1)))) event.preventDefault();
  });

  // ---- left
  window.addEventListener("online", () => { if (failed) { clearTimeout(timer); save(); } });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save({ leaving: true }); });
  window.addEventListener("pagehide", () => save({ leaving: true }));
  window.addEventListener("beforeunload", (event) => { if (kept && !gone && unsealable && isDirty()) event.preventDefault(); });
  // The page is about to be emptied (unattended.js): what is not saved is sealed before, and nothing readable stays.
  document.addEventListener("desk-left", ({ detail }) => {
    if (isDirty()) detail.typed = true;
    detail.waits.push((async () => {
      const sealed = seal();
      if (!stopped) save({ leaving: true });
      await sealed;
      detail.lost ||= isDirty() && unsealable;
      gone = true;
      clearTimeout(timer);
      form?.close();
      form = null;
    })());
  });

  open();
})();
