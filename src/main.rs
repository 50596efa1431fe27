//! The program: arguments in, a face or a table out. Everything else is in the library.

mod cli;

fn main() -> std::process::ExitCode {
    match wenmai::source::serve_as_pdf_reader() {
        Some(Ok(())) => std::process::ExitCode::SUCCESS,
        Some(Err(_)) => std::process::ExitCode::FAILURE,
        None => cli::run(),
    }
}
