// Walks through pages with the keyboard alone: the skip link first, then every control in the order of the
// page, each with a mark that is seen and nothing over it, and out again at the end.
"use strict";

const { address, answer, each, watch } = require("./common.js");

/** What has the focus, and what is wrong with it. */
function focused() {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
  const style = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  const faults = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("no mark of the focus");
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) faults.push("out of sight");
  else {
    // A link over several lines has its first box looked at; a point of it must be its own.
    const [first] = it.getClientRects();
    const x = (Math.max(first.left, 0) + Math.min(first.right, innerWidth)) / 2;
    const y = (Math.max(first.top, 0) + Math.min(first.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(x, y);
    if (top && !it.contains(top) && !top.contains(it)) faults.push(`${top.tagName}.${top.className} lies over it`);
  }
  return { at: all.indexOf(it), main: !!it.closest("main"), skip: it.matches(".skip"), what: it.outerHTML.slice(0, 120), faults };
}

answer(async ({ ask, browser, base, tell }) => {
  let looked = 0;
  await each(ask.pages, 2, async (page) => {
    // Without motion a step of the focus scrolls at once.
    const tab = await browser.newPage({ viewport: { width: ask.width, height: 800 }, reducedMotion: "reduce" });
    watch(tab, base, ask.site, (what, more) => tell(page, what, more));
    await tab.goto(address(base, ask.site, page));
    const step = async (key = "Tab") => {
      await tab.keyboard.press(key);
      return tab.evaluate(focused);
    };
    let before = -1;
    let now = await step();
    if (!now?.skip) tell(page, "the first stop is not the skip link", now);
    for (let n = 0; now && n < 2000; n += 1) {
      looked += 1;
      for (const fault of now.faults) tell(page, fault, now.what);
      // The parts of a field for a date are one control.
      if (now.at < before || now.at < 0) tell(page, "the focus goes back", now.what);
      before = Math.max(before, now.at);
      now = await step();
    }
    if (now) tell(page, "the focus does not come out", now.what);
    if (looked && before < 10) tell(page, "too few stops", before);
    // Back at the beginning: the skip link leads past everything above the contents.
    await tab.goto(address(base, ask.site, page));
    now = await step();
    if (now?.skip) {
      now = await step("Enter");
      if (!now?.main) tell(page, "the skip link leads nowhere", now);
      now = await step();
      const inside = await tab.evaluate(() => !!document.querySelector("main a[href], main button, main input, main summary"));
      if (inside && !now?.main) tell(page, "behind the skip link the focus is outside the contents", now);
    }
    await tab.close();
  });
  return looked;
});
