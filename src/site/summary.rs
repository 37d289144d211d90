//! The printed summary of a document: plain text for a terminal or a pipe.

use crate::analyse::Salience;
use crate::lang::{Lexicon, bidi};
use crate::model::{
    Article, ArticleDate, Confidence, DateKind, MentionIx, Speaker, Statement, StatementIx,
    StatementKind,
};

use super::display::{Display, fill};
use super::view::statement::{is_marked, verb};

/// Key statements of a summary.
const STATEMENTS: usize = 5;
/// Columns that lines of text are wrapped at where nothing else is asked for.
pub const COLUMNS: usize = 72;

/// Headline, date and how it is known, outlet, lead and three to five key statements with their
/// speakers; wrapped at word borders into lines of at most `columns`.
///
/// `date` is the final date of the article. No colours; the words are those of the document.
pub fn summary_text(
    article: &Article,
    date: &ArticleDate,
    lexicon: &Lexicon,
    display: &Display,
    columns: usize,
) -> String {
    let words = &display.words().summary;
    let text = &article.document.text;
    let summary = Salience::new(lexicon).summary(article, STATEMENTS);
    let headline = article.headline.map(|headline| text.slice(headline.span));
    let outlet = article.outlet().map(|outlet| fill(&words.outlet, &[("outlet", outlet)]));
    let mut out = Wrapped { columns, ..Wrapped::default() };
    out.paragraph(headline.unwrap_or(&words.no_headline));
    out.paragraph(&date_line(date, display));
    out.paragraph(outlet.as_deref().unwrap_or(&words.no_outlet));
    if let Some(lead) = summary.lead {
        out.blank();
        out.paragraph(text.slice(lead));
    }
    out.blank();
    if summary.statements.is_empty() && article.statements.iter().all(|one| !one.is_counted()) {
        out.paragraph(&words.no_statements);
    }
    let statements = summary.statements.iter().filter_map(|ix| statement_at(article, *ix));
    for (place, statement) in (1..).zip(statements) {
        let line = statement_line(article, statement, display);
        let number = display.number(place);
        out.paragraph(&fill(&words.item, &[("n", &number), ("statement", &line)]));
    }
    out.finished()
}

fn statement_at(article: &Article, ix: StatementIx) -> Option<&Statement> {
    article.statements.get(ix.0 as usize)
}

/// The day with how it is known; without one what is known of it.
fn date_line(date: &ArticleDate, display: &Display) -> String {
    let known = display.known_of(date);
    match display.date(date).or_else(|| display.bounds(date)) {
        Some(text) => {
            fill(&display.words().summary.with_reason, &[("text", &text), ("reason", known)])
        }
        None if date.kind == DateKind::Corrected => known.to_owned(),
        None => display
            .known(match date.confidence {
                Confidence::Conflict => Confidence::Conflict,
                _ => Confidence::None,
            })
            .to_owned(),
    }
}

/// Speaker, verb, complementiser and words: `سيرغي لافروف: أكد أن …`. Marks stand round the words
/// only where the source has some.
fn statement_line(article: &Article, statement: &Statement, display: &Display) -> String {
    let text = article.document.text.as_str();
    let mut line = speaker(article, &statement.speaker, display);
    line.push(':');
    let verb = statement.cue.as_ref().and_then(|cue| verb(text, cue));
    let comp = statement.comp.map(|span| span.of(text)).filter(|comp| !comp.is_empty());
    for words in verb.into_iter().chain(comp) {
        line.push(' ');
        line.push_str(words);
    }
    let said = statement.text.of(text);
    let quoted = statement.kind == StatementKind::Direct && is_marked(text, statement.text);
    // Words of the speaker without marks: their beginning is to be seen.
    if statement.kind == StatementKind::Direct && !quoted && verb.is_some() && comp.is_none() {
        line.push(':');
    }
    line.push(' ');
    line.push_str(&if quoted { format!("«{said}»") } else { said.to_owned() });
    line
}

/// The names of the speakers, the phrase of somebody unnamed, or that nobody is named.
fn speaker(article: &Article, speaker: &Speaker, display: &Display) -> String {
    match speaker {
        Speaker::Described(span) => article.document.text.slice(*span).to_owned(),
        Speaker::Unknown => display.words().summary.no_speaker.clone(),
        Speaker::Named(_) | Speaker::Joint(_) => {
            let at = |ix: &MentionIx| article.mentions.get(ix.0 as usize);
            let mentions = speaker.mentions().iter().filter_map(at);
            let names: Vec<String> =
                mentions.map(|mention| mention.name.canonical.to_string()).collect();
            display.list(&names)
        }
    }
}

/// Text wrapped at word borders.
#[derive(Default)]
struct Wrapped {
    columns: usize,
    text: String,
}

impl Wrapped {
    /// Adds words as lines; a word that is longer than a line stands alone on one.
    fn paragraph(&mut self, words: &str) {
        let mut used = 0usize;
        for word in words.split_whitespace() {
            let width = bidi::columns(word);
            if used > 0 && used.saturating_add(1).saturating_add(width) > self.columns {
                self.text.push('\n');
                used = 0;
            }
            if used > 0 {
                self.text.push(' ');
                used = used.saturating_add(1);
            }
            self.text.push_str(word);
            used = used.saturating_add(width);
        }
        self.text.push('\n');
    }

    /// An empty line, between two paragraphs only.
    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn finished(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::fixture::{Draft, lexicon};
    use crate::config::DisplaySettings;
    use crate::model::{DateKind, MentionKind, Precision};
    use crate::site::display::DisplayWords;

    fn printed(draft: Draft, columns: usize) -> String {
        let words = DisplayWords::embedded().unwrap();
        let display = Display::new(&DisplaySettings::default(), &words).unwrap();
        let article = draft.article();
        summary_text(&article, &article.date, &lexicon(), &display, columns)
    }

    fn draft() -> Draft {
        let text = "قمح هذا العام\n\
            المصدر: الجريدة\n\
            اجتمع المزارعون في الحقل. وأكد سالم عيسى أن القمح وافر في الجنوب. \
            وقالت الوزارة: «الماء يكفي شهرين». ووصف كريم الموسم بأنه صعب.";
        let mut draft = Draft::new("a.txt", text)
            .headline("قمح هذا العام")
            .furniture("المصدر: الجريدة")
            .outlet("الجريدة")
            .person("سالم عيسى", "سالم عيسى")
            .mention("الوزارة", "وزارة الزراعة", MentionKind::Body)
            .person("كريم", "كريم منصور")
            .statement("القمح وافر في الجنوب", Speaker::Named(MentionIx(0)))
            .cue("وأكد", "أكد", "assert");
        draft.last_statement().comp = Some(draft.find("أن"));
        draft = draft.statement("الماء يكفي شهرين", Speaker::Named(MentionIx(1))).cue(
            "وقالت",
            "قال",
            "say",
        );
        draft.last_statement().kind = StatementKind::Direct;
        draft
            .statement("الموسم بأنه صعب", Speaker::Named(MentionIx(2)))
            .cue("ووصف", "وصف", "say")
            .date(ArticleDate {
                day: "2020-12-29".parse().ok(),
                precision: Precision::Day,
                kind: DateKind::PageLine,
                confidence: Confidence::Firm,
                ..ArticleDate::default()
            })
    }

    #[test]
    fn a_summary_reads_as_a_page() {
        let expected = "\
قمح هذا العام
الثلاثاء، ٢٩ كانون الأول/ديسمبر ٢٠٢٠ (تاريخ صريح)
المصدر: الجريدة

اجتمع المزارعون في الحقل.

١. سالم عيسى: أكد أن القمح وافر في الجنوب
٢. وزارة الزراعة: قالت «الماء يكفي شهرين»
٣. كريم منصور: وصف الموسم بأنه صعب
";
        assert_eq!(printed(draft(), COLUMNS), expected);
    }

    #[test]
    fn lines_are_wrapped_at_words() {
        let text = printed(draft(), 20);
        assert!(text.lines().all(|line| bidi::columns(line) <= 20), "{text}");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&text), words(&printed(draft(), COLUMNS)));
    }

    #[test]
    fn what_is_missing_is_said() {
        let text = printed(Draft::new("a.txt", "خبر بلا شيء."), COLUMNS);
        let expected = "\
بلا عنوان
بلا تاريخ
مصدر غير مذكور

خبر بلا شيء.

لا أقوال في هذه الوثيقة
";
        assert_eq!(text, expected);
    }
}
