//! What a text is known by among those that may be copies of it: a MinHash signature of its triples
//! of words.

use gaoya::minhash::{MinHasher, MinHasher64V1};

/// Hash functions of a signature.
pub(super) const HASHES: usize = 128;
/// Triples above which a signature is made of a sample: the time of a signature grows with its
/// triples, and a few hundred tell as much.
const SAMPLED: usize = 256;
/// One triple in so many is in the sample.
const SAMPLE: u64 = 4;

/// The signature of some triples, of [`HASHES`] numbers: the same on every run and machine.
pub(super) fn signature(triples: &[u64]) -> Vec<u64> {
    // Its functions are drawn anew, by one seed: that costs a hundredth of reading a document.
    let hasher = MinHasher64V1::new(HASHES);
    if triples.len() <= SAMPLED {
        return hasher.create_signature(triples.iter());
    }
    // By the triple itself, so that two documents sample the same of what they share.
    hasher.create_signature(triples.iter().filter(|triple| **triple % SAMPLE == 0))
}
