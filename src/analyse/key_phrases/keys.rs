//! Sorted keys with a way in: where millions of questions are asked, a binary search misses the cache
//! at most of its steps.
//!
//! Keys are hashes, so that their first bits cut them into parts of about one size.

/// Bits of the number of parts, for each bit of the number of keys: a few keys a part.
const KEYS_BITS: u32 = 2;
/// Most bits of the number of parts.
const MOST_BITS: u32 = 20;

/// Values in the order of their keys, which are numbers of so many bits.
#[derive(Debug)]
pub(super) struct Keys<T> {
    all: Vec<T>,
    key: fn(&T) -> u64,
    /// For each part where it begins; then the end.
    starts: Vec<u32>,
    /// By how much a key is shifted to give its part.
    shift: u32,
}

impl<T> Keys<T> {
    /// Takes values in the order of their keys, each once, of `bits` bits.
    pub(super) fn new(all: Vec<T>, bits: u32, key: fn(&T) -> u64) -> Self {
        let n_bits = usize::BITS - all.len().leading_zeros();
        let n_bits = n_bits.saturating_sub(KEYS_BITS).min(MOST_BITS);
        let shift = bits.saturating_sub(n_bits);
        let mut starts: Vec<u32> = Vec::with_capacity((1 << n_bits) + 1);
        for (ix, value) in (0u32..).zip(&all) {
            let part = part(key(value), shift);
            starts.resize(starts.len().max(part + 1), ix);
        }
        let end = u32::try_from(all.len()).unwrap_or(u32::MAX);
        starts.resize((1 << n_bits) + 1, end);
        Self { all, key, starts, shift }
    }

    /// The index of a key.
    pub(super) fn index(&self, wanted: u64) -> Option<usize> {
        let part = part(wanted, self.shift);
        let (start, end) = (*self.starts.get(part)? as usize, *self.starts.get(part + 1)? as usize);
        let found = self.all.get(start..end)?.binary_search_by_key(&wanted, self.key);
        found.ok().map(|ix| start + ix)
    }

    /// The value at an index.
    pub(super) fn get(&self, ix: usize) -> Option<&T> {
        self.all.get(ix)
    }
}

/// The part of a key; all of no bits are one.
fn part(key: u64, shift: u32) -> usize {
    key.checked_shr(shift).and_then(|part| usize::try_from(part).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: &[u64], bits: u32) {
        let keys = Keys::new(numbers.to_vec(), bits, |number| *number);
        for (ix, number) in numbers.iter().enumerate() {
            assert_eq!(keys.index(*number), Some(ix), "{number} of {numbers:?}");
            assert_eq!(keys.get(ix), Some(number));
        }
        for other in numbers.iter().flat_map(|number| [number.wrapping_add(1), number / 2]) {
            assert_eq!(keys.index(other), numbers.binary_search(&other).ok(), "{other}");
        }
    }

    #[test]
    fn every_key_is_found_and_no_other() {
        check(&[], 64);
        check(&[7], 64);
        check(&[0, 1, 2, u64::MAX], 64);
        let spread: Vec<u64> = (0..5000).map(|n| n << 48).collect();
        check(&spread, 62);
        let crowded: Vec<u64> = (0..5000).map(|n| n * 3).collect();
        check(&crowded, 62);
    }
}
