//! The day of publication, and the dates of a line for the command `dates`.

mod line;

pub use line::read_date;
