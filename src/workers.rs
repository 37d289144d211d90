//! Who does what is independent: the caller alone, one thing after the other, or on threads of its own.
//!
//! Only the pipeline knows threads. Who has work for several says which of it does not depend on each
//! other, and takes the results by their place, so that who did what and when cannot show.

use std::sync::OnceLock;

/// Does work that is independent, in any order and from any thread, and returns when all is done.
pub trait Workers: Sync {
    /// Calls `work` once for each number below `n`.
    fn each(&self, n: usize, work: &(dyn Fn(usize) + Sync));

    /// Calls both.
    fn both(&self, one: &mut (dyn FnMut() + Send), other: &mut (dyn FnMut() + Send));
}

/// One thing after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Workers for Alone {
    fn each(&self, n: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..n).for_each(work);
    }

    fn both(&self, one: &mut (dyn FnMut() + Send), other: &mut (dyn FnMut() + Send)) {
        one();
        other();
    }
}

/// What `make` makes of each number below `n`, in their order.
pub fn gathered<T: Send + Sync>(
    workers: &dyn Workers,
    n: usize,
    make: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let slots: Vec<OnceLock<T>> = (0..n).map(|_| OnceLock::new()).collect();
    workers.each(n, &|ix| {
        if let Some(slot) = slots.get(ix) {
            slot.get_or_init(|| make(ix));
        }
    });
    // Whoever leaves one out has it made here.
    let made = slots.into_iter().enumerate();
    made.map(|(ix, slot)| slot.into_inner().unwrap_or_else(|| make(ix))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does the last first, and forgets every third.
    struct Careless;

    impl Workers for Careless {
        fn each(&self, n: usize, work: &(dyn Fn(usize) + Sync)) {
            (0..n).rev().filter(|ix| ix % 3 > 0).for_each(work);
        }

        fn both(&self, one: &mut (dyn FnMut() + Send), other: &mut (dyn FnMut() + Send)) {
            other();
            one();
        }
    }

    #[test]
    fn results_stand_in_order_whoever_works() {
        for workers in [&Alone as &dyn Workers, &Careless] {
            assert_eq!(gathered(workers, 7, |ix| ix * 10), [0, 10, 20, 30, 40, 50, 60]);
        }
    }
}
