//! The nearest spelling of a mistyped word, for the messages about settings.

/// The word among those that serde expected which is nearest to the one it found.
pub(super) fn nearest(message: &str) -> Option<String> {
    let mut words = message.split('`').skip(1).step_by(2);
    let found = words.next()?;
    nearest_of(found, words).map(str::to_owned)
}

/// The word among `words` that is spelt most like `found`, where one is near: at most a third of
/// its letters differ. Of equals the first in the order of code points.
pub fn nearest_of<'w>(found: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    nearest_within(found, words, found.chars().count().div_ceil(3).max(1))
}

/// As [`nearest_of`], where at most `limit` letters differ.
pub fn nearest_within<'w>(
    found: &str,
    words: impl IntoIterator<Item = &'w str>,
    limit: usize,
) -> Option<&'w str> {
    let letters = found.chars().count();
    // Words of another length cannot be near: no need to compare them.
    let like = words.into_iter().filter(|word| word.chars().count().abs_diff(letters) <= limit);
    let near = like.map(|word| (distance(found, word), word)).min()?;
    (near.0 <= limit).then_some(near.1)
}

/// Letters to insert, delete or replace to turn one word into the other.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i.saturating_add(1);
        let mut next = vec![left];
        for (above, to) in row.iter().skip(1).zip(b.chars()) {
            let replaced = diagonal.saturating_add(usize::from(from != to));
            left = replaced.min(left.saturating_add(1)).min(above.saturating_add(1));
            next.push(left);
            diagonal = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(message: &str, expected: Option<&str>) {
        assert_eq!(nearest(message).as_deref(), expected, "{message}");
    }

    #[test]
    fn offers_only_what_is_near() {
        check("unknown field `digitz`, expected one of `digits`, `months`", Some("digits"));
        check("unknown variant `mon`, expected one of `sat`, `sun`", None);
        check("unknown field `x`, there are no fields", None);
        check("invalid type: string \"no\", expected a boolean", None);
    }

    #[test]
    fn the_nearest_of_several() {
        assert_eq!(nearest_of("a/خبر1.txt", ["a/خبر.txt", "b/نبأ.txt"]), Some("a/خبر.txt"));
        assert_eq!(nearest_of("abc", ["xyz", "abcdefgh"]), None);
    }

    #[test]
    fn distance_counts_letters() {
        assert_eq!(distance("levent", "levant"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("موجز", "موجر"), 1);
    }
}
