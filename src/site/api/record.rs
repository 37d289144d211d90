//! The record of a document as the site publishes it, written key by key: what was taken for
//! furniture may be a million lines, and as values they would fill the memory; the statements are
//! most of all that a site has to write.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::{Origin, REMOVED, STATEMENTS, removed, statement};

/// A record without the statements and what was removed, which follow from the document.
pub(super) struct Record<'a> {
    pub(super) fields: Map<String, Value>,
    pub(super) origin: Origin<'a>,
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len().saturating_add(2)))?;
        let before =
            |key: &'static str| self.fields.iter().take_while(move |(k, _)| k.as_str() < key);
        let from =
            |key: &'static str| self.fields.iter().skip_while(move |(k, _)| k.as_str() < key);
        before(REMOVED).try_for_each(|(k, v)| map.serialize_entry(k, v))?;
        map.serialize_entry(REMOVED, &Removed(&self.origin))?;
        let mut between = from(REMOVED).take_while(|(k, _)| k.as_str() < STATEMENTS);
        between.try_for_each(|(k, v)| map.serialize_entry(k, v))?;
        map.serialize_entry(STATEMENTS, &Statements(&self.origin))?;
        from(STATEMENTS).try_for_each(|(k, v)| map.serialize_entry(k, v))?;
        map.end()
    }
}

struct Statements<'r>(&'r Origin<'r>);

impl Serialize for Statements<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(statement::statements(self.0))
    }
}

struct Removed<'r>(&'r Origin<'r>);

impl Serialize for Removed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(removed(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::record;
    use super::*;
    use crate::analyse::fixture::{Draft, lexicon};
    use crate::model::{MentionIx, Speaker};
    use crate::site::qid::qids;
    use serde_json::json;

    #[test]
    fn it_is_written_as_extract_prints_it() {
        let text =
            "لقاء\nوصل الوفد. قال سالم وكريم إن الماء قليل. وذكر أن القمح وافر.\nرئيس التحرير";
        let draft = Draft::new("a.txt", text)
            .headline("لقاء")
            .person("سالم", "سالم")
            .person("كريم", "كريم")
            .statement("الماء قليل", Speaker::Joint(vec![MentionIx(0), MentionIx(1)]))
            .statement("القمح وافر", Speaker::Named(MentionIx(0)))
            .statement("القمح", Speaker::Unknown);
        let article = draft.furniture("رئيس التحرير").article();
        let lexicon = lexicon();
        let ids = qids(&article);
        let origin = Origin::new(&article, &ids);
        let fields = record(&origin, &article.date, &lexicon);
        let printed = super::super::document(&article, None, &lexicon);
        let written = serde_json::to_string(&Record { fields, origin }).unwrap();
        assert_eq!(written, printed.to_string());
        assert_eq!(super::super::document_line(&article, &lexicon), written);
        assert_ne!(printed[REMOVED], json!([]));
        assert_eq!(printed[STATEMENTS].as_array().map(Vec::len), Some(3));
    }
}
