//! All integration tests, in one binary: linking is paid once.

#[cfg(test)]
mod sample;
#[cfg(test)]
mod templates;
