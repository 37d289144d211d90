//! Builds that are killed at any moment: the site is the old one or the new one, and the next build
//! comes out right.

use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Dice, fifty, is_long, nothing_is_left, program, published, turn_to, versions};
use crate::support::Scene;

fn command(scene: &Scene) -> Command {
    let mut command = Command::new(program());
    command.args(["build", "in", "--out", "o/site", "--quiet"]).current_dir(scene.path(""));
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn build(scene: &Scene) {
    assert!(command(scene).status().unwrap().success());
}

#[test]
fn a_build_that_is_killed_leaves_the_old_site_or_the_new_one() {
    let n_kills = if is_long() { 200 } else { 24 };
    let scene = fifty();
    let versions = versions(&scene, build);
    // How long a build takes here and now; the last third of it is written and published.
    turn_to(&scene, 0);
    let start = Instant::now();
    build(&scene);
    let mut whole = start.elapsed();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut n_died, mut n_new) = (0, 0);
    for n in 1..=n_kills {
        let (old, new) = (&versions[(n + 1) % 2], &versions[n % 2]);
        assert!(published(&scene) == *old, "before kill {n}");
        turn_to(&scene, n % 2);
        let permille = if n % 2 == 0 { dice.below(1000) } else { 667 + dice.below(400) };
        let mut child = command(&scene).spawn().unwrap();
        let wait = whole.as_micros() * permille as u128 / 1000;
        thread::sleep(Duration::from_micros(u64::try_from(wait).unwrap()));
        child.kill().unwrap();
        let died = !child.wait().unwrap().success();
        n_died += usize::from(died);
        let left = published(&scene);
        assert!(left == *old || left == *new, "kill {n} after {wait} µs");
        assert!(died || left == *new, "kill {n} after {wait} µs came too late");
        n_new += usize::from(left == *new);
        let start = Instant::now();
        build(&scene);
        // The machine may be busier or less than it was.
        whole = (whole * 3 + start.elapsed()) / 4;
        assert!(published(&scene) == *new, "the build after kill {n}");
        nothing_is_left(&scene, &format!("after kill {n}"));
    }
    eprintln!("{n_kills} kills: {n_died} builds died; {n_new} sites are new, the others old");
    assert!(n_died * 3 > n_kills, "only {n_died} builds died: the moments are wrong");
}
