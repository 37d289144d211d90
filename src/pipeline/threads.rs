//! The threads of a pool, for work that others only describe.

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{Error, ErrorKind, Result};
use crate::workers::Workers;

/// Stack of a thread. Nothing here recurses on the structure of an input.
const STACK: usize = 8 << 20;

/// So many threads.
///
/// # Errors
/// Where the system starts none.
pub(super) fn pool(threads: usize) -> Result<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().map_err(|error| {
        Error::new(ErrorKind::Internal, format!("cannot start {threads} threads"))
            .because(error)
            .hint("ask for fewer with --threads")
    })
}

/// The pool that it is called in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threads;

impl Workers for Threads {
    fn each(&self, n: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..n).into_par_iter().for_each(work);
    }

    fn both(&self, one: &mut (dyn FnMut() + Send), other: &mut (dyn FnMut() + Send)) {
        rayon::join(one, other);
    }
}
