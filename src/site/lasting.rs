//! What follows from its key alone and takes long to make, kept from build to build.

/// Keeps bytes by the hash of what they were made from. It only spares work: whatever it does not find is
/// made, and what it finds is looked at like any input.
pub trait Lasting: Sync {
    /// What was made from this in the build before.
    fn found(&self, key: &[u8; 32]) -> Option<Vec<u8>>;

    /// Keeps what was made for the next build.
    fn keep(&self, key: [u8; 32], made: &[u8]);
}

/// Keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fleeting;

impl Lasting for Fleeting {
    fn found(&self, _key: &[u8; 32]) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _key: [u8; 32], _made: &[u8]) {}
}
