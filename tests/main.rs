//! The integration tests, one binary so that linking is paid once.

#![allow(
    clippy::excessive_nesting,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test stops where something is not as it expects, and says what it skips"
)]

mod support;

// The repository itself: who imports whom, what stands nowhere.
mod layers;

// The papers: every code, dependency and file of language data is explained, no link is dead.
mod papers;

// What a project may rely on: fields of templates, parts and settings, all in the manual.
mod contract;

// The checker of built sites: each way of damaging one gives its finding.
mod check;

// Publishing: failing file operations, killed builds, foreign folders, two builds at once.
mod publish;

// Attacks: any bytes, failing and dying disks, killed builds, readers in between, work that grows.
#[cfg(feature = "serve")]
mod hostile;

// The preview: requests, limits, hostile clients, rebuilding on change.
#[cfg(feature = "serve")]
mod serve;

// The command line, each command end to end.
mod cli;

// Summaries of files and parts of a folder: every format read back, hostile words on the terminal.
mod summary;

// What a project puts in: templates, files of its own; completions and manual pages.
mod own;
// Briefings in every format, each read by a stranger's reader of that format.
mod brief;

// Publishing by one command: build, check, brief, write; the units of the manual.
mod recipe;

// Sending: a real server that hangs up, puts off and refuses; kills in the middle.
#[cfg(feature = "send")]
mod send;

// PDFs read back by poppler: words in order, bookmarks, tags, hostile words, fonts that are missing.
#[cfg(feature = "pdf")]
mod pdf;

// What must hold for every input: same bytes for any order and thread count, totals that add up.
mod properties;

// The cache: a build with one gives the bytes of a build without, after any change.
mod incremental;

// Short texts with the facts that must be found in them.
mod cases;

// Accuracy on annotated documents, with floors.
mod gold;

// Accuracy over a whole generated folder: dates, people, near-duplicates, stories, with floors.
mod truth;

// The templates: each with full and with empty pages, over a small corpus made by hand.
mod sample;
mod templates;

// The site of a small project, page by page.
mod golden;

// A large generated archive: `mujaz check` and another checker of sites find nothing in it.
mod archive;

// The data of a site: schemas, spans, tables, months.
mod data;

// The feeds: read back by a stranger's parser, compared with each other and with the data.
mod feeds;

// The watchlist on the site: its page and feeds.
mod watch;

// The search of a site: its script runs over a built index, where there is a Node.js.
mod search;

// The site of the seeds in a real browser, where there is one.
mod browser;
