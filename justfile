# The recipes, by group.
[private]
default:
    @just --list --unsorted

# Everything that continuous integration runs.
[group('check')]
check:
    bash .ci/run

# Format the code.
[group('check')]
style:
    cargo fmt
    cargo clippy --all-targets --locked -- -D warnings

# All tests, or those whose name holds a word.
[group('check')]
case NAME='':
    cargo test --locked {{NAME}}

# Renew the expected texts; read the difference before committing it.
[group('check')]
accept:
    MUJAZ_ACCEPT=1 INSTA_UPDATE=always cargo test --locked

# How well the annotated documents are read: what is missed, extra and wrongly attributed, and the totals.
[group('check')]
gold:
    cargo test --release --locked gold -- --nocapture

# How fast documents are read, by stage; MUJAZ_BENCH_DIR names a folder of more texts.
[group('check')]
bench:
    cargo bench --locked

# The site in a real browser, and its markup: needs Node.js 20 with npm, Chromium and Java.
[group('check')]
browser:
    npm ci --prefix tests/browser --ignore-scripts
    cargo test --release --locked browser -- --nocapture

# PDFs, read back by poppler: needs poppler-utils and fonts-noto-core, and compiles Typst once.
[group('check')]
pdf:
    cargo test --release --locked --features pdf -- pdf

# The long form of the attacks: every fault of every operation, 200 kills, bigger inputs.
[group('check')]
torture:
    MUJAZ_LONG=1 cargo test --release --locked hostile -- --nocapture

# Looks for bytes that break an invariant, a minute each; what is found new lies in fuzz/found, what breaks in fuzz/artifacts.
[group('check')]
fuzz SECONDS='60' TARGETS='config date decode extract feed front_matter html_text jsonl_record markdown_text render request_path slug state_file':
    for target in {{TARGETS}}; do \
        mkdir -p fuzz/found/$target && \
        cargo fuzz run -s none $target fuzz/found/$target fuzz/corpus/$target -- -max_total_time={{SECONDS}} -timeout=10 -rss_limit_mb=2048 || exit 1; \
    done

# The licences and sources of the dependencies, and that there are not more than are allowed.
[group('check')]
deny:
    cargo deny check bans licenses sources

# Known faults of the dependencies: needs a network that has their database.
[group('check')]
advisories:
    cargo deny check advisories

# Build the demonstration: seeds → site.
[group('use')]
site:
    cargo run --release --locked -- build

# The demonstration in the browser, built again on every change.
[group('use')]
serve:
    cargo run --release --locked -- serve

# The documentation of the code.
[group('use')]
docs:
    cargo doc --no-deps --document-private-items --open

# Install the program for yourself, with its completions for bash and its manual pages.
[group('release')]
install:
    cargo install --path . --locked
    mkdir -p ~/.local/share/bash-completion/completions
    mujaz completions bash > ~/.local/share/bash-completion/completions/mujaz
    mujaz man --out ~/.local/share/man/man1

# The archive of a release for this machine, with its checksum: target/dist/.
[group('release')]
release:
    bash .ci/release

# A release built twice in two folders has the same bytes: two cold builds, for the note of a release.
[group('release')]
reproduce:
    bash .ci/reproduce
