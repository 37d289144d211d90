//! The patterns of schemas, as far as identities and dates need them: classes of characters, digits,
//! optional groups and counts, from the first character to the last. Anything else is not read.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

/// A pattern.
pub(super) struct Pattern(Vec<Part>);

/// Something that stands so and so often.
struct Part {
    what: What,
    min: usize,
    max: usize,
}

enum What {
    /// A character of these ranges.
    One(Vec<(char, char)>),
    Group(Vec<Part>),
}

/// Groups inside each other.
const DEPTH: usize = 8;
/// Characters of a value that is compared: identities and days are short.
const LONGEST: usize = 200;

impl Pattern {
    /// Reads a pattern; `None` for one of another form.
    pub(super) fn read(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('^')?.strip_suffix('$')?;
        let mut chars = inner.chars().peekable();
        let parts = parts(&mut chars, 0)?;
        chars.next().is_none().then_some(Self(parts))
    }

    /// True where a value is of this form from its beginning to its end.
    pub(super) fn fits(&self, value: &str) -> bool {
        let chars: Vec<char> = value.chars().take(LONGEST).collect();
        let ends = ends(&self.0, &chars, BTreeSet::from([0]));
        value.chars().nth(LONGEST).is_none() && ends.contains(&chars.len())
    }
}

/// Reads up to the end of a group or of the pattern.
fn parts(chars: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    while let Some(c) = chars.next_if(|c| *c != ')') {
        let what = match c {
            '\\' => match chars.next()? {
                'd' => What::One(vec![('0', '9')]),
                c if c.is_ascii_punctuation() => What::One(vec![(c, c)]),
                _ => return None,
            },
            '[' => What::One(class(chars)?),
            '(' if depth < DEPTH => {
                let inner = self::parts(chars, depth.saturating_add(1))?;
                chars.next_if_eq(&')')?;
                What::Group(inner)
            }
            '(' | '.' | '*' | '+' | '?' | '{' | '|' | '^' | '$' | ']' | '}' => return None,
            c => What::One(vec![(c, c)]),
        };
        let (min, max) = count(chars)?;
        parts.push(Part { what, min, max });
    }
    Some(parts)
}

/// The ranges of a class, behind its bracket.
fn class(chars: &mut Peekable<Chars<'_>>) -> Option<Vec<(char, char)>> {
    let mut ranges = Vec::new();
    loop {
        let first = match chars.next()? {
            ']' => return Some(ranges),
            '\\' | '^' | '[' => return None,
            first => first,
        };
        let last = if chars.next_if_eq(&'-').is_some() { chars.next()? } else { first };
        ranges.push((first, last));
    }
}

/// How often the part before stands: `?`, `*`, `+`, `{n}`, or once.
fn count(chars: &mut Peekable<Chars<'_>>) -> Option<(usize, usize)> {
    let sign = chars.next_if(|c| matches!(c, '?' | '*' | '+' | '{'));
    match sign {
        None => Some((1, 1)),
        Some('?') => Some((0, 1)),
        Some('*') => Some((0, LONGEST)),
        Some('+') => Some((1, LONGEST)),
        Some(_) => {
            let digits: String =
                std::iter::from_fn(|| chars.next_if(char::is_ascii_digit)).collect();
            chars.next_if_eq(&'}')?;
            let n = digits.parse().ok().filter(|n| *n <= LONGEST)?;
            Some((n, n))
        }
    }
}

/// Where parts may end that begin at any of `starts`.
fn ends(parts: &[Part], text: &[char], starts: BTreeSet<usize>) -> BTreeSet<usize> {
    parts.iter().fold(starts, |starts, part| {
        let mut all = if part.min == 0 { starts.clone() } else { BTreeSet::new() };
        let mut now = starts;
        for n in 1..=part.max {
            now = match &part.what {
                What::Group(inner) => ends(inner, text, now),
                What::One(ranges) => {
                    let is_in =
                        |c: &char| ranges.iter().any(|(first, last)| (first..=last).contains(&c));
                    let fits = now.into_iter().filter(|at| text.get(*at).is_some_and(is_in));
                    fits.map(|at| at.saturating_add(1)).collect()
                }
            };
            if now.is_empty() {
                break;
            }
            if n >= part.min {
                all.extend(&now);
            }
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, fits: &[&str], others: &[&str]) {
        let pattern = Pattern::read(pattern).unwrap();
        fits.iter().for_each(|value| assert!(pattern.fits(value), "{value}"));
        others.iter().for_each(|value| assert!(!pattern.fits(value), "{value}"));
    }

    #[test]
    fn identities_and_days() {
        check(r"^[0-9a-f]{8}(-\d+)?$", &["0123abcd", "0123abcd-12"], &["0123abc", "0123abcd-", ""]);
        check(r"^\d{4}(-\d{2}(-\d{2})?)?$", &["2020", "2020-12", "2020-12-29"], &["2020-1", "x"]);
        check(r"^([0-9a-f]{4})?$", &["", "00ff"], &["00f", "00FF", "00ff00ff"]);
    }

    #[test]
    fn other_forms_are_not_read() {
        for other in
            ["a", "^a|b$", "^.$", "^[^a]$", "^(a$", "^a)$", r"^\w$", "^a{1,2}$", "^a{999}$"]
        {
            assert!(Pattern::read(other).is_none(), "{other}");
        }
    }
}
