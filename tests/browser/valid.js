// Looks at the markup of pages with html-validate, by the rules that it recommends.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { HtmlValidate } = require("html-validate");

const ask = JSON.parse(fs.readFileSync(0, "utf8"));
const judge = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "doctype-style": ["error", { style: "lowercase" }],
    // A title is a headline, whose length is not ours.
    "long-title": "off",
  },
});

(async () => {
  for (const page of ask.pages) {
    const { results } = await judge.validateFile(path.join(ask.site, page));
    for (const { line, column, ruleId, message } of results.flatMap((it) => it.messages)) {
      console.log(JSON.stringify({ page, what: ruleId, more: `${line}:${column}: ${message}` }));
    }
  }
  console.log(JSON.stringify({ looked: ask.pages.length }));
})();
