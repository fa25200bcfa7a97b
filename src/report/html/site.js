// The matrix as data: what a cell says, and which cells and rows a filter keeps.

const site = data("site");

const DRIFT = site.rules.findIndex((rule) => rule.id === "out-of-sync");
const ABSENCE = site.rules.findIndex((rule) => rule.id === "translation-missing");

/** Findings of a cell: rule and severity of each. */
const findingsOf = (cell) =>
  Array.isArray(cell) ? cell.map((code) => ({ rule: Math.floor(code / 3), severity: code % 3 })) : [];

/** What a cell is, in one word. */
function stateOf(cell) {
  if (cell === 0) return "absent";
  if (cell === -1) return "missing";
  if (cell === 1) return "sound";
  const found = findingsOf(cell);
  if (found.some(({ rule }) => rule === DRIFT)) return "drift";
  return SEVERITIES[Math.max(...found.map(({ severity }) => severity))];
}

const WORDS = {
  sound: "no findings",
  missing: "missing",
  drift: "out of sync",
  absent: "not translated",
};

const folderOf = (page) => (page.key.includes("/") ? page.key.slice(0, page.key.lastIndexOf("/")) : ".");

/** The folder that all pages lie in, with a slash behind it: there is no need to say it in each row. */
const COMMON = site.pages.reduce((common, { key }) => {
  let shared = Math.max(0, common.length);
  while (!key.startsWith(common.slice(0, shared))) shared = shared > 1 ? common.lastIndexOf("/", shared - 2) + 1 : 0;
  return common.slice(0, shared);
}, `${folderOf(site.pages[0] ?? { key: "" })}/`);

/** What is asked for. Empty strings ask for nothing. */
const filter = { text: "", state: "", folder: "", rule: "", severity: "", sort: "path", languages: [] };

const asksForFindings = () => filter.rule !== "" || filter.severity !== "";

/** How many findings of a cell are asked for; a missing page has one of its own. */
function matching(cell) {
  const found = cell === -1 ? [{ rule: ABSENCE, severity: 0 }] : findingsOf(cell);
  const wanted = ({ rule, severity }) =>
    (filter.rule === "" || rule === Number(filter.rule)) && (filter.severity === "" || severity >= Number(filter.severity));
  return found.filter(wanted).length;
}

/** Whether a cell is one of those asked for. */
function isWanted(cell) {
  if (asksForFindings() && matching(cell) === 0) return false;
  if (filter.state === "findings") return Array.isArray(cell);
  return filter.state === "" || stateOf(cell) === filter.state;
}

const shownLanguages = () =>
  site.languages.map((_, index) => index).filter((index) => !filter.languages.length || filter.languages.includes(index));

/** The cells of a page in the languages that are shown: orders are by what can be seen. */
const shownCells = (page) => shownLanguages().map((language) => page.cells[language]);

const number = (page) => shownCells(page).reduce((sum, cell) => sum + findingsOf(cell).length, 0);
const gaps = (page) => shownCells(page).filter((cell) => cell === -1).length;
const worst = (page) => Math.max(-1, ...shownCells(page).flatMap(findingsOf).map(({ severity }) => severity));

/** Orders by name: what is most comes first, then the path. */
const ORDERS = {
  path: { name: "path", ranks: [] },
  found: { name: "most findings", ranks: [number] },
  worst: { name: "most serious", ranks: [worst, number] },
  gaps: { name: "most missing", ranks: [gaps] },
};

/** The places of the pages that are asked for, in the order that is asked for. */
function wantedPages() {
  const text = filter.text.trim().toLowerCase();
  const languages = shownLanguages();
  const cells = filter.state !== "" || asksForFindings();
  const kept = site.pages.map((page, index) => ({ page, index })).filter(({ page }) => {
    if (text && !page.key.toLowerCase().includes(text) && !page.title?.toLowerCase().includes(text)) return false;
    const folder = folderOf(page);
    if (filter.folder && folder !== filter.folder && !folder.startsWith(`${filter.folder}/`)) return false;
    return !cells || languages.some((language) => isWanted(page.cells[language]));
  });
  const { ranks } = ORDERS[filter.sort] ?? ORDERS.path;
  const ranked = kept.map(({ page, index }) => ({ index, ranks: ranks.map((rank) => rank(page)) }));
  const order = (a, b) => {
    const at = ranks.findIndex((_, at) => a.ranks[at] !== b.ranks[at]);
    return at < 0 ? a.index - b.index : b.ranks[at] - a.ranks[at];
  };
  return ranked.sort(order).map(({ index }) => index);
}
