// Elements, and how things are called. Text from pages only ever becomes the text of a node.

/** An element: `el("a.quiet", { href: "#" }, "text", child)`. */
function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const byId = (id) => document.getElementById(id);

const data = (id) => JSON.parse(byId(id)?.textContent ?? "null");

/** Text in which what would reorder or hide its neighbours can be seen. */
const plain = (text) =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/g,
    (character) => `<U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`,
  );

const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** The name of a language in that language, or its tag. */
function languageName(tag) {
  if (!tag) return "no known language";
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const SEVERITIES = ["info", "warning", "error"];

/** Signs beside the colours, so that colour is never the only one. */
const SIGNS = { error: "✕", warning: "!", info: "i", sound: "✓", missing: "–", drift: "≠", absent: "" };

const sign = (name) => el(`span.sign.${name}`, { "aria-hidden": "true" }, SIGNS[name]);

/** A path and line, as a link where the repository is known. */
function place(path, line, text = `${plain(path)}:${line}`) {
  const address = site.repository;
  if (!address) return el("code.place", {}, text);
  const escaped = path.split("/").map(encodeURIComponent).join("/");
  const href = address.replaceAll("{path}", () => escaped).replaceAll("{line}", line);
  return el("a.place", { href, rel: "noopener noreferrer", target: "_blank" }, el("code", {}, text));
}
