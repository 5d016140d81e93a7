// The way out. Without this file the pill is a plain link to the same neutral page; with it, the page that was open
// is replaced rather than left behind the "back" button, and pressing Esc twice does the same as the pill. Pages of ours
// in other tabs (the questions behind "why this question") leave with it: nobody thinks of them at that moment.
(() => {
  "use strict";
  const TWICE_WITHIN_MS = 900;
  const pill = document.querySelector("a[data-quick-exit]");
  if (!pill) return;

  const others = "BroadcastChannel" in window ? new BroadcastChannel("leave") : null;

  const leave = (told) => {
    // First of all nothing more can be read, even if the network is slow.
    document.title = "\u200b";
    document.documentElement.hidden = true;
    if (others && !told) others.postMessage("now");
    window.location.replace(pill.href);
  };
  if (others) others.onmessage = () => leave(true);

  pill.addEventListener("click", (event) => {
    event.preventDefault();
    leave(false);
  });

  // Who signs out means every page of theirs: one that stays open in another tab could still be read.
  for (const form of document.querySelectorAll("form[data-out]")) {
    form.addEventListener("submit", () => others && others.postMessage("now"));
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
