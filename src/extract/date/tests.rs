use super::*;
use crate::lang::{Lexicon, Tokens};
use crate::model::*;

fn doc(id: &str, text: &str) -> Document {
    let (clean, _) = CleanText::new(text);
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in clean.as_str().split('\n') {
        let span = Span::from_bytes(at, at + line.len()).trimmed(clean.as_str());
        at += line.len() + 1;
        if !span.is_empty() { blocks.push(Block { shape: Shape::Paragraph, span }); }
    }
    Document { id: DocId::new(id), content_id: ContentId::of(text), sha256: String::new(), format: Format::Text, text: clean, blocks, metadata: Metadata::default() }
}

#[test]
fn gold_throwaway() {
    let lexicon = Lexicon::embedded().unwrap();
    let gold = std::fs::read_to_string("/work/shared/gold/gold.jsonl").unwrap();
    let seeds = std::fs::read_to_string("/work/shared/gold/seeds.jsonl").unwrap();
    for (n, line) in seeds.lines().chain(gold.lines()).enumerate() {
        let g: serde_json::Value = serde_json::from_str(line).unwrap();
        let path = if n < 5 { format!("/work/shared/gold/seeds/{}", g["id"].as_str().unwrap()) } else { format!("/work/shared/gold/{}", g["file"].as_str().unwrap()) };
        let Ok(mut text) = std::fs::read_to_string(&path) else { println!("no {path}"); continue };
        if path.ends_with("html") {
            let d = dom_query::Document::from(text.as_str());
            d.select("script,style,head").remove();
            text = d.formatted_text().to_string();
        }
        if path.ends_with("md") {
            let mut out = String::new();
            let body = text.splitn(3, "---\n").last().unwrap().to_owned();
            for p in body.split("\n\n") { out.push_str(&p.replace('\n', " ")); out.push('\n'); }
            text = format!("{}\n{}", g["headline"].as_str().unwrap_or(""), out);
        }
        let document = doc("a.txt", &text);
        let tokens = Tokens::new(lexicon.folder(), document.text.as_str());
        let reader = Reader { document: &document, tokens: &tokens, lexicon: &lexicon };
        let head = g["headline"].as_str().unwrap_or("\u{0}");
        let mut related = false;
        let mut hl = None;
        let mut kinds = Vec::new();
        for b in &document.blocks {
            let t = b.span.of(document.text.as_str());
            let n = t.split_whitespace().count();
            if ["اقرأ", "إقرأ", "آخر الاخبار", "مواضيع ذات", "الأكثر مشاهدة", "اكثر قراءة"].iter().any(|x| t.starts_with(x)) { related = true; }
            if n >= 25 { related = false; }
            let dates = calendar::expressions(&tokens, tokens.within(b.span), &lexicon);
            let k = if t.contains(head) && !related { hl = Some(Headline { span: Span::from_bytes(b.span.range().start + t.find(head).unwrap(), b.span.range().start + t.find(head).unwrap() + head.len()), from: HeadlineSource::Title, evidence: crate::model::Evidence { rule: "x", score: 90 } }); BlockKind::Title }
              else if related { BlockKind::Related }
              else if t.contains("رئيس التحرير") || t.contains("رئيس مجلس الإدارة") { BlockKind::Masthead }
              else if n <= 12 && dates.iter().any(|d| d.day().is_some() || d.fault.is_some()) && t.chars().count() < 80 { BlockKind::PageDate }
              else if n < 9 { BlockKind::Section }
              else { BlockKind::Paragraph };
            kinds.push(k);
        }
        let (date, mentions) = publication(&reader, &kinds, hl.as_ref(), &Fields::default());
        let want = g["date"].as_str().unwrap_or("").to_owned();
        let got = date.shown().map(|d| d.to_string()).unwrap_or_default();
        let accept: Vec<String> = g["date_accept"].as_array().map(|a| a.iter().map(|x| x.as_str().unwrap().to_owned()).collect()).unwrap_or_default();
        let ok = want == got || accept.contains(&got);
        println!("{} {} want {want} got {got} {:?} {:?} wd {:?} [{:?}..{:?}] cand {} mentions {}", if ok { "ok " } else { "BAD" }, &path[18..], date.kind, date.confidence, date.weekday, date.not_before, date.not_after, date.candidates.len(), mentions.len());
        if !ok || n < 5 {
            for e in &date.evidence { println!("    {:?} {:?} {:?} {}", e.kind, e.role, e.value, e.span.map(|s| s.of(document.text.as_str())).unwrap_or("")); }
        }
    }
}
