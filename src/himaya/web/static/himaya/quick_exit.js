// The way out. Without this file the pill is a plain link to the same neutral page; with it, the page that was open
// is replaced rather than left behind the "back" button, and pressing Esc twice does the same as the pill. Pages of ours
// in other tabs leave with it.
(() => {
  "use strict";
  const TWICE_WITHIN_MS = 900;
  const pill = document.querySelector("a[data-quick-exit]");
  if (!pill) return;

  const others = "BroadcastChannel" in window ? new BroadcastChannel("leave") : null;

  // What the tab keeps (ADR 87).
  const forget = (told) => {
    document.dispatchEvent(new Event("left"));
    try { sessionStorage.removeItem("sheet"); } catch {}
    if (others && !told) others.postMessage("now");
  };

  const leave = (told) => {
    document.title = "\u200b";
    document.documentElement.hidden = true;
    forget(told);
    window.location.replace(pill.href);
  };
  if (others) others.onmessage = () => leave(true);

  pill.addEventListener("click", (event) => {
    event.preventDefault();
    leave(false);
  });

  // Who signs out means every page of theirs: one that stays open in another tab could still be read.
  for (const form of document.querySelectorAll("form[data-out]")) {
    form.addEventListener("submit", () => forget());
  }

  let last = -Infinity;
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - last < TWICE_WITHIN_MS) leave(false);
    last = event.timeStamp;
  }, true);

  // A page kept in memory by "back" must not come back as it was.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
