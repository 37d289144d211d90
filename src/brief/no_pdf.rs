//! What stands in the place of the press in a build without the feature `pdf`: why there is none.

use crate::error::Result;
use crate::site::Manuscript;

/// Prints manuscripts as PDF; there is none in this build.
#[derive(Clone, Copy, Debug)]
pub enum Press {}

impl Press {
    /// Prints nothing.
    ///
    /// # Errors
    /// Never: there is no press to ask.
    pub fn print(&mut self, _: &Manuscript) -> Result<Vec<u8>> {
        match *self {}
    }

    /// Says nothing.
    pub fn notes(&self) -> &[String] {
        match *self {}
    }
}
