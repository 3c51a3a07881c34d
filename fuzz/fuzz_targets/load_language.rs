#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| unglue_fuzz::targets::load_language(data));
