// Small comforts that a page works without: every element they touch is `hidden` until this file runs.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // A greyed button says why; it must not submit.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });

  // Sending twice by a double tap would ask a verb twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "yes";
  });

  // What came back may be another page than the part that was asked for: the second factor, the lock, a limit. It is
  // shown as the page that it is; put into the part it would leave nothing there, and no word about why.
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    const refused = ctx.response?.status >= 400 && ctx.response.status < 500;
    if (!refused || !ctx.select?.startsWith("#")) return;
    if (new DOMParser().parseFromString(ctx.text, "text/html").querySelector(ctx.select)) return;
    event.preventDefault();
    if (ctx.sourceElement.matches("form")) ctx.sourceElement.submit();
    else location.reload();
  });

  // After "back", or a swap that came back with an error, the form can be sent again.
  const again = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  };
  window.addEventListener("pageshow", again);
  document.addEventListener("htmx:after:request", again);
})();
