"use strict";

// Everything works without this file: it only makes things smoother.
document.documentElement.classList.add("has-script");

// A link names the release, so that whoever opens it is told what changed since.
const linkHere = () => {
  const [, path, query, fragment] = location.href.match(/^([^?#]*)(\?[^#]*)?(#.*)?$/);
  const rest = (query ?? "").slice(1).split("&").filter((pair) => pair && !pair.startsWith("release="));
  // The first characters of its hash will do.
  const release = `release=${document.body.dataset.release.split("+").at(-1).slice(0, 6)}`;
  const ticked = [...document.querySelectorAll("[form=compare]:checked")].map((box) => box.value);
  const place = ticked.length ? `${TICKED}${ticked.join(",")}` : (fragment ?? "");
  return `${path}?${[...rest, release].join("&")}${place}`;
};

// Who opens a link to ticked projects sees them ticked.
const TICKED = "#ticked=";
if (location.hash.startsWith(TICKED)) {
  const ids = decodeURIComponent(location.hash.slice(TICKED.length)).split(",");
  for (const box of document.querySelectorAll("[form=compare]")) {
    box.checked = ids.includes(box.value);
    if (box.checked) {
      box.closest("details")?.setAttribute("open", "");
    }
  }
}

for (const place of document.querySelectorAll("[data-link]")) {
  place.textContent = location.origin + location.pathname;
}

const copies = (button, text, said) => {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text());
    const before = button.textContent;
    button.textContent = said;
    setTimeout(() => {
      button.textContent = before;
    }, 2000);
  });
};

for (const button of document.querySelectorAll("[data-copy-link]")) {
  copies(button, linkHere, "Link copied");
}

// What only a screen reader says, and a source that stands in full, is no part of what is copied.
const words = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(".hidden, .no-print, [data-seen]").forEach((part) => part.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
};

// Of a list each point is a line of its own, and of an answer each paragraph that stands open.
for (const button of document.querySelectorAll("[data-copy]")) {
  const place = document.getElementById(button.dataset.copy);
  const points = [...place.querySelectorAll(place.dataset.copied ?? "li")].filter(
    (point) => !place.dataset.copied || !point.closest("details, .no-print"),
  );
  copies(button, () => (points.length ? points : [place]).map(words).join("\n"), "Copied");
}

// An address that is shared holds no field that was left empty, and after a form is sent the focus
// is on the heading of what it led to.
for (const form of document.querySelectorAll("main form[method=get]")) {
  form.addEventListener("submit", () => {
    try {
      sessionStorage.setItem("sent", "yes");
    } catch {
      // Without a place to note it, the focus stays where the browser puts it.
    }
  });
  form.addEventListener("formdata", ({ formData }) => {
    // Of several boxes of one name only the empty ones are left out.
    for (const name of new Set(formData.keys())) {
      const chosen = formData.getAll(name).filter(Boolean);
      formData.delete(name);
      chosen.forEach((value) => formData.append(name, value));
    }
  });
}

try {
  if (sessionStorage.getItem("sent")) {
    const heading = document.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
  }
  sessionStorage.removeItem("sent");
} catch {
  // As above.
}

// Escape closes the menu and leaves the focus on its button.
for (const menu of document.querySelectorAll("header details")) {
  menu.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// How many slides the ticked rows will fill, before they are downloaded.
for (const place of document.querySelectorAll("[data-a-slide]")) {
  const NUMBERS = ["no slides", "one slide", "two slides", "three slides"];
  const form = place.closest("form");
  const show = () => {
    const ticked = form.querySelectorAll("input:checked").length;
    const slides = Math.ceil(ticked / Number(place.dataset.aSlide));
    place.textContent = ticked ? `${ticked} ticked: ${NUMBERS[slides] ?? `${slides} slides`}` : "";
  };
  form.addEventListener("change", show);
  show();
}

// The shortlist in the browser: its address is built from it, and holds all of it.
(() => {
  const KEY = "wave1-shortlist";
  const KINDS = ["project", "finding", "worry"];
  const page = document.querySelector("[data-shortlist]");
  const path = new URL(page.href).pathname;
  const read = (none = []) => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? none;
    } catch {
      return none;
    }
  };
  const isWorry = (mark) => mark.startsWith("worry=");
  const count = (marks) => marks.filter((one) => !isWorry(one)).length;
  const ids = (marks, kind) => marks.filter((one) => one.startsWith(`${kind}=`)).map((one) => one.slice(kind.length + 1));
  const address = (marks) => {
    const pairs = KINDS.map((kind) => [kind, ids(marks, kind).join(",")]);
    const query = pairs.filter(([, value]) => value).map((pair) => pair.join("=")).join("&");
    return query ? `${path}?${query}` : path;
  };
  const keep = (marks) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(marks));
    } catch {
      // Without a place to keep it, links and forms lead on as they do without a script.
      return false;
    }
    show();
    return true;
  };
  // A list has one worry: the last that something was marked for.
  const added = (marks) => {
    const before = read().filter((one) => !(isWorry(one) && marks.some(isWorry)));
    return [...new Set([...before, ...marks])];
  };
  const fits = (marks) => count(marks) <= Number(page.dataset.shortlist);
  const keepAndSee = (marks, event) => {
    if (fits(marks) && keep(marks)) {
      event.preventDefault();
      location.assign(address(marks));
    }
  };
  const shown = document.querySelector("[data-marks]");
  const marksHere = shown?.dataset.marks.split(" ").filter(Boolean) ?? [];
  const show = () => {
    const marks = read();
    page.href = address(marks);
    page.textContent = count(marks) ? `Your shortlist (${count(marks)})` : "Your shortlist";
    for (const link of document.querySelectorAll("[data-keep]")) {
      const isKept = marks.includes(link.dataset.keep);
      link.href = address(isKept ? marks : [...marks, link.dataset.keep]);
      link.firstChild.textContent = isKept ? "On your shortlist. See it" : "Put on your shortlist";
    }
  };
  document.addEventListener("click", (event) => {
    const { keep: mark, drop } = event.target.closest("[data-keep], [data-drop]")?.dataset ?? {};
    const marks = read();
    // What is taken off the list of a colleague stays on one's own.
    if (drop && marksHere.every((one) => marks.includes(one))) {
      keep(marks.filter((one) => one !== drop));
    } else if (mark && !marks.includes(mark) && fits([...marks, mark]) && keep([...marks, mark])) {
      event.preventDefault();
    }
  });
  // What is ticked or chosen is added to the list; where nothing is, the list is shown as it is.
  document.addEventListener("submit", (event) => {
    if (new URL(event.submitter?.formAction ?? event.target.action).pathname !== path) {
      return;
    }
    const chosen = [...event.target.elements]
      .filter((one) => KINDS.includes(one.name) && one.value)
      .filter((one) => one.checked || one.type === "select-one" || one.name === "worry")
      .map((one) => `${one.name}=${one.value}`);
    const all = count(chosen) ? added(chosen) : read();
    if (all.length) {
      keepAndSee(all, event);
    }
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  // The page of the list itself: the first list becomes one's own, any other is added only if asked to.
  if (shown) {
    const kept = read();
    const adopt = shown.querySelector("[data-adopt]");
    if (!count(marksHere) && count(kept)) {
      location.replace(address(kept));
    } else if (count(marksHere) && read(null) === null) {
      keep(marksHere);
    } else if (marksHere.some((one) => !kept.includes(one)) && fits(added(marksHere))) {
      adopt.hidden = false;
      adopt.addEventListener("click", (event) => keepAndSee(added(marksHere), event));
    }
  }
  show();
})();

for (const place of document.querySelectorAll("[data-today]")) {
  const options = { day: "numeric", month: "long", year: "numeric" };
  place.textContent = `${new Date().toLocaleDateString("en-GB", options)}.`;
}

for (const place of document.querySelectorAll("[data-here]")) {
  place.textContent = location.href;
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select");
  const box = document.querySelector("#question");
  if (event.key === "/" && !isTyping && box) {
    event.preventDefault();
    box.focus();
  }
});
