//! The watchlist on the site: its page, its feeds, and that both go with the settings.

use dom_query::Document;

use crate::support::{Scene, news};

const NAMED: &str = "افتتاح جسر في المدينة\nالأربعاء 30 كانون الأول 2020\n\n\
    قال وزير النقل سالم عيسى، اليوم الأربعاء، إن الجسر الجديد سيفتح أمام السيارات في الصيف.\n\
    وأضاف سالم عيسى: «لن ندفع رسوما على هذا الجسر».\n";
const LIST: &str = "[site]\nbase_url = \"https://example.org/n/\"\n[watchlist]\npeople = [\"سالم عيسى\", \"مجهول الاسم\"]\n\
    words = [\"محطة النهر\", \"<b>سفينة</b>\"]\n";

fn scene() -> Scene {
    let scene = Scene::new().file("seeds/a.txt", news("النهر")).file("seeds/b.txt", NAMED);
    let old = news("القديمة").replace("29 كانون الأول 2020", "29 كانون الأول 2015");
    scene.file("seeds/old.txt", old.replace("محطة القديمة", "محطة النهر"))
}

fn page(scene: &Scene, path: &str) -> Document {
    Document::from(scene.read(path))
}

#[test]
fn each_thing_has_its_statements_documents_and_page() {
    let scene = scene().file("mujaz.toml", LIST);
    scene.mujaz("build").exits(0);
    scene.mujaz("check").exits(0).says(" 0 findings");
    let watch = page(&scene, "site/watch/index.html");
    let names: Vec<String> =
        watch.select("main h2").iter().map(|it| it.text().trim().to_owned()).collect();
    assert_eq!(names, ["سالم عيسى", "مجهول الاسم", "محطة النهر", "<b>سفينة</b>"]);
    let parts: Vec<Document> =
        watch.select("main section").iter().map(|it| Document::from(it.html())).collect();
    let person = parts[0].select("h2 a").attr("href").unwrap().to_string();
    assert!(person.starts_with("../people/"), "{person}");
    let said = parts[0].select(".st").text().to_string();
    assert!(said.contains("لن ندفع رسوما على هذا الجسر"), "{said}");
    assert_eq!(parts[0].select(".list li").length(), 1);
    for nothing in [&parts[1], &parts[3]] {
        assert!(nothing.select(".meta").text().contains("لا شيء في هذه الأيام"));
        assert_eq!(nothing.select("li").length(), 0);
    }
    // Of the words the newest weeks only: five years ago they were printed too.
    assert_eq!(parts[2].select(".list li").length(), 1);
    assert!(parts[2].select(".st").text().contains("محطة النهر"));
    // Words have a page of their own, with feeds; a name that nobody knows has none.
    let own = |part: &Document| part.select("h2 a").attr("href").map(|it| it.to_string());
    assert_eq!(own(&parts[1]), None);
    assert!(own(&parts[2]).unwrap().starts_with("../watch/محطة-النهر/"), "{:?}", own(&parts[2]));
    let words = page(&scene, "site/watch/محطة-النهر/index.html");
    assert_eq!(words.select("h1").text().as_ref(), "محطة النهر");
    assert!(words.select(".st").text().contains("محطة النهر"));
    assert_eq!(words.select("main .list li").length(), 1);
    let feed = scene.read("site/watch/محطة-النهر/feed.xml");
    let feed = feed_rs::parser::parse(feed.as_bytes()).unwrap();
    assert_eq!(feed.entries.len(), 1);
    // The way to it, from the front page and from any other.
    for (path, link) in
        [("index.html", "watch/index.html"), ("about/index.html", "../watch/index.html")]
    {
        let nav = page(&scene, &format!("site/{path}"));
        assert_eq!(nav.select(&format!("nav.nav a[href=\"{link}\"]")).length(), 1, "{path}");
    }
}

#[test]
fn the_feeds_have_the_documents_of_all_that_is_watched() {
    let scene = scene().file("mujaz.toml", LIST);
    scene.mujaz("build").exits(0);
    let atom = scene.read("site/watch/feed.xml");
    let atom = feed_rs::parser::parse(atom.as_bytes()).unwrap();
    let titles = |feed: &feed_rs::model::Feed| -> Vec<String> {
        feed.entries.iter().map(|entry| entry.title.as_ref().unwrap().content.clone()).collect()
    };
    assert_eq!(titles(&atom), ["افتتاح جسر في المدينة", "وزير النقل يفتتح محطة النهر"]);
    let json = scene.read("site/watch/feed.json");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let items = json["items"].as_array().unwrap();
    let ids: Vec<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, atom.entries.iter().map(|entry| &*entry.id).collect::<Vec<_>>());
    assert_eq!(json["home_page_url"], "https://example.org/n/watch/");
    let watch = page(&scene, "site/watch/index.html");
    assert_eq!(
        watch
            .select("link[rel=alternate][href='feed.xml'], link[href='../watch/feed.xml']")
            .length(),
        1
    );
    // Nothing of it in these days: the feed is there all the same, to be followed.
    let scene = scene.file("mujaz.toml", "[watchlist]\nwords = [\"سفينة\"]\n");
    scene.mujaz("build").exits(0);
    scene.mujaz("check").exits(0).says(" 0 findings");
    let quiet = scene.read("site/watch/feed.xml");
    assert!(feed_rs::parser::parse(quiet.as_bytes()).unwrap().entries.is_empty());
}

#[test]
fn without_a_watchlist_there_is_none_and_its_address_says_so() {
    let scene = scene();
    scene.mujaz("build").exits(0);
    assert!(!scene.path("site/watch").exists());
    assert!(!scene.read("site/index.html").contains("watch/"));
    let scene = scene.file("mujaz.toml", LIST);
    scene.mujaz("build").exits(0);
    // A new document is on it, and a build from nothing gives the same.
    let scene = scene.file("seeds/c.txt", NAMED.replace("الجسر الجديد", "الجسر القديم"));
    scene.mujaz("build").exits(0);
    scene.mujaz("build --out again --no-cache").exits(0);
    let watch = scene.read("site/watch/index.html");
    assert!(watch.contains("الجسر القديم"));
    assert_eq!(scene.read("again/watch/index.html"), watch);
    std::fs::remove_file(scene.path("mujaz.toml")).unwrap();
    scene.mujaz("build").exits(0);
    let gone = page(&scene, "site/watch/index.html");
    assert_eq!(gone.select("main .list a[href='../index.html']").length(), 1);
    scene.mujaz("check").exits(0).says(" 0 findings");
}
