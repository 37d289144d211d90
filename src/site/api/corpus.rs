//! What only a whole folder knows, as data: people with their spellings, pairs that may be one,
//! stories, topics and weeks with their key phrases. Version 1, with the rules of the [parent](super).

use serde::Serialize;
use serde_json::{Value, json};

use crate::analyse::key_phrases;
use crate::error::Result;
use crate::model::{ArticleIx, Corpus, Person, PersonIx};
use crate::site::plan::Plan;
use crate::site::qid::name_id;

use super::table::{cells, harmless, table};
use super::text::text_value;
use super::{Archive, archive, index, story};

/// A file of data about the whole corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CorpusFile {
    /// What there is, and where.
    Index,
    /// Documents in short.
    Documents,
    /// The same for a spreadsheet.
    DocumentsTable,
    /// Months with their files.
    Months,
    /// People and bodies.
    People,
    /// Exact quotations, a JSON object a line.
    Quotes,
    /// The same for a spreadsheet.
    QuotesTable,
    /// Statements, a JSON object a line; of a large archive the newest.
    Statements,
    /// Stories.
    Stories,
    /// Topics.
    Topics,
    /// Weeks.
    Weeks,
    /// Pairs of people that may be one, a JSON object a line.
    Variants,
    /// The same for a spreadsheet.
    VariantsTable,
}

/// Key phrases of a topic and of a week.
const OF_TOPIC: usize = 8;
const OF_WEEK: usize = 20;
/// Columns of the tables.
const OF_DOCUMENTS: [&str; 13] = [
    "headline",
    "source",
    "date",
    "date_confidence",
    "statements",
    "quotes",
    "topics",
    "story",
    "id",
    "address",
    "url",
    "file",
    "path",
];

impl CorpusFile {
    pub(crate) const ALL: [Self; 13] = [
        Self::Index,
        Self::Documents,
        Self::DocumentsTable,
        Self::Months,
        Self::People,
        Self::Quotes,
        Self::QuotesTable,
        Self::Statements,
        Self::Stories,
        Self::Topics,
        Self::Weeks,
        Self::Variants,
        Self::VariantsTable,
    ];

    /// Its path below the root.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Index => "api/v1/index.json",
            Self::Documents => "api/v1/documents.json",
            Self::DocumentsTable => "api/v1/documents.csv",
            Self::Months => "api/v1/months.json",
            Self::People => "api/v1/people.json",
            Self::Quotes => "api/v1/quotes.jsonl",
            Self::QuotesTable => "api/v1/quotes.csv",
            Self::Statements => "api/v1/statements.jsonl",
            Self::Stories => "api/v1/stories.json",
            Self::Topics => "api/v1/topics.json",
            Self::Weeks => "api/v1/weeks.json",
            Self::Variants => "api/v1/variants.jsonl",
            Self::VariantsTable => "api/v1/variants.tsv",
        }
    }

    /// The name of the schema of its records; `None` for tables.
    pub(super) fn schema(self) -> Option<&'static str> {
        match self {
            Self::Index => Some("index"),
            Self::Documents => Some("documents"),
            Self::Months => Some("months"),
            Self::People => Some("people"),
            Self::Quotes => Some("quote"),
            Self::Statements => Some("statement"),
            Self::Stories => Some("stories"),
            Self::Topics => Some("topics"),
            Self::Weeks => Some("weeks"),
            Self::Variants => Some("variant"),
            Self::DocumentsTable | Self::QuotesTable | Self::VariantsTable => None,
        }
    }

    /// Its contents.
    ///
    /// # Errors
    /// As [`table`].
    pub(crate) fn contents(self, archive: &Archive<'_>) -> Result<Vec<u8>> {
        let Archive { corpus, plan, site, .. } = *archive;
        let all = || archive::all(archive);
        let text = match self {
            Self::Index => index::index(archive),
            Self::Documents => archive::documents(archive, &all()),
            Self::DocumentsTable => {
                let articles = all();
                let records = articles.iter().filter_map(|ix| archive::document(archive, *ix));
                let rows = records.map(|record| cells(&OF_DOCUMENTS, &record));
                return table(&OF_DOCUMENTS, rows, site.csv_mark);
            }
            Self::Months => file("months", archive::months(archive)),
            Self::People => file("people", corpus.people.iter().map(|one| person(one, plan))),
            Self::Quotes => archive::lines(archive::quotes(archive, &all())),
            Self::QuotesTable => {
                let articles = all();
                let quotes = archive::quotes(archive, &articles);
                let rows = quotes.map(|quote| quote.cells().map(harmless));
                return table(&archive::Quote::COLUMNS, rows, site.csv_mark);
            }
            Self::Statements => archive::statements(archive, &archive::newest(archive)),
            Self::Stories => file("stories", story::stories(corpus, plan)),
            Self::Topics => file("topics", topics(corpus)),
            Self::Weeks => file("weeks", weeks(corpus, plan)),
            Self::Variants => archive::lines(variants(corpus, plan).map(|pair| pair.record())),
            Self::VariantsTable => {
                let rows = variants(corpus, plan).map(|pair| pair.row());
                std::iter::once(COLUMNS.join("\t") + "\n").chain(rows).collect()
            }
        };
        Ok(text.into_bytes())
    }
}

/// A file of one list, by its name. Each record is written and dropped: together they take many times the
/// room of the file.
pub(super) fn file(name: &str, records: impl IntoIterator<Item = impl Serialize>) -> String {
    let mut text = format!("{{\"{name}\":[");
    for (n, record) in records.into_iter().enumerate() {
        if n > 0 {
            text.push(',');
        }
        // As in [`archive::lines`], no record fails.
        text.extend(serde_json::to_string(&record).ok());
    }
    text.push_str("]}\n");
    text
}

fn person(person: &Person, plan: &Plan) -> Value {
    let titles = person.titles.iter().map(|held| {
        json!({
            "count": held.count,
            "first": held.days.map(|(first, _)| first),
            "last": held.days.map(|(_, last)| last),
            "text": held.text,
        })
    });
    let joined = person.joined.iter().map(|joined| {
        json!({
            "likeness": joined.likeness,
            "name": joined.name,
            "why": joined.why,
            "with": joined.with,
        })
    });
    let spellings = person.spellings.iter();
    let spellings = spellings.map(|form| json!({ "count": form.count, "text": form.text }));
    json!({
        "country": person.country,
        "documents": person.articles.iter().map(|ix| plan.document_id(*ix)).collect::<Vec<_>>(),
        "id": name_id(&person.label),
        "joined": joined.collect::<Vec<_>>(),
        "kind": person.kind,
        "label": person.label,
        "name": person.name,
        "spellings": spellings.collect::<Vec<_>>(),
        "statements": person.statements.len(),
        "titles": titles.collect::<Vec<_>>(),
    })
}

fn topics(corpus: &Corpus) -> Vec<Value> {
    let topic = |topic: &crate::model::Topic| {
        let articles: Vec<ArticleIx> = topic.articles.iter().map(|(ix, _)| *ix).collect();
        json!({
            "documents": articles.len(),
            "id": topic.id,
            "iptc": topic.iptc,
            "key_phrases": phrases(corpus, &articles, OF_TOPIC),
            "name": text_value(&topic.name),
        })
    };
    corpus.topics.iter().map(topic).collect()
}

fn weeks(corpus: &Corpus, plan: &Plan) -> Vec<Value> {
    let week = |week: &crate::model::Week| {
        let days = week.days().filter_map(|day| corpus.days.get(&day));
        let articles: Vec<ArticleIx> = days.flatten().copied().collect();
        json!({
            "documents": articles.len(),
            "first": week.first(),
            "key_phrases": phrases(corpus, &articles, OF_WEEK),
            "last": week.last(),
        })
    };
    plan.weeks().iter().map(week).collect()
}

fn phrases(corpus: &Corpus, articles: &[ArticleIx], most: usize) -> Vec<Value> {
    let found = key_phrases(&corpus.phrases, articles, most);
    let phrase = found.into_iter().map(|phrase| {
        json!({ "count": phrase.count, "documents": phrase.documents, "text": phrase.text })
    });
    phrase.collect()
}

/// Two people that may be one.
struct Pair<'a> {
    people: [&'a Person; 2],
    /// Identities of the first documents of each.
    examples: [Vec<String>; 2],
    likeness: u8,
    hindrance: &'static str,
}

const COLUMNS: [&str; 10] = [
    "likeness",
    "hindrance",
    "name",
    "documents",
    "title",
    "open",
    "other name",
    "documents",
    "title",
    "open",
];
/// Documents of each name that an editor is given to open.
const EXAMPLES: usize = 5;

fn variants<'a>(corpus: &'a Corpus, plan: &'a Plan) -> impl Iterator<Item = Pair<'a>> {
    let person = |ix: PersonIx| corpus.person(ix);
    let examples = |person: &Person| {
        let ids = person.articles.iter().take(EXAMPLES).map(|ix| plan.document_id(*ix).to_owned());
        ids.collect::<Vec<String>>()
    };
    corpus.variants.iter().filter_map(move |pair| {
        let people = [person(pair.one)?, person(pair.other)?];
        Some(Pair {
            examples: people.map(examples),
            people,
            likeness: pair.likeness,
            hindrance: pair.hindrance.name(),
        })
    })
}

impl Pair<'_> {
    fn record(&self) -> Value {
        let sides = self.people.iter().zip(&self.examples).map(|(person, examples)| {
            json!({
                "documents": person.articles.len(),
                "examples": examples,
                "id": name_id(&person.label),
                "name": person.name,
                "spellings": person.spellings.iter().map(|form| &form.text).collect::<Vec<_>>(),
                "titles": person.titles.iter().map(|held| &held.text).collect::<Vec<_>>(),
            })
        });
        let people: Vec<Value> = sides.collect();
        json!({ "hindrance": self.hindrance, "likeness": self.likeness, "people": people })
    }

    fn row(&self) -> String {
        let side = |(person, examples): (&&Person, &Vec<String>)| {
            let title = person.titles.first().map_or("", |held| &held.text);
            // A name or title may stand over two lines of its document.
            let cell = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let documents = person.articles.len().to_string();
            [cell(&person.label), documents, cell(title), examples.join(" ")].join("\t")
        };
        let sides: Vec<String> = self.people.iter().zip(&self.examples).map(side).collect();
        let sides = sides.join("\t");
        format!("{}\t{}\t{sides}\n", self.likeness, self.hindrance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::fixture::{Draft, lexicon};
    use crate::config::Config;
    use crate::site::{Manifest, plan};

    fn contents(file: CorpusFile) -> String {
        let named = |n: usize, name: &str, title: &str| {
            let text = format!("وثيقة {n}: قال {title} {name} نعم.");
            Draft::new(&format!("{n}.txt"), &text).person(name, name).titled(title).article()
        };
        let articles = vec![
            named(1, "ميغيل كريشنان", "وزير المالية الفرنسي"),
            named(2, "ميغيل كرشنان", "وزير المالية الهندي"),
        ];
        let (lexicon, config) = (lexicon(), Config::default());
        let corpus = crate::analyse::corpus(articles, &lexicon, &config, None).value;
        let plan = plan(&corpus, &lexicon, &config, &Manifest::default());
        let site = &config.site;
        let archive =
            Archive { corpus: &corpus, plan: &plan, lexicon: &lexicon, site, title: "موجز" };
        String::from_utf8(file.contents(&archive).unwrap()).unwrap()
    }

    #[test]
    fn pairs_for_an_editor_say_why_they_are_two() {
        let record: Value = serde_json::from_str(contents(CorpusFile::Variants).trim()).unwrap();
        assert_eq!(record["hindrance"], "other-country");
        assert_eq!(record["people"][0]["documents"], 1);
        let example = record["people"][0]["examples"][0].as_str().unwrap();
        let table = contents(CorpusFile::VariantsTable);
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.split('\t').count() == COLUMNS.len()), "{table}");
        assert!(rows[1].contains("وزير المالية الهندي"));
        assert!(rows[1].contains(&format!("\t{example}\t")), "{table}");
    }

    #[test]
    fn people_have_their_titles_and_documents() {
        let value: Value = serde_json::from_str(&contents(CorpusFile::People)).unwrap();
        let people = value["people"].as_array().unwrap();
        assert_eq!(people.len(), 2);
        assert!(people.iter().all(|p| p["documents"].as_array().unwrap().len() == 1));
        assert_eq!(people[0]["titles"][0]["first"], Value::Null);
        let topics = contents(CorpusFile::Topics);
        assert_eq!(topics, "{\"topics\":[]}\n");
        assert_eq!(contents(CorpusFile::Stories), "{\"stories\":[]}\n");
    }
}
