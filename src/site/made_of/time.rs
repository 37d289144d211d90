//! What every page with a ruler is made from besides its own list.

use crate::model::{Corpus, Month};
use crate::site::plan::Plan;

use super::print::{Hash, Print};

/// The stretch of time that every ruler shows: the months of the archive, or its years.
pub(super) fn of(corpus: &Corpus, plan: &Plan) -> Hash {
    let mut print = Print::new("time");
    let ends = corpus.days.keys().next().zip(corpus.days.keys().next_back());
    let months = ends.map(|(first, last)| (Month::of(*first).first(), Month::of(*last).first()));
    print.value(&months);
    print.value(&plan.years);
    print.finish()
}
