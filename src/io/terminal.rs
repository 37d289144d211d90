//! What the terminal wants, as far as the environment tells.

use std::io::{IsTerminal, stderr, stdout};

/// Terminals that show right-to-left text in the order in which it comes, by the word of `TERM`.
const LEAVE_THE_ORDER: [&str; 6] = ["alacritty", "foot", "ghostty", "linux", "st", "xterm-ghostty"];

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
    messages_are_watched() && !is_colour_refused()
}

/// True where results may be coloured.
pub fn colour_is_welcome_in_results() -> bool {
    results_are_watched() && !is_colour_refused()
}

fn is_colour_refused() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    refused || std::env::var_os("TERM").is_some_and(|value| value == "dumb")
}

/// The columns of the terminal that results go to; `None` for a file, a pipe, and a terminal that
/// does not say.
pub fn columns_of_results() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(stdout()).ok()?;
    (size.ws_col > 0).then_some(usize::from(size.ws_col))
}

/// True for a terminal that is known to neither join Arabic letters nor put them in order.
pub fn leaves_the_order() -> bool {
    let Some(term) = std::env::var_os("TERM") else { return false };
    let Some(term) = term.to_str() else { return false };
    let plain = term.strip_suffix("-256color").or_else(|| term.strip_suffix("-direct"));
    let plain = plain.unwrap_or(term);
    LEAVE_THE_ORDER.contains(&plain)
}
