//! Patterns of file names: `?` is one character, `*` any within a part of the path, `**` any parts.

/// True when a path below the input folder matches a pattern.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    matched(&pattern, &path, |part| *part == "**", |part, name| matches_name(part, name))
}

fn matches_name(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    matched(&pattern, &name, |c| *c == '*', |wanted, c| *wanted == '?' || wanted == c)
}

/// Matches a sequence against a pattern in which some items stand for any number of items. On a
/// mismatch only the last of these is tried longer: the time is the product of the lengths at most.
fn matched<P, T>(
    pattern: &[P],
    items: &[T],
    is_any: impl Fn(&P) -> bool,
    fits: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut at, mut ix) = (0usize, 0usize);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(item) = items.get(ix) {
        match pattern.get(at) {
            Some(wanted) if is_any(wanted) => {
                retry = Some((at, ix));
                at = at.saturating_add(1);
            }
            Some(wanted) if fits(wanted, item) => {
                at = at.saturating_add(1);
                ix = ix.saturating_add(1);
            }
            _ => {
                let Some((any, taken)) = retry else { return false };
                ix = taken.saturating_add(1);
                retry = Some((any, ix));
                at = any.saturating_add(1);
            }
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(is_any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Found {
        Yes,
        No,
    }
    use Found::{No, Yes};

    fn check(pattern: &str, path: &str, expected: Found) {
        let found = if matches(pattern, path) { Yes } else { No };
        assert_eq!(found, expected, "{pattern} {path}");
    }

    #[test]
    fn patterns() {
        check("*.txt", "a.txt", Yes);
        check("*.txt", "a/b.txt", No);
        check("**/*.txt", "a.txt", Yes);
        check("**/*.txt", "a/b/ج.txt", Yes);
        check("أخبار/**", "أخبار/2020/a.txt", Yes);
        check("أخبار/**", "أخبار", Yes);
        check("أخبار/**", "رياضة/a.txt", No);
        check("a?c*", "aبcd", Yes);
        check("a?c", "ac", No);
        check("**/x/**/y.md", "a/x/b/c/y.md", Yes);
        check("**/x/**/y.md", "a/x/b/c/z.md", No);
        check("*a*a*a*a*b", &"a".repeat(5_000), No);
        check("", "", Yes);
    }
}
