// Looks at pages on screens of every kind: WCAG 2.2 AA by axe-core, direction, no sideways scroll, the
// one style sheet, no word on the console, no request but for page, style and icon.
"use strict";

const axe = require("axe-core");
const { address, answer, each, watch } = require("./common.js");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [320, 1280];
const SCHEMES = ["light", "dark"];

/** What is wrong with a page as it is laid out now. */
function layout() {
  const root = document.documentElement;
  const out = [];
  const style = getComputedStyle(document.body);
  if (style.direction !== "rtl" || root.lang !== "ar") out.push(`${root.lang}, ${style.direction}`);
  if (document.styleSheets.length !== 1) out.push(`${document.styleSheets.length} style sheets`);
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((it) => {
      const box = it.getBoundingClientRect();
      return box.left < -1 || box.right > innerWidth + 1;
    });
    const names = wide.slice(0, 5).map((it) => `${it.tagName}.${it.className}`);
    out.push(`scrolls sideways, ${root.scrollWidth} over ${root.clientWidth}: ${names}`);
  }
  // Numbers in running text are excepted (2.5.8), and so are links in sentences; what stands alone is not.
  const alone = "button, input, select, summary, .nav a, .pager a, .crumbs a, .chips a, .bars a, .d7 a, .cal a, .ruler a";
  for (const it of document.querySelectorAll(alone)) {
    // A label is a target too, for the control in it.
    const box = (it.closest("label") ?? it).getBoundingClientRect();
    if (box.width && (box.width < 24 || box.height < 24)) {
      out.push(`a target of ${box.width.toFixed()} by ${box.height.toFixed()}: ${it.outerHTML.slice(0, 120)}`);
    }
  }
  return out;
}

answer(async ({ ask, browser, base, tell }) => {
  let looked = 0;
  await each(ask.pages, 2, async (page) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const tab = await context.newPage();
    const asked = watch(tab, base, ask.site, (what, more) => tell(page, what, more));
    // The search page loads its script and index besides, and these more.
    const isSearch = page.startsWith("search/");
    await tab.goto(address(base, ask.site, page), { waitUntil: isSearch ? "networkidle" : "load" });
    if (!isSearch && asked.length > 3) tell(page, "requests", asked);
    for (const width of ask.disk ? [320] : WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      for (const found of await tab.evaluate(layout)) tell(page, `layout at ${width}`, found);
      if (ask.disk) continue;
      for (const colorScheme of SCHEMES) {
        await tab.emulateMedia({ colorScheme });
        await tab.evaluate(axe.source);
        const { violations } = await tab.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), TAGS);
        for (const { id, help, nodes } of violations) {
          tell(page, `${id} at ${width} ${colorScheme}`, { help, nodes: nodes.slice(0, 3).map((it) => [it.html, it.failureSummary]), all: nodes.length });
        }
        looked += 1;
      }
    }
    if (ask.disk) looked += 1;
    await context.close();
  });
  return looked;
});
