// The square on a certificate leads here with the code behind the sign #, which no browser sends: it is put into the
// field and taken out of the address. Nothing is asked before somebody presses.
"use strict";
{
  const code = decodeURIComponent(location.hash.slice(1)).slice(0, 40);
  if (code) {
    document.getElementById("code").value = code;
    history.replaceState(null, "", location.pathname);
  }
  document.getElementById("answer")?.focus();
}
