//! Whether an article that was kept outside the program is whole: a cache is input like any other.

use super::{Article, MentionIx, Span, Speaker, TopicScore};

impl Article {
    /// True where every span is one of its text and every index one of its lists, as extraction
    /// makes them. What comes from a cache is asked before it is believed.
    pub fn is_sound(&self) -> bool {
        let text = self.document.text.as_str();
        let is_span = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
        let is_mention = |ix: &MentionIx| (ix.0 as usize) < self.mentions.len();
        let is_parent = |parent: usize, ix: usize| parent < self.statements.len() && parent != ix;
        let mut statements = self.statements.iter().enumerate();
        self.kinds.len() == self.document.blocks.len()
            && self.spans().into_iter().all(is_span)
            && self.statements.iter().all(|said| said.speaker.mentions().iter().all(is_mention))
            && statements
                .all(|(ix, said)| said.parent.is_none_or(|parent| is_parent(parent.0 as usize, ix)))
    }

    /// All places of the text that it speaks of.
    fn spans(&self) -> Vec<Span> {
        let (metadata, fields) = (&self.document.metadata, &self.fields);
        let stated = [
            metadata.title,
            metadata.published,
            metadata.updated,
            metadata.author,
            metadata.outlet,
            metadata.url,
            metadata.keywords,
            fields.outlet,
            fields.author,
            fields.section,
            fields.url,
            self.headline.map(|headline| headline.span),
            self.scene.event.as_ref().map(|event| event.span),
        ];
        let mut spans: Vec<Span> = stated.into_iter().flatten().collect();
        let terms = |topics: &[TopicScore]| -> Vec<Span> {
            topics.iter().flat_map(|topic| topic.terms.iter().copied()).collect()
        };
        spans.extend(self.document.blocks.iter().map(|block| block.span));
        spans.extend(self.date.evidence.iter().filter_map(|evidence| evidence.span));
        spans.extend(self.mentioned.iter().map(|date| date.span));
        spans.extend(&self.sentences);
        spans.extend(terms(&self.topics));
        for said in &self.statements {
            let cue = said.cue.as_ref().map(|cue| cue.span);
            let described = match said.speaker {
                Speaker::Described(span) => Some(span),
                _ => None,
            };
            let parts = [Some(said.text), said.mention, cue, said.comp, said.via, described];
            spans.extend(parts.into_iter().flatten());
            spans.extend(&said.quoted);
            spans.extend(terms(&said.topics));
        }
        for mention in &self.mentions {
            spans.push(mention.span);
            spans.extend(mention.title);
        }
        spans.extend(self.corrections.iter().filter_map(|correction| correction.statement));
        spans
    }
}
