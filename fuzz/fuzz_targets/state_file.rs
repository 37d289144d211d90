#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mujaz_fuzz::invariants::state_file(bytes));
