//! The row and the sentences of a document for lists of results: `d/{id}/text.js`, which is loaded for each
//! result that is shown. So the sentence with the words that were asked for is shown, whichever it is.

use crate::model::{Article, ArticleIx, Span, Statement};
use crate::site::plain::collapse;
use crate::site::view::Cx;

use super::code::{part, swapped};
use super::rows;

/// Letters of a line; a longer sentence goes on in the next, in lines of one length.
const LINE: usize = 220;
/// Letters of a document beyond which nothing is shown: eight results are to be light.
const LETTERS: usize = 5_000;
/// What stands where a sentence was cut.
const CUT: char = '…';

/// The script of a document: its row, then its sentences, a line each, first that of the surest statement.
/// `None` for a document of another corpus.
pub(in crate::site) fn script(cx: &Cx<'_>, ix: ArticleIx) -> Option<Vec<u8>> {
    let article = cx.corpus.article(ix)?;
    // Where it has no headline, the first sentence stands in its place.
    let stands = usize::from(!cx.headline(article).stated);
    let first = best(article).filter(|_| stands == 0);
    let shown = first.into_iter().chain(pieces(article).skip(stands));
    let words = shown.map(|span| collapse(article.document.text.slice(span)));
    let name = format!("../d/{}/text", cx.plan.document_id(ix));
    let row = rows::row(cx, ix)?.join("\t");
    let lines: Vec<String> = [row].into_iter().chain(lines(words)).collect();
    Some(part(&name, &swapped(&lines.join("\n"))))
}

/// What the body says, in order: its sentences, and the headings in it.
fn pieces(article: &Article) -> impl Iterator<Item = Span> + '_ {
    let mut sentences = article.sentences.iter().copied().peekable();
    article.body().flat_map(move |block| {
        let inside = std::iter::from_fn(|| sentences.next_if(|one| one.start < block.end));
        let inside: Vec<Span> = inside.collect();
        if inside.is_empty() { vec![block] } else { inside }
    })
}

/// The sentences in lines, as many as are shown.
fn lines(sentences: impl Iterator<Item = String>) -> Vec<String> {
    let mut left = LETTERS;
    let lines = sentences.flat_map(|sentence| cut(&sentence));
    let fit = lines.map_while(|line| {
        left = left.checked_sub(line.chars().count())?;
        Some(line)
    });
    fit.collect()
}

/// The sentence of the surest statement; `None` where nobody says anything.
fn best(article: &Article) -> Option<Span> {
    let counted = article.statements.iter().filter(|statement| statement.is_counted());
    let best = counted.rev().max_by_key(|statement: &&Statement| statement.evidence.score)?;
    let mut sentences = article.sentences.iter().copied();
    sentences.find(|span| (span.start..span.end).contains(&best.text.start))
}

/// A sentence in lines, cut between words.
fn cut(sentence: &str) -> Vec<String> {
    let letters = sentence.chars().count();
    let enough = letters.div_ceil(letters.div_ceil(LINE).max(1));
    let mut lines = vec![String::new()];
    let mut used = 0usize;
    for word in sentence.split(' ') {
        let length = word.chars().count();
        if used > 0 && used >= enough {
            if let Some(line) = lines.last_mut() {
                line.push(CUT);
            }
            lines.push(CUT.to_string());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
        used = used.saturating_add(length).saturating_add(1);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_go_on_in_the_next_line() {
        assert_eq!(cut("خبر قصير."), ["خبر قصير."]);
        let lines = cut("كلمة ".repeat(90).trim_end());
        assert_eq!(lines.len(), 3, "{lines:?}");
        let of_one_length = |line: &String| (140..=180).contains(&line.chars().count());
        assert!(lines.iter().all(of_one_length), "{lines:?}");
        assert!(lines[0].ends_with(CUT) && lines[1].starts_with(CUT) && lines[1].ends_with(CUT));
        let whole: Vec<&str> = lines.iter().map(|line| line.trim_matches(CUT)).collect();
        assert_eq!(whole.join(" ").split(' ').count(), 90);
    }

    #[test]
    fn a_document_of_any_length_is_light() {
        let letters = |sentences: &[&str]| {
            let lines = lines(sentences.iter().map(|words| (*words).to_owned()));
            lines.iter().map(|line| line.chars().count()).sum::<usize>()
        };
        let endless = "كلمة ".repeat(10_000);
        assert!((LETTERS - LINE..=LETTERS).contains(&letters(&[&endless])));
        assert!((LETTERS - LINE..=LETTERS).contains(&letters(&vec!["خبر قصير."; 10_000])));
        // One word longer than all that is shown ends the list.
        let word = "ا".repeat(10_000);
        assert_eq!(letters(&["خبر قصير.", &word, "خبر قصير."]), 9);
    }
}
