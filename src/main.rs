//! The program: arguments in, a face or a table out. Everything else is in the library.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
