"use strict";

// The readiness check in the browser: kept as it is typed, saved, loaded, cleared. Nothing is sent.
(() => {
  const KEY = "wave1-audit";
  const FORMAT = "wave1-evidence-audit";
  const VERSION = 1;
  const LARGEST = 2_000_000;

  const form = document.querySelector("#audit");
  const longest = Number(form.dataset.longest);
  const named = [...form.elements].filter((field) => field.name);
  const states = named.filter((field) => field.tagName === "SELECT");
  const texts = named.filter((field) => !states.includes(field));
  const kind = form.elements.focus;
  const shown = kind.value;
  const first = form.querySelector("[data-first]");
  const URGENCY = ["not-started", "under-way", "", "in-place"];
  const mirrors = new Map();

  const say = (text) => {
    for (const place of form.querySelectorAll("[data-said]")) {
      place.textContent = text;
    }
  };

  // A box on paper has no scroll bar: what is written in it is printed from a plain block.
  for (const field of texts.filter((one) => one !== kind)) {
    const mirror = document.createElement("div");
    mirror.className = field.type === "textarea" ? "printed" : "printed line";
    field.after(mirror);
    mirrors.set(field, mirror);
  }

  const answers = () => {
    const found = {};
    for (const field of named) {
      if (field.value) {
        found[field.name] = field.value;
      }
    }
    return found;
  };

  const check = (field) => {
    const isTooLong = field.value.length > longest;
    const problem = `Too many characters: ${field.value.length} (at most ${longest}).`;
    field.setCustomValidity(isTooLong ? problem : "");
    if (isTooLong) {
      field.setAttribute("aria-invalid", "true");
    } else {
      field.removeAttribute("aria-invalid");
    }
    const id = `${field.id}.long`;
    let message = document.getElementById(id);
    if (isTooLong && !message) {
      message = Object.assign(document.createElement("p"), { id, className: "too-long no-print" });
      field.before(message);
      field.setAttribute("aria-describedby", id);
    }
    if (message) {
      message.textContent = isTooLong ? problem : "";
    }
  };

  const show = () => {
    for (const [field, mirror] of mirrors) {
      mirror.textContent = field.value;
      check(field);
    }
    const count = (value) => states.filter((field) => field.value === value).length;
    const answered = states.length - count("");
    const parts = [["in place", "in-place"], ["under way", "under-way"], ["not started", "not-started"]];
    const sums = parts.map(([words, value]) => `${count(value)} ${words}`).join(", ");
    const progress = `${answered} of ${states.length} answered: ${sums}.`;
    for (const place of document.querySelectorAll("[data-progress]")) {
      place.textContent = progress;
    }
    order();
  };

  // What has not begun comes first, then what is under way and what is not answered, each in the report’s order; what
  // is in place goes. On paper the conditions themselves stand in this order.
  const order = () => {
    const rows = [...first.children].map((row) => {
      const field = form.elements[`${row.dataset.condition}.readiness`];
      row.querySelector("[data-state]").textContent = `(${field.selectedOptions[0].text.toLowerCase()})`;
      row.hidden = field.value === "in-place";
      return { row, urgency: URGENCY.indexOf(field.value), order: Number(row.dataset.order) };
    });
    rows.sort((a, b) => a.urgency - b.urgency || a.order - b.order);
    first.append(...rows.map(({ row }) => row));
    rows.forEach(({ row }, place) => {
      document.getElementById(row.dataset.condition).style.order = place;
    });
  };

  const fill = (given) => {
    for (const field of named) {
      field.value = given[field.name] ?? "";
    }
    for (const fold of form.querySelectorAll("details")) {
      fold.open = [...fold.querySelectorAll("input, textarea")].some((field) => field.value);
    }
    // Before anything is answered it would only tell all questions twice.
    first.closest("details").open = states.some((field) => field.value);
    show();
  };

  const keep = () => {
    try {
      const found = answers();
      if (Object.keys(found).length) {
        localStorage.setItem(KEY, JSON.stringify({ ...written(found), saved_at: Date.now() }));
        saidSaved(Date.now());
      } else {
        localStorage.removeItem(KEY);
        say("");
      }
    } catch {
      say("This browser keeps nothing: save your answers to a file before you leave.");
    }
  };

  const saidSaved = (moment) => {
    const at = new Date(moment);
    const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const day = at.toDateString() === new Date().toDateString() ? "" : ` on ${at.toLocaleDateString("en-GB")}`;
    say(`Saved in this browser at ${time}${day}.`);
  };

  const written = (found) => ({
    format: FORMAT,
    version: VERSION,
    release: form.dataset.release,
    answers: found,
  });

  const isPlain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  // What is wrong with a file; nothing where it is one of ours.
  const wrong = (file) => {
    if (!isPlain(file) || file.format !== FORMAT) {
      return "it was not saved on this page.";
    }
    if (file.version !== VERSION) {
      return `it is of version ${String(file.version).slice(0, 20)}, and this page reads version ${VERSION}.`;
    }
    if (!isPlain(file.answers)) {
      return "it holds no answers.";
    }
    const bad = Object.entries(file.answers).find(([name, value]) => !isAnswer(name, value));
    return bad ? `its answer “${bad[0].slice(0, 80)}” does not belong to this form.` : null;
  };

  const isAnswer = (name, value) => {
    if (typeof value !== "string" || value.length > LARGEST) {
      return false;
    }
    if (name === kind.name) {
      const kinds = [...document.getElementById("focus").options].map((option) => option.value);
      return value.split(",").every((one) => kinds.includes(one));
    }
    const state = states.find((field) => field.name === name);
    if (state) {
      return [...state.options].some((option) => option.value === value);
    }
    return texts.some((field) => field.name === name);
  };

  const read = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };

  const kept = () => {
    try {
      return read(localStorage.getItem(KEY));
    } catch {
      say("This browser keeps nothing: save your answers to a file before you leave.");
      return null;
    }
  };

  // Of what another release kept, the answers that this form still asks for.
  const restore = (file) => {
    const found = isPlain(file) && isPlain(file.answers) ? Object.entries(file.answers) : [];
    fill(Object.fromEntries(found.filter(([name, value]) => isAnswer(name, value))));
    if (found.length && file.saved_at) {
      saidSaved(file.saved_at);
    }
  };

  // What is planned is kept with the answers; the examples that fit it come from the site.
  const fit = () => {
    if (kind.value !== shown) {
      const address = new URL(location.href);
      address.searchParams.set("focus", kind.value);
      location.replace(address);
    }
  };

  const load = async (chosen) => {
    const refuse = (reason) => say(`${chosen.name} was not loaded: ${reason} Nothing was changed.`);
    if (chosen.size > LARGEST) {
      refuse("it is too large to be one of ours.");
      return;
    }
    const file = read(await chosen.text());
    const reason = wrong(file);
    if (reason) {
      refuse(reason);
      return;
    }
    const isEmpty = !Object.keys(answers()).length;
    if (!isEmpty && !confirm("Put the answers of the file in the place of those in the form?")) {
      say("The file was not loaded. Nothing was changed.");
      return;
    }
    fill(file.answers);
    keep();
    fit();
    const other = file.release === form.dataset.release ? "" : " It was saved with another release of the evidence: read the conditions again.";
    say(`${chosen.name} was loaded.${other}`);
  };

  const save = () => {
    const text = JSON.stringify(written(answers()), null, 2);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `Readiness check answers, ${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    say(`Your answers were saved to the file “${link.download}”.`);
  };

  const clear = () => {
    if (confirm("Clear every answer in this form? You cannot undo this.")) {
      fill({});
      keep();
      fit();
      say("All answers were cleared.");
    }
  };

  form.addEventListener("input", (event) => {
    if (event.target.name) {
      show();
      keep();
    }
  });
  form.querySelector("[data-print]").addEventListener("click", () => window.print());
  form.querySelector("[data-save]").addEventListener("click", save);
  form.querySelector("[data-clear]").addEventListener("click", clear);
  form.querySelector("#file").addEventListener("change", async (event) => {
    const [chosen] = event.target.files;
    if (chosen) {
      await load(chosen);
      event.target.value = "";
    }
  });
  // The same form in another tab: what is typed there is seen here.
  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) {
      restore(read(event.newValue));
    }
  });
  restore(kept());
  // What is chosen now comes before what was kept.
  if (new URLSearchParams(location.search).has("focus") && kind.value !== shown) {
    kind.value = shown;
    keep();
  }
  fit();
})();
