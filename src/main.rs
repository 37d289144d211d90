//! The program: hands its arguments to the library and returns the exit status.

fn main() -> std::process::ExitCode {
    mujaz::cli::run(std::env::args_os())
}
