//! The record of a document as the site publishes it, written key by key: what was taken for
//! furniture may be a million lines, and as values they would fill the memory.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::{Origin, REMOVED, removed};

/// A record without what was removed, which follows from the document.
pub(super) struct Record<'a> {
    pub(super) fields: Map<String, Value>,
    pub(super) origin: Origin<'a>,
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len() + 1))?;
        let is_before = |(key, _): &(&String, &Value)| key.as_str() < REMOVED;
        self.fields
            .iter()
            .take_while(is_before)
            .try_for_each(|(k, v)| map.serialize_entry(k, v))?;
        map.serialize_entry(REMOVED, &Removed(&self.origin))?;
        self.fields
            .iter()
            .skip_while(is_before)
            .try_for_each(|(k, v)| map.serialize_entry(k, v))?;
        map.end()
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
    use serde_json::json;

    #[test]
    fn it_is_written_as_extract_prints_it() {
        let draft = Draft::new("a.txt", "لقاء\nوصل الوفد.\nرئيس التحرير").headline("لقاء");
        let article = draft.furniture("رئيس التحرير").article();
        let lexicon = lexicon();
        let origin = Origin::new(&article, &[]);
        let fields = record(&origin, &article.date, &lexicon);
        let printed = super::super::document(&article, None, &lexicon);
        let written = serde_json::to_string(&Record { fields, origin }).unwrap();
        assert_eq!(written, printed.to_string());
        assert_ne!(printed[REMOVED], json!([]));
    }
}
