// The screen in the room asks for news by itself, but only while somebody looks at it; a page that is no news never replaces it.
(() => {
  "use strict";
  const asks = (event) => event.detail?.ctx?.sourceElement?.id === "now";

  document.addEventListener("htmx:before:request", (event) => {
    if (asks(event) && document.hidden) event.preventDefault();
  });

  document.addEventListener("htmx:before:swap", (event) => {
    if (asks(event) && !event.detail.ctx.text.includes('id="now"')) event.preventDefault();
  });
})();
