// A page that nobody touches is emptied after the same time at which the server locks the desk, not only covered. What
// was typed is sealed first, to a key of which this page knows the public half, and waits in this tab as ciphertext; the
// server opens it when the second factor was shown (ADR 30). Without this file the page reloads, and what was typed goes.
(() => {
  "use strict";
  const told = document.currentScript.dataset; // after, here, kept, back, key, posted
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("unattended") : null;
  const say = (word) => channel && channel.postMessage(word);

  // Unsent words of long forms go after a week, on any page.
  try {
    for (const [key, text] of Object.entries(localStorage)) if (key.startsWith("unsent.") && !(/"at":(\d+)/.exec(text)?.[1] > Date.now() - 6048e5)) localStorage.removeItem(key);
  } catch { /* nothing is kept then */ }

  // The page that asks for the second factor: when another tab has shown it, this one comes back.
  if (!told.key) {
    if (channel) channel.onmessage = ({ data }) => data === "open" && window.location.reload();
    return;
  }

  const LIMIT = told.after * 1000, EVERY_MINUTE = 60000, OTHERS_ANSWER_MS = 300;
  const locked = document.getElementById("locked"), back = document.getElementById("back");
  const EC = { name: "ECDH", namedCurve: "P-256" };
  const root = document.documentElement;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const post = (where, fields) => fetch(where, { method: "POST", redirect: "manual", body: new URLSearchParams(fields) });

  // ---- what waits in this tab: { address to come back to: { where, text } }, the text as ciphertext
  const waiting = () => {
    try { return JSON.parse(sessionStorage.getItem("kept") ?? "{}"); } catch { return {}; }
  };
  const keep = (all) => {
    try { sessionStorage.setItem("kept", JSON.stringify(all)); return true; } catch { return false; }
  };
  const forget = (address) => {
    const all = waiting();
    delete all[address];
    keep(all);
  };

  // ---- what was typed
  const SKIPPED = new Set(["hidden", "password", "submit", "button", "reset", "image", "file"]);
  const kindOf = (field) => field.type === "checkbox" || field.type === "radio" ? "tick" : field.options ? "choice" : "text";
  const chosen = (field, by) => [...field.options].filter((one) => one[by]).map((one) => one.value);
  const state = {
    tick: (field) => [field.checked, field.defaultChecked],
    choice: (field) => {
      const was = chosen(field, "defaultSelected");
      return [chosen(field, "selected").join("\n"), (was.length || field.multiple ? was : [field.options[0]?.value ?? ""]).join("\n")];
    },
    text: (field) => [field.value, field.defaultValue],
  };
  const isTyped = (field) => field.matches("input, select, textarea") && field.name && !field.disabled && !SKIPPED.has(field.type) && field.autocomplete !== "one-time-code";
  const markOf = (form) => [...form.elements].filter((one) => one.type === "hidden" && one.name !== "csrfmiddlewaretoken").map((one) => `${one.name}=${one.value}`).join("&");
  const alike = (action) => [...document.forms].filter((form) => (form.getAttribute("action") ?? "") === action);
  const among = (form, name, kind, value) => [...form.elements].filter((one) => one.name === name && isTyped(one) && kindOf(one) === kind && (kind !== "tick" || one.value === value));

  const typedIn = (form) => [...form.elements].filter(isTyped).map((field) => {
    const kind = kindOf(field), [now, was] = state[kind](field), value = kind === "tick" ? field.value : "";
    return { name: field.name, kind, value, nth: among(form, field.name, kind, value).indexOf(field), now, was };
  }).filter((one) => told.posted !== undefined || one.now !== one.was);

  const collect = () => {
    const again = document.getElementById(document.querySelector("[data-again]")?.dataset.again ?? "");
    const files = [...document.querySelectorAll("input[type=file]")].some((one) => one.files.length);
    if (again) {
      // Pages of the first line travel by POST: the button of the present language shows the same page again.
      const fields = [...new FormData(again)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
      return { files, again: again.getAttribute("action"), fields: [...fields, ["language", root.lang]] };
    }
    const forms = [...document.forms].filter((form) => form.dataset.ownDraft === undefined).map((form) => {
      const action = form.getAttribute("action") ?? "";
      return { action, only: alike(action).length === 1, mark: markOf(form), fields: typedIn(form) };
    }).filter((form) => form.fields.length);
    return forms.length || files ? { files, posted: told.posted !== undefined, forms } : null;
  };

  // ---- sealed to the server
  const seal = async (text, to = told.key) => {
    const { subtle } = window.crypto, utf8 = new TextEncoder();
    const theirs = await subtle.importKey("raw", Uint8Array.from(atob(to), (one) => one.charCodeAt(0)), EC, false, []);
    const mine = await subtle.generateKey(EC, false, ["deriveBits"]);
    const point = new Uint8Array(await subtle.exportKey("raw", mine.publicKey));
    const shared = await subtle.importKey("raw", await subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256), "HKDF", false, ["deriveKey"]);
    const how = { name: "HKDF", hash: "SHA-256", salt: point, info: utf8.encode("himaya unattended 1") };
    const key = await subtle.deriveKey(how, shared, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const nonce = window.crypto.getRandomValues(new Uint8Array(12));
    const sealed = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, utf8.encode(text)));
    let packed = "";
    for (const part of [point, nonce, sealed]) for (const byte of part) packed += String.fromCharCode(byte);
    return btoa(packed);
  };

  // For long forms too (long_form_page.js, ADR 40).
  window.unattended = { seal };

  // ---- the lock
  let last = Date.now(), unsaid = false, saidAt = 0, closing = false, empty = false;
  const expired = () => Math.abs(Date.now() - last) >= LIMIT;

  const lock = async () => {
    if (empty) return;
    empty = true;
    let typed = collect();
    const leaving = { waits: [], typed: false, lost: false };
    document.dispatchEvent(new CustomEvent("desk-left", { detail: leaving }));
    const csrf = token(), target = typed?.again ? told.kept : told.back;
    document.body.replaceChildren(locked.content);
    root.hidden = false;
    const shown = (word, is = true) => { document.querySelector(`[data-say=${word}]`).hidden = !is; };
    let lost = false;
    const some = Boolean(typed) || leaving.typed;
    if (typed) {
      shown("files", typed.files);
      typed = JSON.stringify(typed);
      try {
        lost = !keep({ ...waiting(), [target]: { where: told.back, text: await seal(typed) } });
      } catch { lost = true; } // no secure connection, so no cryptography
      typed = null;
    }
    await Promise.allSettled(leaving.waits);
    lost ||= leaving.lost;
    if (some) shown(lost ? "lost" : "kept");
    const go = async (on) => {
      // The server's desk must be locked before the page is asked for again.
      const answer = await post(told.here, { csrfmiddlewaretoken: csrf, lock: "1" }).catch(() => null);
      const away = !answer || answer.status >= 500;
      shown("away", away);
      if (!away && on) window.location.replace(target);
    };
    document.querySelector("main button").addEventListener("click", () => go(true));
    window.addEventListener("online", () => go(!lost));
    go(!lost); // who lost something reads so first
  };

  const close = () => {
    if (!locked || empty || closing || !expired()) return;
    closing = true;
    root.hidden = true; // at once; emptied as soon as no other tab says that somebody works there
    say("who");
    setTimeout(() => {
      closing = false;
      if (!expired()) root.hidden = false;
      else { say("lock"); lock(); }
    }, OTHERS_ANSWER_MS);
  };

  const moved = () => {
    if (empty || closing) return;
    if (locked && expired()) return close();
    last = Date.now();
    unsaid = true;
    if (last - saidAt > 5000) say((saidAt = last));
  };
  for (const one of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) window.addEventListener(one, moved, { capture: true, passive: true });

  if (channel) channel.onmessage = ({ data }) => {
    if (data === "lock" && locked) lock();
    else if (data === "who" && !expired()) say(last);
    else if (data === "open") last = Date.now();
    else if (typeof data === "number" && data <= Date.now()) last = Math.max(last, data);
  };
  // The server said so, in answer to something else than our own beat.
  document.addEventListener("desk-locked", () => locked && lock());
  setInterval(close, 1000);
  document.addEventListener("visibilitychange", close);
  window.addEventListener("focus", close);
  // A page that "back" brings from memory is reloaded (quick_exit.js); until then it must not be seen.
  window.addEventListener("pagehide", (event) => { if (event.persisted) root.hidden = true; });

  // The server's clock hears of a hand that moves, so that nobody who types for long is locked out.
  setInterval(async () => {
    if (!unsaid || empty) return;
    unsaid = false;
    const answer = await post(told.here, { csrfmiddlewaretoken: token() }).catch(() => null);
    if (!answer) unsaid = true;
    else if (answer.status !== 204 && answer.status < 500 && locked) lock();
  }, EVERY_MINUTE);

  // ---- back again
  const place = ({ files, posted, forms }) => {
    const apart = [];
    let moved = false;
    for (const one of forms) {
      const same = alike(one.action);
      const form = one.only && same.length === 1 ? same[0] : same.find((other) => markOf(other) === one.mark);
      for (const { name, kind, value, nth, now, was } of one.fields) {
        const field = form && among(form, name, kind, value)[nth];
        const [present, standing] = field ? state[kind](field) : [];
        // Where somebody else changed what stood here, their words are not overwritten unseen.
        const fits = field && (posted ? kind !== "text" || standing === "" : standing === was);
        if (field && present === now) continue;
        if (!fits) {
          moved = true;
          if (kind === "text" && now) apart.push(now);
          continue;
        }
        if (kind === "tick") field.checked = now;
        else if (kind === "choice") for (const option of field.options) option.selected = now.split("\n").includes(option.value);
        else field.value = now;
        for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
        for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
      }
    }
    show({ back: true, files, apart: moved }, apart);
  };

  const show = (words, texts = []) => {
    const section = back.content.cloneNode(true).firstElementChild;
    for (const [word, is] of Object.entries(words)) section.querySelector(`[data-say=${word}]`).hidden = !is;
    const pattern = section.querySelector("[data-text]");
    for (const text of texts) {
      const one = pattern.cloneNode(true);
      one.hidden = false;
      one.firstElementChild.value = text;
      section.append(one);
    }
    pattern.remove();
    document.getElementById("main").prepend(section);
  };

  const sendAgain = ({ again, fields }) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = again;
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token()]]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  };

  const openAll = async () => {
    const all = waiting(), onlyKept = told.back === told.kept;
    for (const [address, { where, text }] of Object.entries(all)) {
      if (address !== told.back && !onlyKept) continue;
      const answer = await post(told.kept, { csrfmiddlewaretoken: token(), where, text }).catch(() => null);
      if (answer?.status === 422) { forget(address); show({ lost: true }); }
      if (answer?.status !== 200) continue;
      const typed = await answer.json();
      forget(address);
      document.querySelector("[data-nothing]")?.remove();
      if (typed.again) return sendAgain(typed);
      place(typed);
    }
    if (!onlyKept && Object.keys(waiting()).length) show({ waits: true });
  };
  if (back) openAll();
  say("open");
})();
