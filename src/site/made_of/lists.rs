//! What the pages of topics, people and outlets are made from: their lists, whole.

use crate::analyse::key_phrases;
use crate::model::{ArticleIx, OutletIx, PersonIx, TopicIx};
use crate::site::catalogue::Entry;
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

    fn list(&self, list: &[Entry]) -> Hash {
        let mut print = Print::new("list");
        for entry in list {
            print.hash(self.article(entry.article));
            print.number(entry.statements.len());
            entry.statements.iter().for_each(|ix| print.number(ix.0 as usize));
        }
        print.finish()
    }

    pub(super) fn topic(&self, print: &mut Print, ix: TopicIx) {
        let lists = &self.plan.catalogue.topic_lists;
        let list = slot(&self.topic_lists, ix.0 as usize, || {
            let topic = self.corpus.topic(ix)?;
            let mut print = Print::new("topic");
            print.hash(self.list(lists.get(ix.0 as usize)?));
            print.spellings(&topic.terms);
            let own: Vec<ArticleIx> = topic.articles.iter().map(|(ix, _)| *ix).collect();
            self.phrases(&mut print, &own, PHRASES);
            print.finish()
        });
        self.topic_name(print, ix);
        print.hash(list);
        print.hash(self.time);
    }

    pub(super) fn person_page(&self, print: &mut Print, ix: PersonIx) {
        let lists = &self.plan.catalogue.person_lists;
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
        print.hash(self.person(ix));
        print.hash(list);
        print.hash(self.time);
    }

    pub(super) fn outlet(&self, print: &mut Print, ix: OutletIx) {
        let lists = &self.plan.catalogue.outlet_lists;
        let list = slot(&self.outlet_lists, ix.0 as usize, || self.list(lists.get(ix.0 as usize)?));
        self.outlet_name(print, ix);
        print.hash(list);
        print.hash(self.time);
    }
}
