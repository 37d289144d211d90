//! The program: hands its arguments to the library and returns the exit status.

/// Extraction and rendering make many small strings; the system's allocator takes a tenth of their
/// time more (`benches/RESULTS.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    mujaz::cli::run(std::env::args_os())
}
