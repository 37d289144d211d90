//! Attacks: any bytes, disks that fail and forget, builds that are killed, readers in between, clients
//! that are not allowed, work that grows with its input.
//!
//! Every run takes a part of the long campaigns; `MUJAZ_LONG=1` takes all of them (`just torture`).

mod crash;
mod failing;
mod fuzzing;
mod guarantees;
#[expect(
    unreachable_pub,
    reason = "the targets of fuzz/ include this file into a crate of their own"
)]
mod invariants;
mod killed;
mod slow;
mod together;
mod traced;

use std::path::PathBuf;

use crate::support::{Scene, Tree};

/// True where the whole of a campaign is asked for.
fn is_long() -> bool {
    std::env::var_os("MUJAZ_LONG").is_some()
}

/// Numbers without any order, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n.max(1)).unwrap()).unwrap()
    }
}

/// A folder of 50 documents, and `o/`, in which the site is to lie.
fn fifty() -> Scene {
    let places = ["الشمال", "الجنوب", "الساحل", "الغرب", "الشرق", "العاصمة", "الجبل", "الوادي"];
    let scene = (0..50).fold(Scene::new(), |scene, n| {
        let (place, day) = (places[n % places.len()], 1 + n % 28);
        let text = format!(
            "وزير النقل يفتتح محطة {place} {n}\n{day} كانون الأول 2020\n\n\
             قال وزير النقل، اليوم، إن محطة {place} {n} ستبدأ العمل في الربيع المقبل.\n\
             وأضاف الوزير: «أنجزنا {n} في المئة من الأعمال في {place}».\n"
        );
        scene.file(&format!("in/{n:02}.txt"), text)
    });
    scene.file("o/other.txt", "not ours")
}

/// The document that changes from one version of the site to the next.
const CHANGING: &str = "in/07.txt";

/// Makes the input that of this version.
fn turn_to(scene: &Scene, version: usize) {
    let text = format!(
        "وزيرة الصحة تفتتح مستشفى المدينة\n{} كانون الأول 2020\n\n\
         قالت وزيرة الصحة، اليوم، إن المستشفى الجديد يستقبل المرضى منذ الصباح.\n\
         وأضافت: «هذا هو القسم رقم {version}».\n",
        3 + version % 2
    );
    std::fs::write(scene.path(CHANGING), text).unwrap();
}

/// The published folder, `build.json` too.
fn published(scene: &Scene) -> Tree {
    scene.tree("o/site")
}

/// The two versions of the site, each as it is when it follows the other: it has pages for the addresses
/// that the other gave up.
fn versions(scene: &Scene, build: impl Fn(&Scene)) -> [Tree; 2] {
    let version = |version| {
        turn_to(scene, version);
        build(scene);
        published(scene)
    };
    let _first = [0, 1].map(version);
    let versions = [0, 1].map(version);
    assert!(versions[0] != versions[1]);
    versions
}

/// Nothing lies beside the site but what may.
fn nothing_is_left(scene: &Scene, when: &str) {
    let mut names = scene.names("o");
    let kept = [".site.cache", ".site.cache-base", ".site.spare"];
    names.retain(|name| !kept.contains(&name.as_str()));
    assert_eq!(names, [".site.lock", "other.txt", "site"], "{when}");
}

/// The program, which a test starts and does not always let end.
fn program() -> PathBuf {
    PathBuf::from(assert_cmd::cargo::cargo_bin!("mujaz"))
}
