// The one file that knows the engine of long forms: `longForm.mount` gives {getDraft, validate, getSubmission, onChange}
// and the pages. Another engine would change this file, its bundle (tools/long_form/) and the sheets the server runs.
(() => {
  "use strict";
  const CONTROLS = "input:not([type=hidden]), select, textarea";
  const TYPED = "textarea, input:not([type=radio], [type=checkbox], [type=hidden])";
  const WRONG = ".invalid-required, .invalid-constraint";
  const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g; // by XML 1.0; Word pastes U+000B
  const ENDED = new Event("beforesave"); // lets the engine write the moment of the end

  // root: the section of the page. options: {started: XML or "", language}. Returns once the form can be used.
  const mount = (root, { started, language }) => {
    const holder = root.querySelector("[data-holder]"), chooser = root.querySelector(".form-language-selector");
    const form = root.querySelector("template[data-form]").content.firstElementChild.cloneNode(true);
    // The engine moves its chooser out of the form: inside, a change of language would empty the record without a word.
    chooser.querySelector("#form-languages")?.remove();
    holder.replaceChildren(form);
    form.addEventListener("submit", (event) => event.preventDefault());
    const data = { modelStr: root.querySelector("[data-model]").value, instanceStr: started || null, submitted: false, external: [] };
    const engine = new window.LongFormEngine(form, data, { language });
    const faults = engine.init();
    const languages = chooser.querySelector("#form-languages");
    const listeners = new Set();

    // ---- words and marks of ours, in the language of the questions
    const speak = () => {
      const now = languages?.value || language;
      for (const one of form.querySelectorAll("[data-ours]")) one.classList.toggle("active", one.lang === now);
      form.lang = now;
      form.dir = now === "ar" ? "rtl" : "ltr";
    };
    const active = (element) => [...element.querySelectorAll(".active")].map((one) => one.textContent.trim()).join(" ").trim();
    const isOpen = (element) => !element.closest(".disabled, .pre-init");
    // On the short path a question that is not on it waits out of sight. Nothing of it is closed or emptied: whatever has
    // an answer, or was left with a word, stays in sight and in the record.
    const isAsked = (question) => isOpen(question) && !question.matches("[data-waits]");
    const isSaid = (question) => Boolean(question) && [...question.querySelectorAll(CONTROLS)].some((one) => (one.matches("[type=radio], [type=checkbox]") ? one.checked : one.value && !one.readOnly));
    const shorten = () => {
      const short = form.querySelector("[data-path] input[value=short]:checked");
      for (const one of form.querySelectorAll(".question")) {
        const kept = one.matches("[data-short]") || isSaid(one) || isSaid(document.getElementById(`${one.id}_left`));
        one.toggleAttribute("data-waits", Boolean(short) && !kept);
      }
    };

    const dress = (question) => {
      const group = question.matches("fieldset") ? question.querySelector("fieldset") : null;
      const field = group ?? question.querySelector(TYPED + ", select");
      if (!field) return;
      const wrong = ["required", "constraint"].filter((code) => question.classList.contains(`invalid-${code}`));
      const error = question.querySelector(wrong.length ? `.error.${wrong[0]}` : ":not(*)");
      field.setAttribute("aria-describedby", [field.dataset.described, error?.id].filter(Boolean).join(" "));
      if (!field.getAttribute("aria-describedby")) field.removeAttribute("aria-describedby");
      const star = question.querySelector(".required:not(.error)");
      if (star) star.setAttribute("aria-hidden", "true");
      const must = Boolean(star && !star.classList.contains("hide"));
      // A group of boxes may carry neither attribute: there the sentence, which is read out, has to do.
      const may = !group || group.getAttribute("role") === "radiogroup";
      if (may) for (const [name, is] of [["aria-required", must], ["aria-invalid", wrong.length > 0]]) {
        if (is) field.setAttribute(name, "true");
        else field.removeAttribute(name);
      }
      const clear = question.querySelector("[data-clear]");
      if (clear) clear.hidden = !question.querySelector("input:checked");
    };
    const dressAll = () => form.querySelectorAll(".question").forEach(dress);
    const watch = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const question = target.closest(".question");
        if (question) dress(question);
      }
    });

    // ---- lines that repeat: buttons get words, and what was copied gets ids of its own
    const lines = () => {
      for (const [button, words] of [[".add-repeat-btn", "add"], [".repeat-buttons .remove", "remove"]]) {
        for (const one of form.querySelectorAll(button)) {
          if (one.dataset.worded) continue;
          const holds = one.closest(".or-group, .or-group-data, form").querySelector(`:scope > [data-words=${words}]`) ?? form.querySelector(`[data-words=${words}]`);
          one.replaceChildren(...[...holds.children].map((word) => word.cloneNode(true)));
          one.className += words === "add" ? " second" : " quiet";
          one.dataset.worded = "";
        }
      }
      form.querySelectorAll(".or-repeat").forEach((repeat, nth) => {
        if (repeat.dataset.line === String(nth)) return;
        const was = repeat.dataset.line ? `-line${repeat.dataset.line}` : "", renamed = new Map();
        for (const one of repeat.querySelectorAll("[id]")) {
          const id = `${was ? one.id.slice(0, -was.length) : one.id}-line${nth}`;
          renamed.set(one.id, id);
          one.id = id;
        }
        for (const name of ["for", "aria-describedby", "aria-labelledby", "data-described"]) {
          for (const one of repeat.querySelectorAll(`[${name}]`)) {
            one.setAttribute(name, one.getAttribute(name).split(" ").map((id) => renamed.get(id) ?? id).join(" "));
          }
        }
        repeat.dataset.line = nth;
        repeat.setAttribute("role", "group");
        repeat.setAttribute("aria-label", `${active(repeat.parentElement.querySelector("h2, h3") ?? repeat)} ${repeat.querySelector(".repeat-number")?.textContent ?? nth + 1}`);
      });
    };

    // ---- what is in a field and not yet in the record: the engine hears of it when the field is left, we before
    const settle = () => {
      for (const field of form.querySelectorAll(TYPED)) {
        if (!field.dataset.touched) continue;
        delete field.dataset.touched;
        if (!isOpen(field)) continue;
        const { input, model } = engine;
        model.node(input.getName(field), input.getIndex(field)).setVal(input.getVal(field), input.getXmlType(field));
      }
    };
    // A closed question counts as empty in every rule; its field still holds what was typed, and so does the draft.
    const getDraft = () => {
      settle();
      const back = [];
      for (const question of form.querySelectorAll(".question")) {
        const field = isOpen(question) ? null : question.querySelector(CONTROLS);
        if (!field || field.readOnly) continue;
        const { input, model } = engine, value = [input.getVal(field)].flat().join(" ");
        const node = value && model.node(input.getName(field), input.getIndex(field)).getElement();
        if (!node || node.textContent === value) continue;
        back.push([node, node.textContent]);
        node.textContent = value;
      }
      const draft = engine.getDataStr().replace(FORBIDDEN, "");
      for (const [node, text] of back) node.textContent = text;
      return draft;
    };
    const tell = () => listeners.forEach((one) => one());
    // The question whose field somebody types in and has not left: also an arrow of a number passes by what is not meant.
    let hand = null;
    const typing = () => (hand?.isConnected ? engine.input.getName(hand).split("/").pop() : "");

    form.addEventListener("input", ({ target }) => {
      if (target.matches(TYPED)) { target.dataset.touched = "1"; hand = target; }
      tell();
    });
    form.addEventListener("focusout", ({ target }) => {
      // Left, and not only the window: then it would still be the active one.
      if (target !== hand || document.activeElement === target) return;
      hand = null;
      tell();
    });
    form.addEventListener("change", ({ target }) => {
      delete target.dataset.touched;
      // Settled before, it is no change to the engine, and would not be looked at.
      if (target.matches(CONTROLS) && isOpen(target)) engine.validateInput(target).catch(() => {});
      const question = target.closest(".question");
      if (question) dress(question);
      if (question?.matches("[data-path]")) { shorten(); turned(); }
      tell();
    });
    form.addEventListener("click", ({ target }) => {
      const clear = target.closest("[data-clear]");
      if (!clear) return;
      const chosen = clear.closest(".question").querySelector("input:checked");
      if (!chosen) return;
      chosen.checked = false;
      chosen.dispatchEvent(new Event("change", { bubbles: true }));
      clear.closest(".question").querySelector("input").focus();
    });
    form.addEventListener("addrepeat", () => { speak(); lines(); dressAll(); turned(); tell(); });
    form.addEventListener("removerepeat", () => { lines(); turned(); tell(); });
    form.addEventListener("dataupdate", () => turned());
    form.addEventListener("changelanguage", () => { speak(); lines(); turned(); });

    // ---- one thing at a time
    const heading = root.querySelector("[data-heading]"), place = root.querySelector("[data-place]");
    const meter = root.querySelector("progress"), [back, next, end] = ["back", "next", "end"].map((one) => root.querySelector(`[data-${one}]`));
    let current = null;
    // Which part is in sight: a number in the address, so that whoever reloads finds it; the bar takes it along, and brings it back.
    const stood = Number(location.hash.replace("#part-", "")) || Number(document.querySelector("input[data-part]")?.value) || 1;
    const stand = (nth) => {
      // The address of a question, from a list of what is wrong, is left as it is.
      if (!location.hash || location.hash.startsWith("#part-")) history.replaceState(history.state, "", `#part-${nth}`);
      for (const one of document.querySelectorAll("input[data-part]")) one.value = nth;
    };
    const pages = () => [...form.querySelectorAll("[data-page]")].filter((one) => isOpen(one) && (one.matches(".question") ? isAsked(one) : [...one.querySelectorAll(".question")].some(isAsked) || one.querySelector(".or-repeat-info")));
    const title = (page) => {
      const group = page.matches(".or-group") ? page : page.closest(".or-group");
      const words = group && group.querySelector(":scope > h2, :scope > h3");
      return words ? active(words) : "";
    };
    // The parts by name, each leading to its first page: whoever comes back to a long form goes there at once.
    const outline = root.querySelector("[data-outline]");
    const list = (all) => {
      const parts = all.map((page, at) => ({ name: title(page), at })).filter(({ name }, at, every) => name && name !== every[at - 1]?.name);
      outline.hidden = parts.length < 2;
      outline.querySelector("ol").replaceChildren(...parts.map(({ name, at }, nth) => {
        const item = document.createElement("li"), link = document.createElement("a"), last = (parts[nth + 1]?.at ?? all.length) - 1, here = all.indexOf(current);
        link.href = `#part-${at + 1}`;
        link.textContent = name;
        link.lang = form.lang;
        link.dir = form.dir;
        if (at <= here && here <= last) link.setAttribute("aria-current", "step");
        item.append(link);
        return item;
      }));
    };
    let scheduled = false;
    const turned = () => {
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(() => { scheduled = false; if (form.isConnected) draw(); });
    };
    const draw = () => {
      const all = pages();
      if (!all.includes(current)) {
        // What was in sight has closed: the nearest page before it that is open.
        const everywhere = [...form.querySelectorAll("[data-page]")], at = everywhere.indexOf(current);
        current = everywhere.slice(0, Math.max(at, 0)).reverse().find((one) => all.includes(one)) ?? all[current ? 0 : stood - 1] ?? all[0];
      }
      for (const one of form.querySelectorAll("[data-current], [data-holds]")) if (one !== current) { delete one.dataset.current; delete one.dataset.holds; }
      if (!current) return;
      current.dataset.current = "";
      for (let above = current.parentElement; above && above !== form; above = above.parentElement) above.dataset.holds = "";
      const nth = all.indexOf(current);
      heading.textContent = title(current) || root.dataset.sayUntitled;
      heading.lang = form.lang;
      heading.dir = form.dir;
      place.textContent = root.dataset.sayPlace.replace("{n}", nth + 1).replace("{of}", all.length);
      stand(nth + 1);
      meter.max = all.length;
      meter.value = nth + 1;
      back.hidden = nth === 0;
      next.hidden = nth === all.length - 1;
      if (end) end.hidden = nth !== all.length - 1;
      list(all);
    };
    const turn = (page) => {
      if (!page) return;
      current = page;
      shorten();
      draw();
      heading.focus();
      root.scrollIntoView({ block: "start" });
    };
    const step = (by) => { const all = pages(); turn(all[all.indexOf(current) + by]); };
    back.onclick = () => step(-1);
    next.onclick = () => step(1);
    // A link to a question, from a list of what is wrong.
    const show = (id) => {
      if (id.startsWith("part-") && !document.getElementById(id)) {
        turn(pages()[Number(id.slice(5)) - 1]);
        outline.open = false;
        return true;
      }
      const question = document.getElementById(id) ?? document.getElementById(`${id}-line0`);
      if (!question || !form.contains(question)) return false;
      const page = question.closest("[data-page]");
      if (page && page !== current) { current = page; draw(); }
      question.querySelector(CONTROLS)?.focus();
      question.scrollIntoView({ block: "center" });
      return true;
    };

    // ---- the end
    const validate = async () => {
      settle();
      const questions = [...form.querySelectorAll(".question")].filter(isOpen);
      await Promise.all(questions.map((one) => {
        const field = [...one.querySelectorAll(CONTROLS)].find((other) => !other.disabled && !other.readOnly);
        return field ? engine.validateInput(field).catch(() => {}) : null;
      }));
      return questions.filter((one) => one.matches(WRONG)).map((one) => {
        const name = active(one.querySelector("legend, label"));
        const sentence = active(one.querySelector(one.classList.contains("invalid-required") ? ".error.required" : ".error.constraint") ?? one);
        return { id: one.id, sentence: `${name} – ${sentence}` };
      });
    };
    const getSubmission = () => {
      settle();
      form.dispatchEvent(ENDED);
      return engine.getDataStr({ irrelevant: false }).replace(FORBIDDEN, "");
    };

    speak();
    lines();
    dressAll();
    shorten();
    draw();
    watch.observe(form, { attributes: true, attributeFilter: ["class"], subtree: true });
    return { faults, getDraft, typing, validate, getSubmission, show, onChange: (one) => listeners.add(one), close: () => { watch.disconnect(); form.remove(); } };
  };

  window.longForm = { mount };
})();
