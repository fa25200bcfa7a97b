// What the address asks for, keys, and colours.

let scrolled = 0;

/** Show what the address names: `#page=…&lang=…`, else the overview. */
function route() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const opened = asked.has("page") && showPair(asked.get("page"), asked.get("lang") ?? "");
  const wasOpen = !byId("pair").hidden;
  if (opened && !wasOpen) scrolled = scrollY;
  byId("overview").hidden = opened;
  byId("pair").hidden = !opened;
  document.title = opened ? `${byId("pair").querySelector("h1").textContent} – isogloss` : TITLE;
  if (opened) {
    scrollTo(0, 0);
    byId("pair").querySelector("h1").focus({ preventScroll: true });
  } else if (wasOpen) {
    byId("pair").replaceChildren();
    scrollTo(0, scrolled);
    const link = document.querySelector(`a[href="${CSS.escape(addressOf(open.index, open.language))}"]`);
    link?.focus({ preventScroll: true });
  }
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, select, textarea")) return;
  const opened = !byId("pair").hidden;
  const last = opened ? open.findings - 1 : -1;
  const keys = {
    "/": () => !opened && byId("filters").elements.text.focus(),
    Escape: () => opened && byId("back").click(),
    j: () => opened && lookAt(Math.min(open.at + 1, last)),
    k: () => opened && lookAt(Math.max(open.at - 1, 0)),
    n: () => opened && byId("next").click(),
    p: () => opened && byId("previous").click(),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
}

/** Dark or light: what the system says, until somebody chooses. A browser may keep nothing for a page from disk. */
function startTheme() {
  const root = document.documentElement;
  const remember = (theme) => {
    try {
      localStorage.setItem("isogloss-theme", theme);
    } catch {}
  };
  try {
    root.dataset.theme = localStorage.getItem("isogloss-theme") ?? "";
  } catch {}
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember(root.dataset.theme);
  });
}

const TITLE = document.title;
startTheme();
startMatrix();
addEventListener("hashchange", route);
addEventListener("keydown", onKey);
route();
