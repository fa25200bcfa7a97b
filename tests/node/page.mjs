// What a person does with the page of `isogloss report`, in a real browser: `node page.mjs BLOG HOSTILE LARGE`, each a
// page that the test has written. Exits with 1 and says why when something is not as it should be.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [blog, hostile, large] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});

/** Open a file; whatever the browser complains of, asks for or is made to do is collected. */
async function visit(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const unwanted = [];
  page.on("console", (message) => unwanted.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => unwanted.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => (unwanted.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) unwanted.push(`request: ${request.url()}`);
  });
  const address = pathToFileURL(file).href;
  await page.goto(address);
  return { page, unwanted, close: () => context.close() };
}

const rows = (page) => page.locator("#matrix tbody tr");

const steps = {
  async "the matrix shows each page in each language"() {
    const { page, unwanted, close } = await visit(blog);
    assert.match(await page.locator("header .summary").textContent(), /11 errors, 1 warning in 15 pages/);
    assert.equal(await rows(page).count(), 3);
    assert.deepEqual(await page.locator("#matrix thead abbr").allTextContents(), ["en", "ar", "de", "fr", "zh"]);
    assert.equal(await page.locator("#matrix a.cell").count(), 12);
    assert.equal(await page.locator(".coverage button").count(), 5);
    assert.deepEqual(unwanted, []);
    await close();
  },

  async "filters keep what is asked for"() {
    const { page, unwanted, close } = await visit(blog);
    await page.getByLabel("Rule").selectOption({ label: "list-length (1)" });
    assert.equal(await rows(page).count(), 1);
    assert.match(await page.locator("#shown").textContent(), /1 page of 3, 1 finding/);
    assert.equal(await page.locator("#matrix a.cell:not(.dim)").count(), 1);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.waitForFunction(() => document.querySelectorAll("#matrix tbody tr").length === 3);
    await page.getByLabel("Severity").selectOption("2");
    assert.match(await page.locator("#shown").textContent(), /11 findings/);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByLabel("Page", { exact: true }).fill("PUNCTURE");
    assert.equal(await rows(page).count(), 1);
    await page.getByLabel("Page", { exact: true }).fill("");
    await page.getByLabel("Sort").selectOption("worst");
    assert.deepEqual(await page.locator("#matrix tbody .path").allTextContents(), ["backup", "puncture", "sourdough"]);
    await page.locator(".coverage button", { hasText: "中文" }).click();
    const sorted = await page.locator("#matrix tbody .path").allTextContents();
    assert.deepEqual(sorted, ["puncture", "sourdough", "backup"], "in Chinese, the backup has a warning only");
    await page.locator(".coverage button", { hasText: "中文" }).click();
    await page.locator(".coverage button", { hasText: "Deutsch" }).click();
    assert.deepEqual(await page.locator("#matrix thead abbr").allTextContents(), ["de"]);
    assert.equal(await page.locator(".coverage button[aria-pressed=true]").count(), 1);
    assert.deepEqual(unwanted, []);
    await close();
  },

  async "a page opens with both sides, gaps, marks and links"() {
    const { page, unwanted, close } = await visit(blog);
    await rows(page).filter({ hasText: "puncture" }).locator("td").nth(2).locator("a").click();
    const pair = page.locator("#pair");
    assert.equal(await pair.locator("h1").textContent(), "Mending a puncture by the roadside");
    assert.equal(await pair.locator(".gap").count(), 3, "the heading and its two paragraphs");
    const row = pair.locator(".row.found");
    assert.match(await row.textContent(), /Find the hole.*not in the translation.*section-missing/s);
    const link = row.locator("a.place").first();
    assert.equal(await link.getAttribute("href"), "https://code.example.org/blog/blob/main/posts/de/puncture.md#L24");
    const before = await pair.locator(".row").count();
    await pair.locator(".fold").first().click();
    assert.ok((await pair.locator(".row").count()) > before, "folded rows unfold");
    await page.goBack();
    await page.locator("#overview").waitFor();
    assert.deepEqual(unwanted, []);
    await close();
  },

  async "a difference is marked in its line, on both sides"() {
    const { page, close } = await visit(`${blog}`);
    await page.evaluate(() => (location.hash = "#page=posts/backup&lang=zh"));
    await page.locator("#pair mark").first().waitFor();
    assert.deepEqual(await page.locator("#pair mark").allTextContents(), ["`--delete`", "`--删除`"]);
    await close();
  },

  async "right-to-left text runs from the right"() {
    const { page, close } = await visit(blog);
    await page.evaluate(() => (location.hash = "#page=posts/backup&lang=ar"));
    const words = page.locator("#pair .piece[lang=ar]:not(.code)").first();
    await words.waitFor();
    assert.equal(await words.evaluate((element) => getComputedStyle(element).direction), "rtl");
    await close();
  },

  async "the keyboard is enough"() {
    const { page, unwanted, close } = await visit(blog);
    await page.keyboard.press("/");
    await page.keyboard.type("sourdough");
    assert.equal(await rows(page).count(), 1);
    await page.keyboard.press("Tab");
    await page.locator("#matrix a.cell").first().focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await page.evaluate(() => document.activeElement.getAttribute("href")), /lang=de$/);
    await page.keyboard.press("Enter");
    await page.locator("#pair h1").waitFor();
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => document.activeElement.id), "finding-0");
    const seen = () => page.locator("#finding-0").evaluate((note) => {
      const { top, bottom } = note.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    await page.waitForFunction(() => document.querySelector("#finding-0").getBoundingClientRect().bottom <= innerHeight);
    assert.ok(await seen(), "the finding is in view");
    await page.keyboard.press("n");
    await page.waitForFunction(() => location.hash.endsWith("lang=fr"));
    await page.keyboard.press("Escape");
    await page.locator("#overview").waitFor();
    assert.deepEqual(unwanted, []);
    await close();
  },

  async "axe finds nothing that keeps anybody out, in both themes"() {
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await visit(blog, { colorScheme, bypassCSP: true });
      for (const hash of ["", "#page=posts/puncture&lang=de", "#page=posts/backup&lang=zh"]) {
        await page.evaluate((hash) => (location.hash = hash), hash);
        await page.locator(hash ? "#pair h1" : "#overview").waitFor();
        await page.addScriptTag({ path: axe });
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).slice(0, 3).join("; ")}`);
        assert.deepEqual(told, [], `${colorScheme} ${hash}`);
      }
      await close();
    }
  },

  async "a choice of colours holds"() {
    const { page, close } = await visit(blog, { colorScheme: "light" });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.getByRole("button", { name: "Colours" }).click();
    assert.notEqual(await paper(), light);
    await close();
  },

  async "nothing is wider than a phone but the matrix, which scrolls"() {
    const { page, close } = await visit(blog, { viewport: { width: 360, height: 740 } });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok((await overflow()) <= 0);
    // Many languages stand in a list that is pushed along by itself.
    await page.evaluate(() => {
      const list = document.querySelector(".coverage");
      for (let more = 0; more < 12; more++) list.append(list.lastElementChild.cloneNode(true));
    });
    assert.ok((await overflow()) <= 0);
    await page.evaluate(() => (location.hash = "#page=posts/puncture&lang=de"));
    await page.locator("#pair h1").waitFor();
    assert.ok((await overflow()) <= 0);
    await close();
  },

  async "what a page says is shown and does nothing"() {
    const { page, unwanted, close } = await visit(hostile);
    const links = await page.locator("#matrix a.cell").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("href")));
    assert.ok(links.length > 0);
    let text = "";
    for (const link of links) {
      await page.evaluate((link) => (location.hash = link), link);
      await page.locator("#pair h1").waitFor();
      for (const fold of await page.locator("#pair .fold").all()) await fold.click();
      await page.waitForTimeout(50);
      text += await page.locator("#pair").textContent();
      assert.equal(await page.locator("#pair img, #pair iframe, #pair script, #pair svg").count(), 0);
      const strange = (links) => links.filter((link) => !/^(#|https:)/.test(link.getAttribute("href") ?? "#")).length;
      assert.equal(await page.locator("#pair a").evaluateAll(strange), 0);
    }
    assert.ok(text.includes("<script>alert(1)</script>"), text);
    assert.ok(text.includes("<U+202E>"), "an override is shown");
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.deepEqual(unwanted, []);
    await close();
  },

  async "thousands of pages in twenty languages are quick"() {
    const started = Date.now();
    const { page, unwanted, close } = await visit(large);
    await rows(page).first().waitFor();
    const opened = Date.now() - started;
    const filtered = await page.evaluate(() => {
      const text = document.querySelector("[name=text]");
      const started = performance.now();
      document.querySelector("[name=state]").value = "findings";
      text.value = "page-4";
      text.dispatchEvent(new Event("input", { bubbles: true }));
      return performance.now() - started;
    });
    const cells = await page.locator("#matrix td").count();
    const link = await page.locator("#matrix a.cell").first().getAttribute("href");
    const turned = await page.evaluate((link) => {
      const started = performance.now();
      location.hash = link;
      return new Promise((done) => addEventListener("hashchange", () => requestAnimationFrame(() => done(performance.now() - started)), { once: true }));
    }, link);
    console.log(`opened in ${opened} ms, filtered in ${filtered.toFixed()} ms, a page opened in ${turned.toFixed()} ms; ${cells} cells shown`);
    assert.ok(cells < 20_000, "not all cells are there at once");
    // Far more than it takes, so that a busy machine does not fail it; a quadratic step would.
    assert.ok(opened < 15_000 && filtered < 3_000 && turned < 3_000);
    assert.deepEqual(unwanted, []);
    await close();
  },
};

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}\n${error.stack}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
