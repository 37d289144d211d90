//! Weighted features, sorted by feature, with the two measures of likeness.

/// Features with a weight above zero, sorted by feature, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vector(Vec<(u64, f64)>);

impl Vector {
    /// The vector of features in any order; of one that stands twice the larger weight counts.
    pub(super) fn new(mut features: Vec<(u64, f64)>) -> Self {
        features.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        features.dedup_by_key(|(feature, _)| *feature);
        Self(features)
    }

    /// The `n` heaviest features, heaviest first.
    pub(super) fn heaviest(&self, n: usize) -> Vec<(u64, f64)> {
        let mut features = self.0.clone();
        features.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        features.truncate(n);
        features
    }

    /// The vector of its `n` heaviest features, of length 1.
    pub(super) fn unit(&self, n: usize) -> Self {
        let vector = Self::new(self.heaviest(n));
        let norm = vector.norm();
        Self(vector.0.into_iter().map(|(feature, weight)| (feature, weight / norm)).collect())
    }

    /// Adds another vector and keeps the `n` heaviest features.
    pub(super) fn add(&mut self, other: &Self, n: usize) {
        let mut sum = Vec::with_capacity(self.0.len() + other.0.len());
        both(&self.0, &other.0, |feature, one, other| sum.push((feature, one + other)));
        let sum = Self(sum);
        *self = if sum.0.len() > n { Self::new(sum.heaviest(n)) } else { sum };
    }

    /// The cosine of the angle to another vector, 0 to 1.
    pub(super) fn cosine(&self, other: &Self) -> f64 {
        let mut dot = 0.0;
        both(&self.0, &other.0, |_, one, other| dot += one * other);
        let norms = self.norm() * other.norm();
        if norms > 0.0 { dot / norms } else { 0.0 }
    }

    /// Weighted Jaccard, 0 to 1: what two vectors share by what either has. Each is taken for a
    /// sum over so many documents.
    pub(super) fn jaccard(&self, n: f64, other: &Self, m: f64) -> f64 {
        let (mut least, mut most) = (0.0, 0.0);
        both(&self.0, &other.0, |_, one, other| {
            least += (one / n).min(other / m);
            most += (one / n).max(other / m);
        });
        if most > 0.0 { least / most } else { 0.0 }
    }

    fn norm(&self) -> f64 {
        self.0.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
    }
}

/// Calls for each feature of either with its two weights, in the order of features.
fn both(one: &[(u64, f64)], other: &[(u64, f64)], mut each: impl FnMut(u64, f64, f64)) {
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    loop {
        match (left.peek(), right.peek()) {
            (Some((a, weight)), Some((b, _))) if a < b => {
                each(*a, *weight, 0.0);
                left.next();
            }
            (Some((a, weight)), Some((b, other))) if a == b => {
                each(*a, *weight, *other);
                left.next();
                right.next();
            }
            (_, Some((b, weight))) => {
                each(*b, 0.0, *weight);
                right.next();
            }
            (Some((a, weight)), None) => {
                each(*a, *weight, 0.0);
                left.next();
            }
            (None, None) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: f64, other: f64) {
        assert!((one - other).abs() < 1e-9, "{one} and {other}");
    }

    #[test]
    fn cosine_and_jaccard() {
        let one = Vector::new(vec![(2, 4.0), (1, 3.0)]);
        let other = Vector::new(vec![(2, 1.0), (9, 1.0)]);
        near(one.cosine(&one), 1.0);
        near(one.cosine(&other), 4.0 / (5.0 * 2f64.sqrt()));
        near(one.cosine(&Vector::default()), 0.0);
        near(one.jaccard(1.0, &other, 1.0), 1.0 / (3.0 + 4.0 + 1.0));
        // Twice the same documents are as alike as once.
        near(one.jaccard(2.0, &one, 2.0), 1.0);
    }

    #[test]
    fn sums_keep_the_heaviest() {
        let mut sum = Vector::new(vec![(1, 1.0), (2, 2.0)]);
        sum.add(&Vector::new(vec![(1, 3.0), (3, 3.0)]), 2);
        assert_eq!(sum.heaviest(2), [(1, 4.0), (3, 3.0)]);
        assert_eq!(sum.heaviest(1), [(1, 4.0)]);
        near(sum.unit(2).norm(), 1.0);
    }
}
