"use strict";

// Below a path prefix, the API stands below it too.
const root = new URL(document.currentScript.src).pathname.replace(/\/static\/live\.js$/, "");

// Beside a list: how many rows a choice would leave, before it is sent. Without an answer, nothing.
for (const form of document.querySelectorAll("form[data-live]")) {
  const WAIT = 250;
  const button = form.querySelector("button:not([type=button])");
  const before = button.textContent;
  const said = document.createElement("span");
  said.className = "hidden";
  said.setAttribute("role", "status");
  said.setAttribute("aria-live", "polite");
  button.after(said);
  let waiting;
  let asking;

  const show = (count) => {
    button.textContent = count === null ? before : `${before} ${count.toLocaleString("en-GB")}`;
    said.textContent = count === null ? "" : `${count.toLocaleString("en-GB")} would be left`;
  };

  const ask = async () => {
    asking = new AbortController();
    const { signal } = asking;
    const chosen = [...new FormData(form)].filter(([, value]) => value);
    const asked = new URLSearchParams([...chosen, ["page_size", "1"]]);
    const { pathname } = new URL(form.action);
    try {
      const answer = await fetch(`${root}/api/v1${pathname.slice(root.length)}?${asked}`, { signal });
      const { meta } = await answer.json();
      show(Number.isInteger(meta.count) ? meta.count : null);
    } catch {
      // A choice that came later asks for itself; any other failure leaves the button as it was.
      if (!signal.aborted) {
        show(null);
      }
    }
  };

  form.addEventListener("change", (event) => {
    if (event.target.type !== "checkbox") {
      return;
    }
    clearTimeout(waiting);
    asking?.abort();
    waiting = setTimeout(ask, WAIT);
  });
}
