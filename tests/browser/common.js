// Common to the scripts of the browser tests: a question comes on standard input as JSON, findings go
// out as JSON, one a line; the last line says how much was looked at, so that silence is no success.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css",
  js: "text/javascript",
  json: "application/json",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  xml: "application/xml",
};

/** Serves a folder below `/news/`, as a host does with a site in a sub-folder; gives its address. */
function serve(folder) {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = decodeURIComponent(pathname);
    const file = path.join(folder, name.slice("/news".length));
    if (!name.startsWith("/news/") || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.extname(file).slice(1)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type }).end(fs.readFileSync(file));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({ base: `http://127.0.0.1:${server.address().port}/news/`, close: () => server.close() });
    });
  });
}

/** The address of a page: below `base`, or on the disk. */
function address(base, site, page) {
  if (base) return base + page.split("/").map(encodeURIComponent).join("/");
  return pathToFileURL(path.join(site, page)).href;
}

/** Tells of everything that a tab says or asks for and should not. */
function watch(tab, base, site, tell) {
  const home = base ?? pathToFileURL(site + path.sep).href;
  const asked = [];
  tab.on("console", (message) => tell("console", message.text()));
  tab.on("pageerror", (error) => tell("error", String(error)));
  tab.on("request", (request) => {
    asked.push(request.url());
    if (!request.url().startsWith(home)) tell("request", `${request.url()} is outside ${home}`);
  });
  tab.on("requestfailed", (request) => tell("request", `${request.url()} failed`));
  tab.on("response", (response) => {
    if (response.status() >= 400) tell("request", `${response.url()}: ${response.status()}`);
  });
  return asked;
}

const PLAIN = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"];

/**
 * Answers a question: `look({ ask, browser, base, tell })` calls `tell(page, what, more)` for every
 * finding and returns how much it looked at. With `ask.disk` pages come from the disk.
 */
async function answer(look) {
  const { chromium } = require("playwright-core");
  const ask = JSON.parse(fs.readFileSync(0, "utf8"));
  const tell = (page, what, more) => console.log(JSON.stringify({ page, what, more }));
  const server = ask.disk ? null : await serve(ask.site);
  const browser = await chromium.launch({ executablePath: ask.browser, args: PLAIN });
  try {
    const looked = await look({ ask, browser, base: server?.base, tell });
    console.log(JSON.stringify({ looked }));
  } finally {
    await browser.close();
    server?.close();
  }
}

/** Runs `work` over all items, `n` at a time. */
async function each(items, n, work) {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: n }, lane));
}

module.exports = { address, answer, each, watch };
