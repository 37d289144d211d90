//! The invariants of `tests/hostile/invariants.rs`, for the targets.

#[path = "../../tests/hostile/invariants.rs"]
pub mod invariants;
