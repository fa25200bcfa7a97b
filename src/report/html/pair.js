// One page beside its source, block by block, with its findings.

/** What is open, and which of its findings is looked at. */
const open = { index: -1, language: -1, findings: 0, at: -1 };

const addressOf = (index, language) =>
  `#page=${encodeURIComponent(site.pages[index].key)}&lang=${encodeURIComponent(site.languages[language].tag)}`;

/** The text of a piece, cut where something stands out or is marked. */
function inside(unit, marks) {
  const cuts = new Set([0, unit.t.length]);
  const styles = [];
  const kinds = ["code", "target", "faint", "special"];
  for (let at = 0; at < (unit.s?.length ?? 0); at += 3) {
    const [start, end, kind] = unit.s.slice(at, at + 3);
    styles.push({ start, end, name: kinds[kind] });
  }
  for (const [start, end] of marks) cuts.add(start).add(end);
  for (const { start, end } of styles) cuts.add(start).add(end);
  const hashes = unit.k.startsWith("h") ? /^#+/.exec(unit.t)?.[0].length ?? 0 : 0;
  if (hashes) {
    styles.push({ start: 0, end: hashes, name: "faint" });
    cuts.add(hashes);
  }
  const ends = [...cuts].sort((a, b) => a - b);
  return ends.slice(1).map((end, index) => {
    const start = ends[index];
    const covers = (it) => it.start <= start && end <= it.end;
    const names = styles.filter(covers).map(({ name }) => name);
    const text = unit.t.slice(start, end);
    const mark = marks.find(([from, to]) => from <= start && end <= to);
    const node = names.length ? el(`span.${names.join(".")}`, {}, text) : text;
    return mark ? el(`mark.${mark[2]}`, {}, node) : node;
  });
}

function piece(file, at, marks, view) {
  const unit = file.units[at];
  const own = marks.filter(([piece]) => piece === at);
  const worstOf = (found) => SEVERITIES[Math.max(...found.map(([, , , finding]) => SEVERITIES.indexOf(view.findings[finding].severity)))];
  const whole = own.filter(([, start, end]) => start === end);
  const parts = own.filter(([, start, end]) => start !== end).map(([, start, end, finding]) => [start, end, view.findings[finding].severity]);
  const language = site.languages.find(({ tag }) => tag === file.lang);
  const classes = `piece.${unit.k}${whole.length ? `.whole.${worstOf(whole)}` : ""}`;
  const dir = unit.k === "code" || unit.k === "front" ? "ltr" : language?.rtl ? "rtl" : "auto";
  const depth = Math.min(unit.d ?? 0, 6);
  return el(
    `div.${classes}`,
    { lang: file.lang || null, dir, style: depth ? `--depth: ${depth}` : null },
    el("span.line", { "aria-hidden": "true" }, String(unit.l)),
    el("div.words", {}, inside(unit, parts)),
  );
}

/** The other place of a finding; which file the source is stands above. */
const otherPlace = ([path, line], view) => place(path, line, path === view.source ? `line ${line} of the source` : undefined);

function note(finding, at, view) {
  return el(
    `div.note.${finding.severity}`,
    { id: `finding-${view.first + at}`, tabindex: "-1", role: "note", "aria-label": `${finding.severity}: ${finding.rule}` },
    el("p.what", {}, sign(finding.severity), el("strong", {}, finding.severity), " ", el("code", {}, finding.rule)),
    el("p", { dir: "auto" }, finding.message),
    finding.help ? el("p.help", {}, finding.help) : null,
    el("p.where", {}, place(view.path, finding.line, `line ${finding.line}`), finding.other ? [" beside ", otherPlace(finding.other, view)] : null),
  );
}

function side(places, file, marks, view, gap) {
  if (!file) return el("div.side.none");
  if (!places?.length) return el("div.side.gap", {}, el("span", {}, gap));
  return el("div.side", {}, places.map((at) => piece(file, at, marks, view)));
}

function rowBeside(row, index, page, view) {
  const source = view.source ? page.files[view.source] : null;
  const target = page.files[view.path];
  const found = view.findings.map((finding, at) => ({ finding, at })).filter(({ finding }) => finding.row === index);
  const elsewhere = row.moved ? "stands elsewhere" : null;
  return el(
    "div",
    { class: `row${found.length ? " found" : ""}${row.moved ? " moved" : ""}` },
    source ? side(row.s, source, view.marks[0], view, elsewhere ?? "not in the source") : null,
    side(row.t, target, view.marks[1], view, elsewhere ?? "not in the translation"),
    el("div.notes", {}, found.map(({ finding, at }) => note(finding, at, view))),
  );
}

/** The rows; those that are folded are made when they are unfolded. */
function rowsBeside(page, view) {
  const parts = [];
  for (let at = 0; at < view.rows.length; ) {
    let end = at + 1;
    while (end < view.rows.length && !view.rows[end].folded === !view.rows[at].folded) end += 1;
    const from = at;
    const make = () => view.rows.slice(from, end).map((row, index) => rowBeside(row, from + index, page, view));
    const told = `${count(end - from, "block")} ${view.source ? "that answer each other" : "without findings"}`;
    if (!view.rows[from].folded) {
      parts.push(...make());
    } else if (page.brief) {
      parts.push(el("p.fold", {}, told));
    } else {
      const unfold = () => fold.replaceWith(...make());
      const fold = el("button.fold", { type: "button", onclick: unfold }, `Show ${told}`);
      parts.push(fold);
    }
    at = end;
  }
  return parts;
}

/** The languages in which a page can be opened, as links. */
function tongues(index, language) {
  const cells = site.pages[index].cells;
  const links = site.languages.map(({ tag }, other) => {
    if (!Array.isArray(cells[other])) return null;
    const name = `${tag || "?"} ${cells[other].length}`;
    return el("a.chip", { href: addressOf(index, other), title: languageName(tag), "aria-current": other === language ? "page" : null }, sign(stateOf(cells[other])), name);
  });
  return el("nav.chips", { "aria-label": "This page in other languages" }, links);
}

function findingList(view) {
  const entry = (finding, at) =>
    el(
      "li",
      {},
      el(
        `a.jump.${finding.severity}`,
        { href: `#finding-${view.first + at}`, onclick: (event) => (event.preventDefault(), lookAt(view.first + at)) },
        sign(finding.severity),
        el("span.unseen", {}, `${finding.severity}: `),
        el("code", {}, finding.rule),
        el("bdi", {}, ` ${finding.message}`),
      ),
    );
  return el("nav", { "aria-label": "Findings on this page" }, el("ol.findings", {}, view.findings.map(entry)));
}

/** Jump to a finding. */
function lookAt(at) {
  const note = byId(`finding-${at}`);
  if (!note) return;
  open.at = at;
  document.querySelectorAll(".row.current").forEach((row) => row.classList.remove("current"));
  note.closest(".row")?.classList.add("current");
  note.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  note.focus({ preventScroll: true });
}

/** The cells with findings, in the order of the matrix, from the one that is open. */
function neighbour(step) {
  const languages = shownLanguages();
  const cells = matrix.pages.flatMap((index) =>
    languages.filter((language) => Array.isArray(site.pages[index].cells[language])).map((language) => [index, language]),
  );
  const at = cells.findIndex(([index, language]) => index === open.index && language === open.language);
  return at < 0 ? null : cells[at + step];
}

function heads(page, view) {
  const head = (path, tag) => el("div.side", {}, el("strong", { lang: tag || null }, languageName(tag)), " ", place(path, 1, plain(path)));
  const source = view.source ? head(view.source, page.files[view.source].lang) : null;
  return el("div.row.heads", {}, source, head(view.path, view.lang), el("div.notes"));
}

function showView(page, view, title) {
  const unplaced = view.findings.map((finding, at) => ({ finding, at })).filter(({ finding }) => finding.row === null);
  return [
    title ? el("h3", {}, plain(view.path)) : null,
    findingList(view),
    el("div.notes.unplaced", {}, unplaced.map(({ finding, at }) => note(finding, at, view))),
    view.rows.length
      ? el(`div.beside${view.source ? "" : ".alone"}`, {}, heads(page, view), rowsBeside(page, view))
      : el("p", {}, "There is no text to show."),
  ];
}

/** Open a page in a language; whether there is such a page. */
function showPair(key, tag) {
  const index = site.pages.findIndex((page) => page.key === key);
  const language = site.languages.findIndex((language) => language.tag === tag);
  const page = index < 0 || language < 0 ? null : data(`page-${index}`);
  const views = page?.views.filter((view) => view.lang === tag) ?? [];
  if (!views.length) return false;
  Object.assign(open, { index, language, findings: views.reduce((sum, view) => sum + view.findings.length, 0), at: -1 });
  const row = site.pages[index];
  const step = (name, label, by) => {
    const to = neighbour(by);
    return el("a.chip", { href: to ? addressOf(...to) : null, "aria-disabled": to ? null : "true", id: name }, label);
  };
  let shownFindings = 0;
  // Two files can be the same page in the same language; their findings are numbered through.
  const parts = views.flatMap((view) => {
    const numbered = { ...view, first: shownFindings };
    shownFindings += view.findings.length;
    return showView(page, numbered, views.length > 1);
  });
  byId("pair").replaceChildren(
    el("nav.chips.steps", { "aria-label": "Pages" }, el("a.chip", { href: "#", id: "back" }, "← All pages"), step("previous", "‹ Previous", -1), step("next", "Next ›", 1)),
    el("h1", { tabindex: "-1", lang: site.languages[row.source]?.tag, dir: "auto" }, plain(row.title ?? row.key)),
    el("p.path", {}, el("bdi", {}, plain(row.key))),
    tongues(index, language),
    ...parts.filter(Boolean),
  );
  return true;
}
