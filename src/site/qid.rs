//! Identities of statements and names in addresses and data.

pub use crate::extract::qids;

/// The identity of a name: the same in every document and build.
pub fn name_id(canonical: &str) -> String {
    crate::model::short_id(canonical)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::fixture::Draft;
    use crate::model::Speaker;

    fn check(text: &str, statements: &[&str]) -> Vec<String> {
        let draft = Draft::new("a.txt", text);
        let draft =
            statements.iter().fold(draft, |draft, words| draft.statement(words, Speaker::Unknown));
        qids(&draft.article())
    }

    #[test]
    fn words_decide_and_marks_do_not() {
        let plain = check("قال إن السلم قريب", &["السلم قريب"]);
        assert_eq!(plain, check("أضاف: «السّلم، قريب»", &["السّلم، قريب"]));
        assert_ne!(plain, check("قال إن السلم بعيد", &["السلم بعيد"]));
        assert_eq!(plain[0].len(), 8);
    }

    #[test]
    fn repeated_words_are_numbered() {
        let ids = check("السلم قريب. نعم", &["السلم قريب", "نعم", "السلم قريب"]);
        assert_eq!(ids[2], format!("{}-2", ids[0]));
        assert_ne!(ids[1], ids[0]);
    }
}
