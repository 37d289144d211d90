// Prints pages as a reader would, on A4: what serves the screen is gone, nothing is cut off at the side, the
// text is black on white, and the sheets are numbered.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { address, answer, each } = require("./common.js");

/** Widths of the printed area of A4 in CSS pixels: 210 mm less the margins. */
const AREA = Math.floor(((210 - 28) / 25.4) * 96);

function printed() {
  const out = [];
  const shown = (it) => it.getClientRects().length > 0;
  for (const it of document.querySelectorAll(".nav, .find, .skip, .crumbs, .pager, .filter, .foot, .noprint, .st__src a")) {
    if (shown(it)) out.push(`${it.tagName}.${it.className} is printed`);
  }
  if (document.documentElement.scrollWidth > innerWidth) out.push(`wider than the sheet: ${document.documentElement.scrollWidth} over ${innerWidth}`);
  const style = getComputedStyle(document.body);
  if (style.backgroundColor !== "rgb(255, 255, 255)") out.push(`on ${style.backgroundColor}`);
  const light = (colour) => colour.match(/\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) > 450;
  if (light(style.color)) out.push(`in ${style.color}`);
  return out;
}

answer(async ({ ask, browser, base, tell }) => {
  const sheets = {};
  await each(ask.pages, 2, async (page) => {
    // A reader's screen may be dark: paper is not.
    const tab = await browser.newPage({ viewport: { width: AREA, height: 1000 }, colorScheme: "dark" });
    await tab.goto(address(base, ask.site, page));
    await tab.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const found of await tab.evaluate(printed)) tell(page, "print", found);
    const pdf = await tab.pdf({ preferCSSPageSize: true });
    if (ask.keep) fs.writeFileSync(path.join(ask.keep, `${page.replaceAll("/", "_")}.pdf`), pdf);
    sheets[page] = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    if (!sheets[page]) tell(page, "no sheet", pdf.length);
    await tab.close();
  });
  return sheets;
});
