#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mujaz_fuzz::invariants::front_matter(bytes));
