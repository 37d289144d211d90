//! What the pages of topics, people and outlets are made from: their lists, whole.

use crate::analyse::key_phrases;
use crate::model::{ArticleIx, OutletIx, PersonIx, TopicIx};
use crate::site::catalogue::Entry;
use crate::site::plan::Part;
use crate::site::view::PHRASES;

use super::print::{Hash, Print};
use super::{MadeOf, slot};

impl MadeOf<'_> {
    /// The key phrases of some documents: they depend on those of the whole archive, and rarely change
    /// with it.
    pub(super) fn phrases(&self, print: &mut Print, articles: &[ArticleIx], most: usize) {
        for phrase in key_phrases(&self.corpus.phrases, articles, most) {
            print.text(&phrase.text);
            print.number(phrase.count as usize);
        }
    }

    /// What a later part of a list is made from: its own entries.
    fn own_entries(&self, print: &mut Print, list: Option<&Vec<Entry>>, part: &Part) {
        let own = list.and_then(|list| list.get(part.items.clone()));
        print.hash(self.list(own.unwrap_or_default()));
    }

    fn list(&self, list: &[Entry]) -> Hash {
        let mut print = Print::new("list");
        for entry in list {
            print.hash(self.article(entry.article));
            print.number(entry.statements.len());
            entry.statements.iter().for_each(|ix| print.number(ix.0 as usize));
        }
        print.finish()
    }

    pub(super) fn topic(&self, print: &mut Print, ix: TopicIx, part: &Part) {
        let lists = &self.plan.catalogue.topic_lists;
        self.topic_name(print, ix);
        if !part.is_first() {
            return self.own_entries(print, lists.get(ix.0 as usize), part);
        }
        let list = slot(&self.topic_lists, ix.0 as usize, || {
            let topic = self.corpus.topic(ix)?;
            let mut print = Print::new("topic");
            print.hash(self.list(lists.get(ix.0 as usize)?));
            print.spellings(&topic.terms);
            let own: Vec<ArticleIx> = topic.articles.iter().map(|(ix, _)| *ix).collect();
            self.phrases(&mut print, &own, PHRASES);
            print.finish()
        });
        print.hash(list);
        print.hash(self.time);
    }

    pub(super) fn person_page(&self, print: &mut Print, ix: PersonIx, part: &Part) {
        let lists = &self.plan.catalogue.person_lists;
        print.hash(self.person(ix));
        if !part.is_first() {
            return self.own_entries(print, lists.get(ix.0 as usize), part);
        }
        let list = slot(&self.person_lists, ix.0 as usize, || {
            let person = self.corpus.person(ix)?;
            let mut print = Print::new("person's list");
            print.hash(self.list(lists.get(ix.0 as usize)?));
            print.spellings(&person.spellings);
            for held in &person.titles {
                print.text(&held.text);
                print.number(held.count);
                print.value(&held.days);
            }
            for joined in &person.joined {
                print.text(&joined.name);
                print.text(&joined.with);
                print.value(&(joined.why, joined.likeness));
            }
            print.finish()
        });
        print.hash(list);
        print.hash(self.time);
    }

    pub(super) fn outlet(&self, print: &mut Print, ix: OutletIx, part: &Part) {
        let lists = &self.plan.catalogue.outlet_lists;
        self.outlet_name(print, ix);
        if !part.is_first() {
            return self.own_entries(print, lists.get(ix.0 as usize), part);
        }
        let list = slot(&self.outlet_lists, ix.0 as usize, || self.list(lists.get(ix.0 as usize)?));
        print.hash(list);
        print.hash(self.time);
    }
}
