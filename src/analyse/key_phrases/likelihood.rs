//! The log-likelihood ratio in whole numbers: no rounding differs between machines.

/// Digits after the binary point.
const BITS: u32 = 16;

/// How surely a phrase belongs to a part of the texts rather than to all: twice the log-likelihood
/// ratio, in 65,536ths of a bit. `part` and `rest` are how often the phrase stands in the part and
/// outside, `of_part` and `of_rest` how often it could. 0 where it is no more frequent in the part.
pub(super) fn ratio(part: u64, of_part: u64, rest: u64, of_rest: u64) -> u64 {
    let (part, rest) = (part.min(of_part), rest.min(of_rest));
    // As likely in the part as outside, or less.
    if u128::from(part) * u128::from(of_rest) <= u128::from(rest) * u128::from(of_part) {
        return 0;
    }
    let without = [of_part - part, of_rest - rest];
    let all = of_part + of_rest;
    let cells = weight(part) + weight(rest) + weight(without[0]) + weight(without[1]);
    let rows = weight(part + rest) + weight(without[0] + without[1]);
    let columns = weight(of_part) + weight(of_rest);
    let bits = (cells + weight(all)).saturating_sub(rows + columns);
    u64::try_from(bits.saturating_mul(2)).unwrap_or(u64::MAX)
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
        let everywhere = ratio(5, 1000, 50, 10_000);
        let more = ratio(20, 1000, 50, 10_000);
        let only = ratio(20, 1000, 0, 10_000);
        assert_eq!(everywhere, 0);
        assert!(0 < more && more < only, "{more} {only}");
        assert_eq!(ratio(1, 1000, 50, 10_000), 0);
        assert_eq!(ratio(0, 0, 0, 0), 0);
    }
}
