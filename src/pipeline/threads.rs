//! The threads of a pool, for work that others only describe.

use rayon::prelude::*;

use crate::analyse::Workers;

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
