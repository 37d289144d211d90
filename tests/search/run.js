// Runs the script of the search page outside a browser, over the index of a built site. Arguments: the
// site's folder, what to do. Questions come on standard input, one a line; answers go out likewise.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [site, task] = process.argv.slice(2);
const read = (file) => fs.readFileSync(path.join(site, file), "utf8");
const context = vm.createContext({ RegExp });
vm.runInContext(read("assets/search.js"), context);
vm.runInContext(read("search/index.js"), context);

// In place of script elements: the same files, each once, with a count of their bytes.
let bytes = 0;
const texts = new Map();
context.give = ({ name }, part) => {
  const file = `search/${name}/${part}.js`;
  if (!texts.has(file)) {
    const text = read(file);
    bytes += Buffer.byteLength(text);
    vm.runInContext(`arrivals.set("${name}/${part}", (lines) => { arrived = lines; }); var arrived; ${text}`, context);
    texts.set(file, context.arrived);
  }
  return Promise.resolve(texts.get(file));
};
vm.runInContext("load = (segment, part) => give(segment, part)", context);
const address = vm.runInContext("address", context);

// The row of a hit: identity and headline.
async function row(hit) {
  const id = await address(hit);
  const [[headline]] = await context.give({ name: `../d/${id}` }, "text");
  return `${id} ${headline}`;
}

const tasks = {
  // Words of a text, then the stem of each.
  words: (line) => context.words(line).map((word) => `${word}=${context.stem(word)}`).join(" "),
  // Headlines of all hits of a question in the form of an address: q=…&topic=….
  async search(line) {
    const fields = { q: "", from: "", to: "", ...Object.fromEntries(new URLSearchParams(line)) };
    const { hits } = await context.search(fields);
    return JSON.stringify(await Promise.all(hits.map(row)));
  },
  // The sentences of a document that results may show.
  sentences: async (id) => (await context.give({ name: `../d/${id}` }, "text")).slice(1).map(([line]) => line).join(" / "),
  // Bytes that a reader loads for the first question: script, settings, parts of words, of eight rows and their sentences.
  async bytes(line) {
    texts.clear();
    bytes = Buffer.byteLength(read("assets/search.js")) + Buffer.byteLength(read("search/index.js"));
    const { hits } = await context.search({ q: line, from: "", to: "" });
    for (const hit of hits.slice(0, 8)) await row(hit);
    return `${bytes} ${hits.length}`;
  },
};

(async () => {
  for (const line of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) console.log(await tasks[task](line));
})();
