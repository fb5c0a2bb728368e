// OpenID Connect Session Management 1.0, section 3.2: an application's frame asks "client_id session_state",
// and hears whether the login state of this browser is still the one it was told.
"use strict";
(function () {
  const cookie = document.currentScript.dataset.cookie + "=";

  function state() {
    const found = document.cookie.split("; ").find((pair) => pair.startsWith(cookie));
    return found ? found.substring(cookie.length) : "";
  }

  // Where browsers keep cookies from frames of other sites, an empty answer says nothing about the login.
  async function blind() {
    return Boolean(document.hasStorageAccess) && !(await document.hasStorageAccess());
  }

  async function hex(text) {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function answer(data, origin) {
    const words = typeof data === "string" && data.length < 1000 ? data.split(" ") : [];
    const parts = words.length === 2 ? words[1].split(".") : [];
    if (parts.length !== 2) {
      return "error";
    }
    const seen = state();
    if (!seen && (await blind())) {
      return "error";
    }
    const now = await hex([words[0], origin, seen, parts[1]].join(" "));
    return now === parts[0] ? "unchanged" : "changed";
  }

  window.addEventListener("message", function (event) {
    if (event.source && event.origin !== "null") {
      answer(event.data, event.origin).then((said) => event.source.postMessage(said, event.origin));
    }
  });
})();
