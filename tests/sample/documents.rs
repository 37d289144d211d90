//! The documents of the sample.

use chrono::Weekday;
use mujaz::model::{
    Article, ArticleDate, ArticleIx, BlockKind, Confidence, CopyKind, Corpus, CorrectedFact,
    DateConstraint, DateEvidence, DateKind, DateRole, Difference, Duplicate, DuplicateGroup,
    EDITOR, EvidenceKind, Form, HeadlineSource, MentionIx, MentionKind, PartialCopy, PersonIx,
    Precision, Span, Speaker, StatementIx, StatementKind, StatementRef, Story, StoryArticle,
    StoryFacts, StoryStatement,
};

use super::{Draft, Said, corpus, day};

use BlockKind::{
    Breadcrumb, ListItem, PageClock, PageDate, Paragraph, PhotoCaption, Related, Share, Stated,
    Subhead, Tags, Title,
};
use StatementKind::{Direct, Indirect, Mixed};

/// Text that must come out as text.
pub(crate) const HOSTILE: &str =
    "<script>alert('1')</script> \"مقتبس\" {{ 7*7 }} {% include \"x\" %} &lt;b&gt; <!-- -->";

fn named(ix: u32) -> Speaker {
    Speaker::Named(MentionIx(ix))
}

/// A corpus with every case.
pub(crate) fn full() -> Corpus {
    let mut drafts =
        vec![talks(), summit(), conflict(), hostile(), derived(), bounded(), corrected()];
    drafts.extend((1..=9).map(|n| small(n, 2021, n, 3)));
    let mut corpus = corpus(drafts);
    add_stories(&mut corpus);
    corpus
}

/// A story of the talks and the summit, a text in three documents, and two with a paragraph in
/// common.
fn add_stories(corpus: &mut Corpus) {
    let ix = |name: &str| {
        let is = |article: &Article| article.document.id.as_str() == name;
        ArticleIx(u32::try_from(corpus.articles.iter().position(is).unwrap()).unwrap())
    };
    let find = |ix: ArticleIx, words: &str| {
        let text = corpus.articles[ix.0 as usize].document.text.as_str();
        let start = text.find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
        Span::from_bytes(start, start + words.len())
    };
    let (talks, summit) = (ix("2020/talks.txt"), ix("2020/summit.txt"));
    let at = |article, n| StatementRef { article, statement: StatementIx(n) };
    let said = |places: &[StatementRef], texts| StoryStatement { places: places.to_vec(), texts };
    let person = corpus.people.iter().position(|person| &*person.name == "هالة مراد").unwrap();
    let form =
        |article, words: &str| Form { article, span: find(article, words), others: Vec::new() };
    let facts = StoryFacts {
        people: vec![(PersonIx(u32::try_from(person).unwrap()), 2)],
        places: vec![(talks, find(talks, "عمّان"), 2)],
        quotation: true,
        statements: vec![
            said(&[at(talks, 1), at(summit, 1)], 2),
            said(&[at(talks, 2)], 1),
            said(&[at(summit, 0)], 1),
        ],
        names: vec![Difference {
            forms: vec![form(talks, "سالم الحداد"), form(summit, "والحداد")],
        }],
        figures: vec![Difference {
            forms: vec![form(talks, "29 ديسمبر"), form(summit, "30 كانون")],
        }],
    };
    let member = |article| StoryArticle { article, score: 70 };
    let copy = |name: &str, kind, share| Duplicate {
        article: ix(name),
        of: ix("small/0001.txt"),
        kind,
        share,
    };
    let group = DuplicateGroup {
        representative: ix("small/0001.txt"),
        copies: vec![
            copy("small/0002.txt", CopyKind::NearDuplicate, 97),
            copy("small/0003.txt", CopyKind::Republished, 100),
        ],
        pairs: Vec::new(),
    };
    let paragraph = (find(talks, "دعوة مشتركة"), find(summit, "وأُعلن أن الجولة"));
    let partial = PartialCopy { one: talks, other: summit, share: 45, paragraphs: vec![paragraph] };
    corpus.stories = vec![Story {
        representative: talks,
        articles: vec![member(talks), member(summit)],
        from: Some(day(2020, 12, 29)),
        to: Some(day(2020, 12, 30)),
        facts,
    }];
    corpus.duplicates = vec![group];
    corpus.partial_copies = vec![partial];
}

/// A document that the editor has mended in every way.
fn corrected() -> Draft {
    let mut draft = Draft::new(
        "2020/corrected.txt",
        &[
            (Title, "المجلس يقر الموازنة"),
            (
                Paragraph,
                "قال رئيس المجلس إن الموازنة أُقرت بالإجماع. وذكر أن الجلسة المقبلة بعد شهر.",
            ),
        ],
    )
    .headline("المجلس يقر الموازنة")
    .outlet("صحيفة النهر")
    .topics(&["economy"])
    .on(day(2021, 2, 3), Confidence::Firm, "")
    .person("رئيس المجلس", "سامي النجار")
    .said(Said::new(Indirect, "الموازنة أُقرت بالإجماع", named(0)).cue("قال", "قال"))
    .said(Said {
        score: 0, ..Said::new(Indirect, "الجلسة المقبلة بعد شهر", Speaker::Unknown)
    })
    .corrected(CorrectedFact::Date, "2021-02-04", "2021-02-03")
    .corrected(CorrectedFact::Topic, "", "economy")
    .corrected(CorrectedFact::HiddenStatement, "الجلسة المقبلة بعد شهر", "")
    .corrected(CorrectedFact::Person, "النجار", "سامي النجار");
    let article = &mut draft.article;
    article.date.kind = DateKind::Corrected;
    article.statements[0].evidence.rule = EDITOR;
    if let Some(headline) = &mut article.headline {
        headline.from = HeadlineSource::Corrected;
    }
    draft
}

/// A corpus of one document about which nothing is known.
pub(crate) fn bare() -> Corpus {
    corpus(vec![Draft::new("bare.txt", &[(Paragraph, "خبر قصير بلا شيء.")])])
}

/// `n` small documents, one a day.
pub(crate) fn many(n: u32) -> Corpus {
    corpus((0..n).map(|n| small(n, 2020 + (n / 300) as i32, 1 + n / 25 % 12, 1 + n % 25)).collect())
}

fn small(n: u32, year: i32, month: u32, on: u32) -> Draft {
    let line = format!("قال الوزير سامي النجار إن الخطة رقم {n} جاهزة، ولم يذكر تفاصيلها.");
    let words: &'static str = Box::leak(format!("الخطة رقم {n} جاهزة").into_boxed_str());
    Draft::new(
        &format!("small/{n:04}.txt"),
        &[(Title, &format!("الخطة رقم {n} أمام المجلس")), (Paragraph, &line)],
    )
    .headline(&format!("الخطة رقم {n} أمام المجلس"))
    .outlet("صحيفة النهر")
    .topics(&["economy"])
    .on(day(year, month, on), Confidence::Firm, "")
    .person("سامي النجار", "سامي النجار")
    .said(Said { comp: "إن", ..Said::new(Indirect, words, named(0)).cue("قال", "قال") })
}

fn talks() -> Draft {
    Draft::new("2020/talks.txt", &[
        (Stated, "https://example.org/news/1?a=1&b=2"),
        (Breadcrumb, "الرئيسية » أخبار » سياسة"),
        (Title, "وزيرة الخارجية في عمّان: لا تراجع عن الاتفاق"),
        (PageDate, "29 ديسمبر 2020"),
        (PhotoCaption, "الوزيرة هالة مراد في عمّان"),
        (Paragraph, "أكدت وزيرة الخارجية هالة مراد، بعد لقائها نظيرها سالم الحداد في عمّان اليوم الثلاثاء، أن بلادها لن تتراجع عن الاتفاق، قائلة: \"الاتفاق ملزم للجميع، ولن نقبل أن يُعدَّل من طرف واحد مهما كانت الضغوط\"."),
        (Paragraph, "ووصف الحداد المحادثات بأنها \" بنّاءة وصريحة \"، معتبراً أن «ما تحقق اليوم» بداية لا أكثر."),
        (Subhead, "دعوة مشتركة"),
        (Paragraph, "وأشار الوزيران إلى النداء الذي وجهته الأمم المتحدة إلى الأطراف: الوقف الفوري لإطلاق النار، وفتح المعابر أمام المساعدات."),
        (ListItem, "وبحث الوزيران ملف المياه والطاقة."),
        (Share, "شارك الخبر"),
        (Tags, "الاتفاق، عمّان"),
        (Related, "اقرأ أيضاً: قمة مقبلة"),
    ])
    .headline("وزيرة الخارجية في عمّان: لا تراجع عن الاتفاق")
    .url("https://example.org/news/1?a=1&b=2")
    .outlet("صحيفة النهر")
    .topics(&["agreement", "water"])
    .on(day(2020, 12, 29), Confidence::Firm, "29 ديسمبر 2020")
    .person("هالة مراد", "هالة مراد")
    .person("سالم الحداد", "سالم الحداد")
    .person("الحداد المحادثات", "سالم الحداد")
    .mention("الأمم المتحدة", "الأمم المتحدة", MentionKind::Body)
    .mention("عمّان", "عمّان", MentionKind::Place)
    .said(Said::new(StatementKind::Headline, "لا تراجع عن الاتفاق", named(0)))
    .said(Said { comp: "أن", ..Said::new(Indirect, "بلادها لن تتراجع عن الاتفاق", named(0)).cue("أكدت", "أكد") })
    .said(Said::new(Direct, "الاتفاق ملزم للجميع، ولن نقبل أن يُعدَّل من طرف واحد مهما كانت الضغوط", named(0)).cue("قائلة", "قال"))
    .said(Said { quoted: &["بنّاءة وصريحة"], ..Said::new(Mixed, "المحادثات بأنها \" بنّاءة وصريحة \"", named(1)).cue("ووصف", "وصف") })
    .said(Said { quoted: &["ما تحقق اليوم"], comp: "أن", score: 60, ..Said::new(Mixed, "«ما تحقق اليوم» بداية لا أكثر", named(1)).cue("معتبراً", "اعتبر") })
    .said(Said { comp: "إلى", ..Said::new(Indirect, "النداء الذي وجهته الأمم المتحدة إلى الأطراف: الوقف الفوري لإطلاق النار، وفتح المعابر أمام المساعدات", Speaker::Joint(vec![MentionIx(0), MentionIx(1)])).cue("وأشار", "أشار") })
    .said(Said { parent: Some(5), ..Said::new(Direct, "الوقف الفوري لإطلاق النار، وفتح المعابر أمام المساعدات", named(3)).cue("النداء", "نادى") })
    .said(Said::new(StatementKind::Topic, "ملف المياه والطاقة", Speaker::Joint(vec![MentionIx(0), MentionIx(1)])).cue("وبحث", "بحث"))
    .said(Said { score: 30, ..Said::new(Indirect, "قمة مقبلة", Speaker::Unknown) })
}

fn summit() -> Draft {
    Draft::new("2020/summit.txt", &[
        (Title, "محادثات عمّان بين هالة مراد والحداد تتناول صواريخ S-400 والمياه والطاقة، ووكالة Reuters تنقل عن مصادر أن الجولة المقبلة ستعقد في القاهرة مطلع العام"),
        (PageDate, "الأربعاء 30 كانون الأول 2020"),
        (Paragraph, "قالت مصادر دبلوماسية مطلعة، نقلاً عن وكالة Reuters، إن محادثات أمس في عمّان كانت صعبة."),
        (Paragraph, "وتابعت هالة مراد: نحن لا نشتري إلا ما نحتاج إليه، ومنظومة S-400 شأن داخلي لا نناقشه مع أحد."),
        (Paragraph, "وأُعلن أن الجولة المقبلة ستعقد في القاهرة."),
    ])
    .headline("محادثات عمّان بين هالة مراد والحداد تتناول صواريخ S-400 والمياه والطاقة، ووكالة Reuters تنقل عن مصادر أن الجولة المقبلة ستعقد في القاهرة مطلع العام")
    .outlet("شبكة Levant 24")
    .topics(&["agreement", "arms"])
    .on(day(2020, 12, 30), Confidence::Probable, "الأربعاء 30 كانون الأول 2020")
    .tells_of("أمس", day(2020, 12, 29))
    .person("هالة مراد", "هالة مراد")
    .said(Said { comp: "إن", ..Said::new(Indirect, "محادثات أمس في عمّان كانت صعبة", Speaker::Unknown).cue("قالت", "قال") })
    .via("وكالة Reuters")
    .said(Said::new(Direct, "نحن لا نشتري إلا ما نحتاج إليه، ومنظومة S-400 شأن داخلي لا نناقشه مع أحد", named(0)).cue("وتابعت", "تابع"))
    .said(Said { comp: "أن", score: 55, ..Said::new(Indirect, "الجولة المقبلة ستعقد في القاهرة", Speaker::Unknown).cue("وأُعلن", "أعلن") })
    .described()
}

impl Draft {
    /// The first statement is that of the phrase before it.
    fn described(mut self) -> Self {
        let span = self.find("مصادر دبلوماسية مطلعة");
        self.article.statements[0].speaker = Speaker::Described(span);
        self
    }
}

fn conflict() -> Draft {
    let draft = Draft::new(
        "2020/conflict.txt",
        &[
            (PageClock, "الأربعاء 30 سبتمبر 2020 - 11:42"),
            (Title, "مكالمة هاتفية حول المعابر"),
            (Paragraph, "أعلنت الرئاسة، في بيان صدر اليوم الإثنين، أن المكالمة تناولت المعابر."),
        ],
    );
    let clock = draft.find("الأربعاء 30 سبتمبر 2020 - 11:42");
    let today = draft.find("اليوم الإثنين");
    let value = |day, weekday| DateConstraint { day, weekday, ..DateConstraint::default() };
    draft
        .headline("مكالمة هاتفية حول المعابر")
        .topics(&["crossings"])
        .mention("الرئاسة", "الرئاسة", MentionKind::Body)
        .said(Said {
            comp: "أن",
            ..Said::new(Indirect, "المكالمة تناولت المعابر", named(0)).cue("أعلنت", "أعلن")
        })
        .date(ArticleDate {
            kind: DateKind::Bounded,
            confidence: Confidence::Conflict,
            weekday: Some(Weekday::Mon),
            not_after: Some(day(2020, 9, 28)),
            candidates: vec![day(2020, 9, 28), day(2020, 9, 21)],
            evidence: vec![
                DateEvidence {
                    span: Some(clock),
                    kind: EvidenceKind::PageClock,
                    value: value(Some(day(2020, 9, 30)), None),
                    role: DateRole::Contradicts,
                },
                DateEvidence {
                    span: Some(today),
                    kind: EvidenceKind::TodayWeekday,
                    value: value(None, Some(Weekday::Mon)),
                    role: DateRole::Bounds,
                },
            ],
            ..ArticleDate::default()
        })
}

fn hostile() -> Draft {
    let name: &str = "<img src=x onerror=alert(1)>";
    Draft::new(
        "a<b>&\"'/<script>.txt",
        &[
            (Stated, "javascript:alert(1)"),
            (Paragraph, HOSTILE),
            (Paragraph, &format!("وقال {name}: «\"نعم\" <b>جدا</b>» ثم سكت.")),
        ],
    )
    .url("javascript:alert(1)")
    .author("javascript:alert(1)")
    .outlet("\"><script>x</script>")
    .topics(&["../../etc"])
    .person(name, name)
    .said(Said::new(Direct, "\"نعم\" <b>جدا</b>", named(0)).cue("وقال", "قال"))
}

fn derived() -> Draft {
    Draft::new(
        "derived.txt",
        &[
            (Title, "ما بعد الجولة السادسة عشرة"),
            (Paragraph, "وصل الوفد اليوم الخميس إلى جنيف، ونشرت الصحف الخبر."),
        ],
    )
    .headline("ما بعد الجولة السادسة عشرة")
    .topics(&["agreement"])
    .on(day(2021, 2, 18), Confidence::Derived, "اليوم الخميس")
    .mention("جنيف", "جنيف", MentionKind::Place)
}

fn bounded() -> Draft {
    let date = ArticleDate {
        precision: Precision::None,
        not_before: Some(day(2020, 12, 27)),
        not_after: Some(day(2020, 12, 31)),
        evidence: vec![DateEvidence {
            span: None,
            kind: EvidenceKind::Filename,
            value: DateConstraint { month_day: Some((5, 3)), ..DateConstraint::default() },
            role: DateRole::Unused,
        }],
        ..ArticleDate::default()
    };
    Draft::new("bounded.txt", &[(Title, "رسالة بلا يوم"), (Paragraph, "خبر معروف الحدود.")])
        .headline("رسالة بلا يوم")
        .date(date)
}
