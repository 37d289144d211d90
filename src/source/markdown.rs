//! Markdown → blocks, by the events of a CommonMark parser; the text is rebuilt without markup.
//!
//! Raw HTML goes through the reader of saved pages and leaves only its text. What is nested so
//! deeply that no person wrote it, or is over the limit of Markdown, is read as plain text.

use std::borrow::Cow;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diagnostic::Note;
use crate::model::Shape;

use super::draft::{Draft, Parsed, lines};
use super::{Reading, front_matter, html, text, wrapped};

/// Deepest nesting of brackets or block quotations that is read as markup.
const NESTING: usize = 64;
/// Most columns of a table; each row is filled up to all of them.
const COLUMNS: usize = 64;

/// The text and its blocks.
pub(super) fn parse(source: &str, reading: Reading<'_>) -> Parsed {
    let mut draft = Draft::default();
    let limit = reading.limits.markdown;
    let is_long = u64::try_from(source.len()).unwrap_or(u64::MAX) > limit;
    if is_long {
        let message = format!("over the limit of {limit} bytes for Markdown (limits.markdown)");
        draft.notes.push((Note::Cut, format!("{message}: read as plain text")));
    }
    let body = front_matter::take(source, reading, &mut draft);
    if is_long || is_too_deep(body) {
        let lines: Vec<_> = lines(body).collect();
        for span in text::paragraphs(body, &lines) {
            draft.push(Shape::Paragraph, span.of(body));
        }
        return draft.finish();
    }
    let is_wide = body.lines().any(|line| line.matches('|').count() > COLUMNS);
    let options = if is_wide { Options::empty() } else { Options::ENABLE_TABLES };
    let breaks = if is_wrapped(body) { Breaks::OfLines } else { Breaks::OfSentences };
    let body = with_old_headings(body);
    let mut builder = Builder::new(draft, reading, breaks);
    Parser::new_ext(&body, options).for_each(|event| builder.event(event));
    builder.flush();
    builder.draft.finish()
}

/// True when the lines of a text are parts of paragraphs.
fn is_wrapped(body: &str) -> bool {
    let lines: Vec<&str> = body.lines().map(str::trim).collect();
    let groups: Vec<Vec<&str>> =
        lines.split(|line| line.is_empty()).map(<[&str]>::to_vec).collect();
    wrapped::is_wrapped(lines.iter().copied().filter(|line| !line.is_empty()))
        || wrapped::column(&groups).is_some()
}

/// True when brackets or block quotations are nested too deeply to be markup.
fn is_too_deep(body: &str) -> bool {
    let mut brackets = 0usize;
    body.lines().any(|line| {
        if line.trim().is_empty() {
            brackets = 0;
        }
        let quotes = line.bytes().filter(|byte| *byte == b'>').count();
        let mut deep = quotes > NESTING && leading_quotes(line) > NESTING;
        for byte in line.bytes() {
            brackets = match byte {
                b'[' => brackets.saturating_add(1),
                b']' => brackets.saturating_sub(1),
                _ => brackets,
            };
            deep |= brackets > NESTING;
        }
        deep
    })
}

fn leading_quotes(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b'>' | b' ')).filter(|byte| *byte == b'>').count()
}

/// The text with a blank after the signs of a heading where there is none (`##عنوان`): Markdown
/// before CommonMark did without. One sign alone is a hash tag.
fn with_old_headings(body: &str) -> Cow<'_, str> {
    let signs = |line: &str| {
        let signs = line.bytes().take_while(|byte| *byte == b'#').count();
        let next = line.get(signs..).and_then(|rest| rest.chars().next());
        ((2..=6).contains(&signs) && next.is_some_and(char::is_alphanumeric)).then_some(signs)
    };
    if !body.lines().any(|line| signs(line).is_some()) {
        return Cow::Borrowed(body);
    }
    let mut mended = String::with_capacity(body.len());
    for line in body.split_inclusive('\n') {
        let (signs, words) =
            line.split_at_checked(signs(line).unwrap_or_default()).unwrap_or(("", line));
        mended.push_str(signs);
        mended.push_str(if signs.is_empty() { "" } else { " " });
        mended.push_str(words);
    }
    Cow::Owned(mended)
}

/// What the line ends inside a paragraph are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    /// Ends of typed lines only.
    OfLines,
    /// Ends of paragraphs, where a sentence ends, too.
    OfSentences,
}

/// Collects the words of a block from events.
struct Builder<'a> {
    draft: Draft,
    reading: Reading<'a>,
    breaks: Breaks,
    /// Words of the block that is open.
    words: String,
    /// Shapes of the blocks around it, the innermost last.
    shapes: Vec<Shape>,
    /// Raw HTML of a block, while one is open.
    html: Option<String>,
    /// The element whose content is no text, while one is open in a line: `script`.
    muted: Option<&'static str>,
    /// Line ends inside a block of code are ends of blocks.
    in_code: bool,
}

impl<'a> Builder<'a> {
    fn new(draft: Draft, reading: Reading<'a>, breaks: Breaks) -> Self {
        Self {
            draft,
            reading,
            breaks,
            words: String::new(),
            shapes: Vec::new(),
            html: None,
            muted: None,
            in_code: false,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.in_code => self.code(&words),
            Event::Text(words) | Event::Code(words) => self.add(&words),
            Event::SoftBreak
                if self.breaks == Breaks::OfSentences && wrapped::is_ended(&self.words) =>
            {
                self.flush();
            }
            Event::SoftBreak => self.add(" "),
            Event::HardBreak | Event::Rule => self.flush(),
            Event::Html(words) => match &mut self.html {
                Some(html) => html.push_str(&words),
                None => self.inline_html(&words),
            },
            Event::InlineHtml(words) => self.inline_html(&words),
            // Their options are off.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let shape = match tag {
            Tag::Heading { level, .. } => Shape::Heading(number(*level)),
            Tag::BlockQuote(_) => Shape::Quote,
            Tag::Item => Shape::ListItem,
            Tag::Image { .. } => Shape::Caption,
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(String::new());
                return;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
                return;
            }
            Tag::Paragraph | Tag::TableCell | Tag::List(_) => return self.flush(),
            _ => return,
        };
        self.flush();
        self.shapes.push(shape);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::Image => {
                self.flush();
                self.shapes.pop();
            }
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                match html::fragment(&html, self.reading) {
                    Ok(blocks) => {
                        blocks.iter().for_each(|(shape, words)| self.draft.push(*shape, words));
                    }
                    Err(note) => self.draft.notes.push(note),
                }
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.in_code = false;
            }
            TagEnd::Paragraph | TagEnd::TableCell => self.flush(),
            _ => {}
        }
    }

    fn add(&mut self, words: &str) {
        if self.muted.is_none() {
            self.words.push_str(words);
        }
    }

    /// Indented text is a block of code to Markdown and mostly just indented text.
    fn code(&mut self, words: &str) {
        for line in words.split_inclusive('\n') {
            self.add(line);
            if line.ends_with('\n') {
                self.flush();
            }
        }
    }

    /// A tag inside a line: nothing of it is kept, a line break ends the block.
    fn inline_html(&mut self, tag: &str) {
        let closes = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match self.muted {
            Some(open) if closes && name.eq_ignore_ascii_case(open) => self.muted = None,
            Some(_) => {}
            None if name.eq_ignore_ascii_case("br") => self.flush(),
            None if !closes => self.muted = html::without_text(name),
            None => {}
        }
    }

    /// Ends the block that is open.
    fn flush(&mut self) {
        let shape = self.shapes.last().copied().unwrap_or(Shape::Paragraph);
        self.draft.push(shape, &self.words);
        self.words.clear();
        // An element left open in a line ends with its block.
        self.muted = None;
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Limits;
    use crate::lang::Lexicon;
    use crate::model::Field;

    fn check(source: &str, expected: &[(Shape, &str)]) {
        let lexicon = Lexicon::embedded().unwrap();
        let limits = Limits::default();
        let parsed = parse(source, Reading { lexicon: &lexicon, limits: &limits });
        let found: Vec<(Shape, &str)> = parsed
            .blocks
            .iter()
            .map(|block| (block.shape, parsed.text.slice(block.span)))
            .collect();
        assert_eq!(found, expected);
    }

    use Shape::{Caption, Heading, ListItem, Paragraph, Quote};

    #[test]
    fn blocks_of_markdown() {
        check(
            "---\ntitle: خبر\n---\n# لقاء *في* موسكو\n\nقال [الوزير](https://a.example):\n> لن نتأخر\n\n- بند\n- آخر",
            &[
                (Shape::Stated(Field::Title), "خبر"),
                (Heading(1), "لقاء في موسكو"),
                (Paragraph, "قال الوزير:"),
                (Quote, "لن نتأخر"),
                (ListItem, "بند"),
                (ListItem, "آخر"),
            ],
        );
        check(
            "قبل ![صورة الوزير](a.jpg) بعد",
            &[(Paragraph, "قبل"), (Caption, "صورة الوزير"), (Paragraph, "بعد")],
        );
        check(
            "| أ | ب |\n|---|---|\n| ج | د |",
            &[(Paragraph, "أ"), (Paragraph, "ب"), (Paragraph, "ج"), (Paragraph, "د")],
        );
        check("    سطر\n    سطران", &[(Paragraph, "سطر"), (Paragraph, "سطران")]);
    }

    #[test]
    fn line_ends() {
        check(
            "قال الوزير إن\nالوفد وصل.\nوأضاف",
            &[(Paragraph, "قال الوزير إن الوفد وصل."), (Paragraph, "وأضاف")],
        );
        let line = "قال وزير الخارجية في مؤتمر صحفي عقده اليوم في العاصمة إن الوفد";
        let text = format!("{line} «وصل»\n{line}\n{line}\n{line}\n{line}\n{line}.");
        check(&text, &[(Paragraph, &text.replace('\n', " "))]);
        check("سطر  \nسطران", &[(Paragraph, "سطر"), (Paragraph, "سطران")]);
    }

    #[test]
    fn headings_without_a_blank() {
        check(
            "###الجميع قتلوا\nقال\n\n#سوريا",
            &[(Heading(3), "الجميع قتلوا"), (Paragraph, "قال"), (Paragraph, "#سوريا")],
        );
    }

    #[test]
    fn raw_html_leaves_only_text() {
        check(
            "<div onclick=x><h2>لقاء</h2>قال <b>الوزير</b><script>alert(1)</script></div>\n\nنص",
            &[(Heading(2), "لقاء"), (Paragraph, "قال الوزير"), (Paragraph, "نص")],
        );
        check(
            "قال <b onclick=x>الوزير</b> <script>alert(1)</script> نعم<br>سطر",
            &[(Paragraph, "قال الوزير نعم"), (Paragraph, "سطر")],
        );
        check("قال <!-- سر --> نعم &amp; لا", &[(Paragraph, "قال نعم & لا")]);
    }

    #[test]
    fn too_deep_is_text() {
        let deep = format!("نص\n{} نص", ">".repeat(65));
        check(&deep, &[(Paragraph, "نص"), (Paragraph, &format!("{} نص", ">".repeat(65)))]);
        let brackets = "[".repeat(65);
        check(&brackets, &[(Paragraph, &brackets)]);
    }

    #[test]
    fn too_large_is_text_and_that_is_said() {
        let lexicon = Lexicon::embedded().unwrap();
        let limits = Limits { markdown: 10, ..Limits::default() };
        let parsed = parse("# عنوان *الخبر*", Reading { lexicon: &lexicon, limits: &limits });
        assert_eq!(parsed.text.as_str(), "# عنوان *الخبر*");
        assert_eq!(parsed.blocks.len(), 1);
        let said = "over the limit of 10 bytes for Markdown (limits.markdown): read as plain text";
        assert_eq!(parsed.notes, [(Note::Cut, said.to_owned())]);
    }
}
