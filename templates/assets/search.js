// Search, on its own page. Nothing is fetched, so it works from a disk too: the index comes in
// scripts that hand their text over by calling mujaz(). Format and method: docs/search.md.
"use strict";

const SHOWN = 8;
const ARABIC = "\\u0621-\\u064A\\u066E-\\u06D3\\u06FA-\\u06FC";
const WORD = RegExp(`[${ARABIC}]+|\\d+|((?![${ARABIC}\\d])[\\p{Alphabetic}\\p{N}])+`, "gu");
const loads = new Map(), arrivals = new Map();
let index, letters;

function mujaz(name, text) {
  if (name !== "index") return arrivals.get(name)(swap(text).split("\n").map((line) => line.split("\t")));
  index = text;
  letters = new Map(Object.entries(index.fold).flatMap(([to, all]) => [...all].map((c) => [c, to])));
  globalThis.document && start();
}

// The lines of a part of a segment with their fields, which is loaded once.
function load({ name, version }, part) {
  const path = `${name}/${part}`;
  if (!loads.has(path)) loads.set(path, new Promise((resolve, reject) => {
    arrivals.set(path, resolve);
    const script = document.createElement("script");
    script.src = `${path}.js?v=${version}`;
    script.onerror = reject;
    document.head.append(script);
  }));
  return loads.get(path);
}

// Arabic letters stand in the parts as those of ASCII, and the other way round.
const swap = (text) => text.replace(/[A-r\u0621-\u0652]/g, (c) =>
  String.fromCharCode(c.charCodeAt() + (c < "s" ? 1504 : -1504)));

// Rising numbers, written as gaps.
function numbers(text) {
  const out = [];
  let high = 0, at = -1;
  for (const c of text) {
    const n = index.code.indexOf(c);
    high = n < 64 ? (out.push(at += high * 64 + n + 1), 0) : high * 26 + n - 64;
  }
  return out;
}

// The words of a text in their matching form, as in the index.
function words(text) {
  const plain = text.normalize("NFC").replace(/[\uFB50-\uFDFF\uFE70-\uFEFC]/g, (c) =>
    letters.get(c) ?? c.normalize("NFKC").replaceAll(" ", ""));
  const folded = [...plain].map((c) => letters.get(c) ?? c.toLowerCase()).join("");
  return (folded.match(WORD) ?? []).map((word) => word.slice(0, index.letters));
}

function stem(word) {
  for (const { tail, times, list } of index.affixes) {
    const has = (affix) => tail ? word.endsWith(affix) : word.startsWith(affix);
    for (let n = 0; n < times; n++) {
      const cut = list.find(([it, least, unless]) => has(it) && word.length >= it.length + least && !unless.some(has))?.[0].length ?? 0;
      word = tail ? word.slice(0, word.length - cut) : word.slice(cut);
    }
  }
  return word;
}

// What may be left of a word without conjunction and preposition.
const bases = (word) => index.proclitics.filter(([it]) => word.startsWith(it))
  .map(([it, to]) => to + word.slice(it.length)).filter((it) => it.length > 2);

// What a segment has under a stem: forms with their documents, and names that begin with it.
async function under(segment, own) {
  const part = segment.words.findLastIndex((first) => swap(first) <= own);
  const found = { stem: own, forms: new Map(), names: [] };
  for (const [head, ...rest] of part < 0 ? [] : await load(segment, `w${part}`)) {
    const stems = head.split(" ");
    if (stems[0] !== own) continue;
    if (rest[0][0] === "@") found.names.push({ stems, label: rest[0].slice(1), list: rest[1] });
    else for (let n = 0; n < rest.length; n += 2) {
      const [form, more] = rest[n].split("~");
      found.forms.set(form.replace("|", own), { more, list: rest[n + 1] });
    }
  }
  return found;
}

// The documents with a word: 2 points for the very form, 1 for another.
async function look(segment, word, ask) {
  const all = [await under(segment, stem(word))], same = all[0].forms.get(word), docs = new Map();
  if (!same || same.more === "") {
    for (const base of bases(word)) {
      const found = await under(segment, stem(base));
      if (found.forms.has(base)) all.push(found);
    }
  }
  for (const [form, { list }] of all.flatMap(({ forms }) => [...forms])) {
    for (const doc of numbers(list)) docs.set(doc, form === word ? 2 : docs.get(doc) ?? 1);
  }
  const stems = all.map((it) => it.stem);
  stems.forEach((it) => ask.stems.add(it));
  return { docs, stems, names: all.flatMap((it) => it.names) };
}

// Documents that all lists have, with the sum of their points.
const common = (lists) => lists.reduce((one, other) =>
  new Map([...one].flatMap(([doc, n]) => other.has(doc) ? [[doc, n + other.get(doc)]] : [])));

async function answer(segment, ask) {
  const lists = [], found = await Promise.all(ask.words.map((word) => look(segment, word, ask)));
  while (found.length) {
    // The longest names that begin here.
    const fit = found[0].names.filter(({ stems }) => stems.every((it, n) => found[n]?.stems.includes(it)));
    const length = Math.max(1, ...fit.map(({ stems }) => stems.length));
    const docs = common(found.splice(0, length).map((it) => it.docs));
    for (const { label, list } of fit.filter(({ stems }) => stems.length === length)) {
      ask.names.add(label);
      for (const doc of numbers(list)) if (!docs.has(doc)) docs.set(doc, length);
    }
    lists.push(docs);
  }
  for (const fits of ask.facets) {
    const lines = (await load(segment, "f")).filter(([head]) => fits(head));
    lists.push(new Map(lines.flatMap(([, list]) => numbers(list).map((doc) => [doc, 0]))));
  }
  return common(lists);
}

// All that answers: the very words first, then the newest; what has no day last.
async function search({ q, from, to, ...others }) {
  const facets = Object.entries(others).filter(([, value]) => value).map(([name, value]) => (head) => head === name[0] + value);
  if (from || to) facets.push((head) => head >= "d" + from && head <= "d" + (to || "~"));
  const ask = { words: words(q).filter((word) => !index.stop.includes(word)), facets, names: new Set(), stems: new Set() };
  const all = ask.words.length || facets.length ? index.segments : [];
  const hits = await Promise.all(all.map(async (segment, n) => [...await answer(segment, ask)].map(([doc, points]) =>
    ({ segment, doc, points, time: doc < segment.undated ? -1 : n }))));
  return { ...ask, hits: hits.flat().sort((a, b) => b.points - a.points || b.time - a.time || b.doc - a.doc) };
}

function make(tag, values, ...inside) {
  const node = Object.assign(document.createElement(tag), values);
  node.append(...inside);
  return node;
}

// The text, with the words that were found marked whole, and how many different ones they are.
function marked(tag, text, stems) {
  const met = new Set();
  const fits = (word) => [word, ...bases(word).filter((it) => it.length > 3)].map(stem).find((it) => stems.has(it) && met.add(it));
  const inside = text.split(/([\p{L}\p{M}\p{N}]+)/u).map((it, n) =>
    n % 2 && words(it).some(fits) ? make("mark", {}, it) : it);
  return make(tag, { dir: "auto", met: met.size }, ...inside);
}

// The address of a document, whose letters stand in their places.
const address = async ({ segment, doc }) =>
  swap((await load(segment, `d${doc / index.part | 0}`))[doc % index.part][0]);

async function item(hit, stems) {
  const id = await address(hit);
  // A result stands without these too.
  const [[headline, outlet, dateTime, date, known, badge], ...lines] =
    await load({ ...hit.segment, name: `../d/${id}` }, "text").catch(() => [[id, "", "", "", "", ""]]);
  const how = make("span", { className: "ds" }, badge);
  how.dataset.date = known;
  // Of the sentences, the one with most of the words; without any the first, which says most.
  const said = lines.map(([line]) => marked("p", line, stems));
  return make("li", {},
    make("h2", { className: "t3" }, make("a", { href: `../d/${id}/index.html` }, marked("bdi", headline, stems))),
    make("p", { className: "meta" }, make("bdi", {}, outlet), dateTime ? make("time", { dateTime }, date) : date, how),
    said.sort((a, b) => b.met - a.met)[0] ?? "");
}

async function start() {
  const asked = new URLSearchParams(location.search), { say } = index, fields = {};
  const [form, status, out, more, narrow] = ["ask", "status", "out", "more", "narrow"].map((id) => document.getElementById(id));
  for (const field of form.elements) {
    if (field.name) fields[field.name] = field.value = asked.get(field.name) ?? "";
  }
  const { q, ...others } = fields;
  narrow.open = Object.values(others).some(Boolean);
  try {
    const { hits, names, stems } = await search(fields);
    const next = async () => {
      const from = out.children.length;
      out.append(...await Promise.all(hits.slice(from, from + SHOWN).map((hit) => item(hit, stems))));
      more.hidden = out.children.length >= hits.length;
      if (from) out.children[from].querySelector("a").focus();
    };
    more.onclick = next;
    await next();
    status.textContent = !q && !narrow.open ? say.ready : !hits.length ? say.none
      : say.found + hits.length.toLocaleString(index.numerals) + (names.size ? say.names + [...names].slice(0, 5).join("، ") : "");
  } catch {
    status.textContent = say.failed;
  }
}
