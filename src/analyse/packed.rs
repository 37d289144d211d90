//! Lists of hashes as bytes: a number that is as likely large as small is longer in digits that say how
//! many follow, and takes many times as long to read back.
//!
//! For `#[serde(with = "packed")]` on a list of [`Fixed`] values. What is read back is as long as its
//! bytes, so no number in a cache makes anybody allocate.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// A value of so many bytes.
pub(super) trait Fixed<const N: usize>: Copy {
    /// Its bytes, the same on every machine.
    fn bytes(self) -> [u8; N];

    /// The value of bytes; `None` where they are of none.
    fn of(bytes: [u8; N]) -> Option<Self>;
}

impl Fixed<8> for u64 {
    fn bytes(self) -> [u8; 8] {
        self.to_le_bytes()
    }

    fn of(bytes: [u8; 8]) -> Option<Self> {
        Some(Self::from_le_bytes(bytes))
    }
}

impl Fixed<12> for (u64, u32) {
    fn bytes(self) -> [u8; 12] {
        joined(&[&self.0.to_le_bytes(), &self.1.to_le_bytes()])
    }

    fn of(bytes: [u8; 12]) -> Option<Self> {
        let (first, rest) = bytes.split_first_chunk()?;
        let (second, _) = rest.split_first_chunk()?;
        Some((u64::from_le_bytes(*first), u32::from_le_bytes(*second)))
    }
}

impl Fixed<16> for (u64, u64) {
    fn bytes(self) -> [u8; 16] {
        joined(&[&self.0.to_le_bytes(), &self.1.to_le_bytes()])
    }

    fn of(bytes: [u8; 16]) -> Option<Self> {
        let (first, rest) = bytes.split_first_chunk()?;
        let (second, _) = rest.split_first_chunk()?;
        Some((u64::from_le_bytes(*first), u64::from_le_bytes(*second)))
    }
}

/// Parts one after the other, which are as long as the whole.
pub(super) fn joined<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.iter_mut().zip(parts.iter().copied().flatten()).for_each(|(to, from)| *to = *from);
    bytes
}

pub(super) fn serialize<T, S, const N: usize>(list: &[T], serializer: S) -> Result<S::Ok, S::Error>
where
    T: Fixed<N>,
    S: Serializer,
{
    let mut bytes = Vec::with_capacity(list.len().saturating_mul(N));
    list.iter().for_each(|value| bytes.extend_from_slice(&value.bytes()));
    serializer.serialize_bytes(&bytes)
}

pub(super) fn deserialize<'de, T, D, const N: usize>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Fixed<N>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_bytes(Values(PhantomData))
}

struct Values<T, const N: usize>(PhantomData<T>);

impl<T: Fixed<N>, const N: usize> Visitor<'_> for Values<T, N> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "values of {N} bytes each")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
        let (values, rest) = bytes.as_chunks::<N>();
        let all: Option<Vec<T>> = values.iter().map(|bytes| T::of(*bytes)).collect();
        all.filter(|_| rest.is_empty()).ok_or_else(|| E::invalid_length(bytes.len(), &self))
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Lists {
        #[serde(with = "super")]
        one: Vec<u64>,
        #[serde(with = "super")]
        other: Vec<(u64, u32)>,
        #[serde(with = "super")]
        pairs: Vec<(u64, u64)>,
    }

    #[test]
    fn lists_come_back_and_torn_ones_do_not() {
        let lists = Lists {
            one: vec![0, 7, u64::MAX],
            other: vec![(1 << 40, 3), (2, u32::MAX)],
            pairs: vec![(u64::MAX, 1)],
        };
        let bytes = postcard::to_stdvec(&lists).unwrap();
        assert_eq!(bytes.len(), 3 + 24 + 24 + 16);
        assert_eq!(postcard::from_bytes::<Lists>(&bytes).unwrap(), lists);
        let mut torn = bytes;
        torn[0] -= 1;
        assert!(postcard::from_bytes::<Lists>(&torn).is_err());
    }
}
