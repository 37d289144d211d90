// Runs the script of the preview in a page made of the few things it uses, and says what it does.
// Called with the path of the script; one line for each thing that happens.
"use strict";
const { readFileSync } = require("node:fs");
const vm = require("node:vm");

const said = [];
const element = (tag) => ({
  tag, style: {}, children: [], attributes: {}, textContent: "",
  setAttribute(name, value) { this.attributes[name] = value; },
  append(...inner) {
    this.children.push(...inner);
    for (const it of inner) it.parent = this;
    if (this.tag === "body") said.push("shown " + inner[0].children.map((it) => it.textContent).join(" | "));
  },
  remove() {
    this.parent.children.splice(this.parent.children.indexOf(this), 1);
    said.push("gone");
  },
});

const listeners = {};
const listen = (name, call) => { listeners[name] = call; };
let source = null;
let later = null;
class EventSource {
  static CLOSED = 2;
  readyState = 1;
  constructor(address) { source = this; this.calls = {}; said.push("listens to " + address); }
  addEventListener(name, call) { this.calls[name] = call; }
  close() { said.push("listens no more"); }
}
const document = {
  currentScript: { dataset: { generation: "g1", events: "/events" } },
  hidden: false, readyState: "loading", body: element("body"),
  createElement: element, addEventListener: listen,
};
const location = { reload() { said.push("reloads"); } };
const setTimeout = (call, time) => { later = call; said.push(`waits ${time}`); };
const page = { document, location, EventSource, addEventListener: listen, setTimeout, Object };
vm.runInNewContext(readFileSync(process.argv[2], "utf8"), page);

const happens = (what, call) => { said.push(what + ":"); call(); };
const visible = (is) => { document.hidden = !is; listeners.visibilitychange(); };
happens("load", () => listeners.DOMContentLoaded());
happens("same", () => source.calls.built({ data: "g1" }));
happens("failed", () => source.calls.failed({ data: "a <b>\nc" }));
happens("failed again", () => source.calls.failed({ data: "d" }));
happens("mended", () => source.calls.built({ data: "g1" }));
happens("hidden", () => visible(false));
happens("shown", () => visible(true));
happens("left", () => listeners.pagehide());
happens("back", () => listeners.pageshow());
happens("shown twice", () => visible(true));
happens("interrupted", () => source.calls.error());
happens("lost", () => { source.readyState = 2; source.calls.error(); later(); });
happens("other", () => source.calls.built({ data: "g2" }));
console.log(said.join("\n"));
