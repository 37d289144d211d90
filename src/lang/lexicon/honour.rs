//! How the holders of an office are spoken of with a pronoun: «معاليه», «سموها».

use crate::lang::fold::Folder;
use crate::lang::words::WordMap;

use super::raw;

/// The offices that a word of respect is said of: rows of `titles.toml`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Honour {
    /// Of their holders before all others: «سموه» of a prince.
    pub(crate) own: Vec<usize>,
    /// Of their holders as well: «سموه» of a president who is one.
    pub(crate) too: Vec<usize>,
}

/// The words of respect.
pub(super) fn honours(folder: &Folder, offices: &[raw::Office]) -> WordMap<Honour> {
    let mut honours = WordMap::<Honour>::default();
    for (office, row) in offices.iter().enumerate() {
        for form in &row.honour {
            if let Some(honour) = honours.get_or_insert_with(&folder.key(form), Honour::default) {
                honour.own.push(office);
            }
        }
        for form in &row.honour_too {
            if let Some(honour) = honours.get_or_insert_with(&folder.key(form), Honour::default) {
                honour.too.push(office);
            }
        }
    }
    honours
}
