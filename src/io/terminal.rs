//! What the terminal wants, as far as the environment tells.

use std::io::{IsTerminal, stderr, stdout};

/// True where messages go to a person.
pub fn messages_are_watched() -> bool {
    stderr().is_terminal()
}

/// True where results go to a person.
pub fn results_are_watched() -> bool {
    stdout().is_terminal()
}

/// True where messages may be coloured: a terminal, and the reader has not asked for none.
pub fn colour_is_welcome() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    messages_are_watched() && !refused && !dumb
}
