//! What a text is known by among those that may be copies of it: a MinHash signature of its triples
//! of words.

use std::sync::LazyLock;

use gaoya::minhash::{MinHasher, MinHasher64V1};

/// Hash functions of a signature.
pub(super) const HASHES: usize = 128;
/// Triples above which a signature is made of a sample: the time of a signature grows with its
/// triples, and a few hundred tell as much.
const SAMPLED: usize = 256;
/// One triple in so many is in the sample.
const SAMPLE: u64 = 4;

/// Makes the signature of numbers; its functions are drawn once.
type Sign = dyn Fn(&mut dyn Iterator<Item = u64>) -> Vec<u64> + Send + Sync;

static SIGN: LazyLock<Box<Sign>> = LazyLock::new(|| {
    let hasher = MinHasher64V1::new(HASHES);
    Box::new(move |numbers| hasher.create_signature(numbers))
});

/// The signature of some triples, of [`HASHES`] numbers: the same on every run and machine.
pub(super) fn signature(triples: &[u64]) -> Vec<u64> {
    let mut all = triples.iter().copied();
    if triples.len() <= SAMPLED {
        return SIGN(&mut all);
    }
    // By the triple itself, so that two documents sample the same of what they share.
    SIGN(&mut all.filter(|triple| triple % SAMPLE == 0))
}
