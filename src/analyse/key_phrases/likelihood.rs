//! The log-likelihood ratio in whole numbers: no rounding differs between machines.

/// Digits after the binary point.
const BITS: u32 = 16;

/// Weighs how surely phrases belong to a part of the texts rather than to all. Most phrases are used a
/// few times, so what follows from a number of uses is worked out once.
pub(super) struct Ratios {
    of_part: u64,
    of_rest: u64,
    /// The weight of all places, and the sum of those of part and rest.
    all: u128,
    columns: u128,
    in_part: Kept,
    in_rest: Kept,
    in_all: Kept,
}

impl Ratios {
    /// `of_part` and `of_rest`: how often a phrase could stand in the part and outside.
    pub(super) fn new(of_part: u64, of_rest: u64) -> Self {
        let all = of_part + of_rest;
        Self {
            of_part,
            of_rest,
            all: weight(all),
            columns: weight(of_part) + weight(of_rest),
            in_part: Kept::new(of_part),
            in_rest: Kept::new(of_rest),
            in_all: Kept::new(all),
        }
    }

    /// Twice the log-likelihood ratio, in 65,536ths of a bit, of a phrase that stands `part` times in the
    /// part and `rest` times outside. 0 where it is no more frequent in the part.
    pub(super) fn of(&mut self, part: u64, rest: u64) -> u64 {
        let (part, rest) = (part.min(self.of_part), rest.min(self.of_rest));
        // As likely in the part as outside, or less.
        if u128::from(part) * u128::from(self.of_rest)
            <= u128::from(rest) * u128::from(self.of_part)
        {
            return 0;
        }
        let cells = self.in_part.weights(part) + self.in_rest.weights(rest);
        let rows = self.in_all.weights(part + rest);
        let bits = (cells + self.all).saturating_sub(rows + self.columns);
        u64::try_from(bits.saturating_mul(2)).unwrap_or(u64::MAX)
    }
}

/// For numbers of uses their weight with that of the places that are left.
struct Kept {
    places: u64,
    /// By the number of uses, the smaller ones.
    weights: Vec<Option<u128>>,
}

/// Numbers of uses that are kept.
const KEPT: usize = 1 << 10;

impl Kept {
    fn new(places: u64) -> Self {
        Self { places, weights: vec![None; KEPT] }
    }

    fn weights(&mut self, uses: u64) -> u128 {
        let made = || weight(uses) + weight(self.places.saturating_sub(uses));
        let slot = usize::try_from(uses).ok().and_then(|uses| self.weights.get_mut(uses));
        slot.map_or_else(made, |slot| *slot.get_or_insert_with(made))
    }
}

/// `n` times its logarithm.
fn weight(n: u64) -> u128 {
    u128::from(n) * u128::from(log2(n))
}

/// The binary logarithm with [`BITS`] digits after the point; 0 for 0.
fn log2(n: u64) -> u64 {
    let Some(whole) = n.checked_ilog2() else { return 0 };
    // The mantissa, from 1 to below 2, with 32 digits after the point.
    let mut mantissa = (u128::from(n) << 32) >> whole;
    let mut log = u64::from(whole);
    for _ in 0..BITS {
        mantissa = (mantissa * mantissa) >> 32;
        let above = mantissa >> 33 > 0;
        log = (log << 1) | u64::from(above);
        mantissa >>= u32::from(above);
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_near() {
        for n in [1_u64, 2, 3, 10, 1000, 123_456_789] {
            let exact = f64::from(u32::try_from(n).unwrap()).log2() * 65_536.0;
            let near = f64::from(u32::try_from(log2(n)).unwrap());
            assert!((exact - near).abs() < 4.0, "{n}: {exact} {near}");
        }
        assert_eq!(log2(0), 0);
    }

    #[test]
    fn what_is_frequent_in_the_part_alone_is_surest() {
        let mut ratios = Ratios::new(1000, 10_000);
        let (everywhere, more, only) = (ratios.of(5, 50), ratios.of(20, 50), ratios.of(20, 0));
        assert_eq!(everywhere, 0);
        assert!(0 < more && more < only, "{more} {only}");
        assert_eq!(ratios.of(1, 50), 0);
        assert_eq!(Ratios::new(0, 0).of(0, 0), 0);
    }
}
