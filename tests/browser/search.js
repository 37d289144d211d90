// Uses the search page as a reader without a mouse does, then asks every question of a list; pages come
// from a server or from the disk.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { address, answer, each, watch } = require("./common.js");

answer(async ({ ask, browser, base, tell }) => {
  const start = address(base, ask.site, "search/index.html");
  // The page as it is without its script asks for one; the script says something else once it is done.
  const plain = /id="status"[^>]*>([^<]*)</.exec(fs.readFileSync(path.join(ask.site, "search/index.html"), "utf8"))[1];
  const settled = (tab) => tab.waitForFunction((it) => document.getElementById("status").textContent !== it, plain);
  const open = async (query) => {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    watch(tab, base, ask.site, (what, more) => tell(query ?? "search", what, more));
    await tab.goto(query === undefined ? start : `${start}?q=${encodeURIComponent(query)}`);
    await settled(tab);
    return tab;
  };
  const active = (tab) => tab.evaluate(() => ({ id: document.activeElement.id, html: document.activeElement.outerHTML.slice(0, 160) }));

  // By keyboard: to the field, the words, Enter; the count is announced; Tab leads to the first result.
  const tab = await open();
  const role = await tab.getAttribute("#status", "role");
  if (role !== "status") tell("search", "the count is not announced", role);
  const before = await tab.textContent("#status");
  for (let n = 0; n < 40 && (await active(tab)).id !== "q"; n += 1) await tab.keyboard.press("Tab");
  await tab.keyboard.type(ask.typed);
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/[?&]q=/);
  await settled(tab);
  if ((await tab.textContent("#status")) === before) tell("search", "the count did not change", before);
  if ((await tab.inputValue("#q")) !== ask.typed) tell("search", "the words are gone", await tab.inputValue("#q"));
  const first = await tab.locator("#out a").first().evaluate((it) => it.outerHTML.slice(0, 160));
  let met = false;
  for (let n = 0; n < 60 && !met; n += 1) {
    await tab.keyboard.press("Tab");
    met = (await active(tab)).html === first;
  }
  if (!met) tell("search", "no way to the first result", first);
  if (ask.many) {
    const shown = await tab.locator("#out > li").count();
    await tab.focus("#more");
    await tab.keyboard.press("Enter");
    await tab.waitForFunction((n) => document.querySelectorAll("#out > li").length > n, shown);
    const next = await tab.locator("#out > li").nth(shown).locator("a").evaluate((it) => it === document.activeElement);
    if (!next) tell("search", "more results do not take the focus", await active(tab));
  }
  await tab.locator("#out a").first().focus();
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/\/d\//);
  await tab.close();

  // A result shows the sentence with the words, wherever in the text it stands.
  for (const [query, sentence, marks] of ask.deep ?? []) {
    const found = await open(query);
    const said = found.locator("#out > li > p:not(.meta)").first();
    const is = [await said.textContent(), ...await said.locator("mark").allTextContents()];
    if (is.join("|") !== [sentence, ...marks].join("|")) tell(query, "another sentence or other marks", is.join("|"));
    await found.close();
  }

  // The list of questions: each with the headline that must be among the results.
  const apart = [];
  const times = [];
  await each(ask.pairs, 2, async ([query, headline]) => {
    const tab = await open(query);
    const lines = await tab.locator("#out h2").allTextContents();
    if (!lines.includes(headline)) apart.push([query, headline]);
    times.push(await tab.evaluate(async (q) => {
      const from = performance.now();
      await search({ q, from: "", to: "" });
      return performance.now() - from;
    }, query));
    await tab.close();
  });
  times.sort((a, b) => a - b);
  return { joined: ask.pairs.length - apart.length, apart, middle: Math.round(times[times.length >> 1]), slowest: Math.round(times.at(-1)) };
});
