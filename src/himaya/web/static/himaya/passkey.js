// Passkeys. Shows the forms that need them and hands each to allauth's script, which speaks with the browser. Without
// this file, or in a browser without passkeys, the forms stay hidden and the code of the authenticator does.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !window.allauth || !window.webauthnJSON) return;

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const said of document.querySelectorAll("[data-passkey-failed]")) said.hidden = false;
  });

  for (const place of document.querySelectorAll("[data-passkey]")) {
    const kind = place.dataset.passkey; // "signup", "login" or "authenticate", as allauth calls them
    const given = place.dataset.options;
    window.allauth.webauthn.forms[kind + "Form"]({
      ids: { [kind]: place.dataset.button, credential: place.dataset.answer },
      data: given ? JSON.parse(given) : undefined,
    });
    place.hidden = false;
  }
})();
