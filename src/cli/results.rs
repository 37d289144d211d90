//! Standard output: buffered, and an error of it is an error of the command.

use std::io::{self, BufWriter, StdoutLock, Write};

use crate::error::{Error, ErrorKind, Result};

/// Where results go.
pub(super) struct Results(BufWriter<StdoutLock<'static>>);

impl Results {
    /// Standard output.
    pub(super) fn open() -> Self {
        Self(BufWriter::new(io::stdout().lock()))
    }

    /// Writes a line.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.0, "{text}")
    }

    /// Writes bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    /// Writes what is still in the buffer.
    pub(super) fn close(mut self) -> Result<()> {
        self.0.flush().map_err(failed)
    }
}

/// The error of a result that could not be written.
pub(super) fn failed(error: io::Error) -> Error {
    Error::new(ErrorKind::Export, "cannot write the results").because(error)
}
