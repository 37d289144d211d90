//! What shows that a verb of speaking reports nothing.

use crate::lang::fold::Folder;
use crate::lang::phrases::Phrases;
use crate::lang::words::WordSet;

use super::grammar::keys;
use super::raw;

/// Words beside verbs of speaking that report nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unreal {
    /// «قد», «ربما», «عندما» before a verb of the present.
    pub(crate) hedge: WordSet,
    /// «هل».
    pub(crate) question: WordSet,
    /// «أو» between two denied verbs.
    pub(crate) or: WordSet,
    /// «لا صحة», «ادعى منشور».
    pub(crate) denial: Phrases<()>,
    /// «لو أن»: what is told up to the next mark has not happened.
    pub(crate) supposed: Phrases<()>,
    /// «رفض», «امتنع» before a noun of saying.
    pub(crate) refusal: WordSet,
    /// «القول», «التصريح»: what is refused.
    pub(crate) unsaid: WordSet,
    /// «عدم»: what stands behind it is a noun.
    pub(crate) absence: WordSet,
    /// «تعالى», «رسول الله»: whose words are scripture.
    pub(crate) scripture: Phrases<()>,
    /// «صلى الله عليه وسلم»: looks like a verb of speaking.
    pub(crate) blessing: Phrases<()>,
}

impl Unreal {
    pub(super) fn new(folder: &Folder, rows: &raw::UnrealWords) -> Self {
        let phrases = |list: &[String]| super::line_words::phrases(folder, list);
        Self {
            hedge: keys(folder, &rows.hedge),
            question: keys(folder, &rows.question),
            or: keys(folder, &rows.or),
            denial: phrases(&rows.denial),
            supposed: phrases(&rows.supposed),
            refusal: keys(folder, &rows.refusal),
            unsaid: keys(folder, &rows.unsaid),
            absence: keys(folder, &rows.absence),
            scripture: phrases(&rows.scripture),
            blessing: phrases(&rows.blessing),
        }
    }
}
