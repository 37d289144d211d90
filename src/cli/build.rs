//! `mujaz build`: the site.

use super::args::{BuildArgs, Common};
use super::report::Reporter;
use crate::error::Result;
use crate::io::clock;
use crate::io::read::FollowLinks;
use crate::io::write::Atomicity;
use crate::pipeline::{BuildOptions, CacheUse, EmptySite, Project, Strictness};

pub(super) fn run(args: &BuildArgs, common: &Common, reporter: &Reporter) -> Result<()> {
    let inputs: Vec<_> = args.input.iter().cloned().collect();
    let project = Project::open(&common.opening(&inputs))?;
    let options = BuildOptions {
        input: args.input.clone(),
        out: args.out.clone(),
        clock: clock::upper_bound(common.clock)?,
        links: if args.follow_links { FollowLinks::Inside } else { FollowLinks::Never },
        empty: if args.allow_empty { EmptySite::Allowed } else { EmptySite::Refused },
        atomicity: if args.require_atomic { Atomicity::Required } else { Atomicity::Preferred },
        cache: if args.no_cache { CacheUse::Off } else { CacheUse::Kept },
        strictness: if common.strict { Strictness::Strict } else { Strictness::Lenient },
    };
    let built = project.build(&options, reporter)?;
    reporter.built(&built);
    Ok(())
}
