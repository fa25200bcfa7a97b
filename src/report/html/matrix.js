// The overview: a bar for each language, the filters, and the rows, some hundreds at a time.

const AT_ONCE = 200;

/** The pages that the filter keeps, and how many of them have a row. */
const matrix = { pages: [], rows: 0 };

/** How many cells of a language are in each state. */
function tally(language) {
  const states = {};
  for (const page of site.pages) {
    const state = stateOf(page.cells[language]);
    states[state] = (states[state] ?? 0) + 1;
  }
  return states;
}

function coverageBar(language) {
  const { tag } = site.languages[language];
  const states = tally(language);
  const expected = site.pages.length - (states.absent ?? 0);
  const present = expected - (states.missing ?? 0);
  const parts = ["sound", "info", "warning", "error", "drift", "missing", "absent"].filter((state) => states[state]);
  const said = parts.map((state) => `${states[state].toLocaleString("en")} ${WORDS[state] ?? `with ${state}s`}`);
  const bar = parts.map((state) => el(`span.${state}`, { style: `flex-grow: ${states[state]}` }));
  const toggle = el(
    "button.language",
    { type: "button", "data-language": language, "aria-pressed": "false", title: said.join(", "), onclick: () => toggleLanguage(language) },
    el("span.name", { lang: tag }, languageName(tag)),
    el("span.tag", {}, tag),
    el("span.amount", {}, `${present.toLocaleString("en")} of ${count(site.pages.length, "page")}`),
    el("span.bar", { "aria-hidden": "true" }, bar),
    el("span.unseen", {}, `: ${said.join(", ")}`),
  );
  return el("li", {}, toggle);
}

function toggleLanguage(language) {
  const at = filter.languages.indexOf(language);
  if (at < 0) filter.languages.push(language);
  else filter.languages.splice(at, 1);
  showMatrix();
}

function cellOf(page, index, language) {
  const cell = page.cells[language];
  const state = stateOf(cell);
  const { tag } = site.languages[language];
  const isSource = page.source === language;
  const attributes = { class: isSource ? "source" : null };
  const dim = (filter.state !== "" || asksForFindings()) && !isWanted(cell) ? ".dim" : "";
  if (!Array.isArray(cell)) {
    const said = isSource && state === "sound" ? "source, no findings" : WORDS[state];
    const mark = state === "absent" ? [] : [sign(state)];
    return el("td", attributes, el(`span.cell.${state}${dim}`, { title: `${tag}: ${said}` }, mark, el("span.unseen", {}, said)));
  }
  const number = asksForFindings() ? matching(cell) : cell.length;
  const worst = SEVERITIES[Math.max(...findingsOf(cell).map(({ severity }) => severity))];
  const said = ` finding${number === 1 ? "" : "s"} in ${tag || "no known language"}, worst: ${worst}${state === "drift" ? ", out of sync" : ""}`;
  const link = el(
    `a.cell.${state}${dim}`,
    { href: addressOf(index, language), title: `${number}${said}` },
    sign(state),
    String(number),
    el("span.unseen", {}, said),
  );
  return el("td", attributes, link);
}

function rowOf(index) {
  const page = site.pages[index];
  const tag = site.languages[page.source]?.tag;
  const head = el(
    "th",
    { scope: "row" },
    page.title ? el("span.title", { lang: tag, dir: "auto" }, plain(page.title)) : null,
    el("span.path", { title: plain(page.key) }, el("bdi", {}, plain(page.key.slice(COMMON.length)))),
  );
  return el("tr", {}, head, ...shownLanguages().map((language) => cellOf(page, index, language)));
}

function showHead() {
  const languages = shownLanguages().map((index) => {
    const { tag } = site.languages[index];
    return el("th", { scope: "col" }, el("abbr", { title: languageName(tag) }, tag || "?"));
  });
  byId("matrix").tHead.replaceChildren(el("tr", {}, el("th", { scope: "col" }, "Page"), ...languages));
}

function showMore() {
  const more = matrix.pages.slice(matrix.rows, matrix.rows + AT_ONCE);
  byId("matrix").tBodies[0].append(...more.map(rowOf));
  matrix.rows += more.length;
  const left = matrix.pages.length - matrix.rows;
  byId("more").hidden = left === 0;
  byId("more").textContent = `Show ${Math.min(left, AT_ONCE)} more of ${left.toLocaleString("en")}`;
}

/** Show what the filter keeps. */
function showMatrix() {
  matrix.pages = wantedPages();
  matrix.rows = 0;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(filter.languages.includes(Number(button.dataset.language))));
  }
  showHead();
  byId("matrix").tBodies[0].replaceChildren();
  showMore();
  const languages = shownLanguages();
  const found = matrix.pages.reduce(
    (sum, index) => sum + languages.reduce((sum, language) => sum + matching(site.pages[index].cells[language]), 0),
    0,
  );
  const all = matrix.pages.length === site.pages.length ? "" : ` of ${site.pages.length.toLocaleString("en")}`;
  byId("shown").textContent = matrix.pages.length
    ? `${count(matrix.pages.length, "page")}${all}, ${count(found, "finding")}${COMMON ? ` in ${plain(COMMON)}` : ""}`
    : "No page is like that.";
}

const option = ([value, name]) => el("option", { value }, name);

function fillFilters() {
  const folders = new Map();
  for (const page of site.pages) {
    // A folder is offered with all that hold it.
    for (let folder = folderOf(page); folder; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))) {
      folders.set(folder, (folders.get(folder) ?? 0) + 1);
    }
  }
  const options = {
    state: [["", "all"], ["findings", "with findings"], ["missing", "missing"], ["drift", "out of sync"], ["sound", "no findings"]],
    folder: [["", "all"], ...[...folders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([folder, pages]) => [folder, `${plain(folder)} (${pages})`])],
    rule: [["", "all"], ...site.rules.map((rule, index) => [index, `${rule.id} (${rule.count})`])],
    severity: [["", "all"], ["1", "warning and up"], ["2", "error"]],
    sort: Object.entries(ORDERS).map(([value, { name }]) => [value, name]),
  };
  const form = byId("filters");
  for (const [name, choices] of Object.entries(options)) form.elements[name].append(...choices.map(option));
  const read = () => {
    for (const name of ["text", ...Object.keys(options)]) filter[name] = form.elements[name].value;
    showMatrix();
  };
  form.addEventListener("input", read);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    filter.languages = [];
    setTimeout(read);
  });
}

/** Arrow keys lead from one cell with findings to the next in that direction. */
function moveInMatrix(event) {
  const cell = event.target.closest?.("td");
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const [down, right] = steps[event.key] ?? [0, 0];
  if (!cell || (!down && !right)) return;
  event.preventDefault();
  let [row, column] = [cell.parentElement, cell.cellIndex];
  while ((row = down ? (down > 0 ? row.nextElementSibling : row.previousElementSibling) : row)) {
    column += right;
    const next = row.cells[column];
    if (!next || column < 1) return;
    const link = next.querySelector("a");
    if (link) return link.focus();
  }
}

function startMatrix() {
  byId("coverage").append(...site.languages.map((_, language) => coverageBar(language)));
  const key = ["sound", "info", "warning", "error", "drift", "missing"];
  const words = { ...WORDS, info: "worth a look", warning: "very likely wrong", error: "wrong", missing: "expected and missing" };
  byId("key").append(...key.map((state) => el("span", {}, el(`span.cell.${state}`, { "aria-hidden": "true" }, sign(state)), ` ${words[state]}`)));
  fillFilters();
  byId("more").addEventListener("click", showMore);
  byId("matrix").addEventListener("keydown", moveInMatrix);
  new IntersectionObserver(([entry]) => entry.isIntersecting && showMore(), { rootMargin: "400px" }).observe(byId("more"));
  showMatrix();
}
