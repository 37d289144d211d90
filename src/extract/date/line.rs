//! One line's date in ISO form.

use chrono::{Datelike, NaiveDate};

use crate::lang::calendar::{self, DateExpression, Days, Label, When};
use crate::lang::{Lexicon, Tokens};
use crate::model::Precision;

/// The date that a line says: a day (`2020-12-29`), a span (`2020-12-01/2020-12-03`), a month
/// (`2020-12`) or a year (`2020`); `None` where it says none.
///
/// `reference` is the day of writing, for «أمس» and days without a year.
///
/// ```
/// # use mujaz::{extract::read_date, lang::Lexicon};
/// let lexicon = Lexicon::embedded().unwrap();
/// let day = read_date("الثلاثاء ٢٩ كانون الأول/ديسمبر ٢٠٢٠", None, &lexicon);
/// assert_eq!(day.as_deref(), Some("2020-12-29"));
/// ```
pub fn read_date(line: &str, reference: Option<NaiveDate>, lexicon: &Lexicon) -> Option<String> {
    let tokens = Tokens::new(lexicon.folder(), line);
    let expressions = calendar::expressions(&tokens, 0..tokens.len(), lexicon);
    let ranked = expressions.iter().filter_map(|expression| {
        let days = expression.days(reference)?;
        Some((rank(expression, days, &tokens, lexicon), days))
    });
    // The first of the best rank.
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, days)| iso(days))
}

/// Days before months, what is written before what is counted, publication before change.
fn rank(expression: &DateExpression, days: Days, tokens: &Tokens, lexicon: &Lexicon) -> [u8; 3] {
    let exactness = match days.precision {
        Precision::Day => 0,
        Precision::Month => 1,
        Precision::Year | Precision::None => 2,
    };
    let counted = match expression.when {
        When::Days(_) => 0,
        When::Weekday(..) => 2,
        _ => 1,
    };
    let label = calendar::label_before(tokens, expression.tokens.start, lexicon);
    [exactness, counted, u8::from(label == Some(Label::Updated))]
}

fn iso(days: Days) -> String {
    let form = |day: NaiveDate| match days.precision {
        Precision::Day | Precision::None => day.to_string(),
        Precision::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Precision::Year => format!("{:04}", day.year()),
    };
    let (from, to) = (form(days.from), form(days.to));
    if from == to { from } else { format!("{from}/{to}") }
}
