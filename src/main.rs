//! The program: asks for the date, runs, prints.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use chrono::{DateTime, Local, NaiveDate};
use tonghop::cli::{ColorChoice, Request, parse};
use tonghop::run::{Answer, run};
use tonghop::workers;

/// Counts and caps memory where the program serves as a reader's worker; elsewhere it is the system's own.
#[global_allocator]
static ALLOCATOR: workers::Capped = workers::Capped;

fn main() -> ExitCode {
    // Before anything else looks at the arguments: a worker is this program with one hidden argument.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == workers::ARGUMENT) {
        workers::serve(std::io::stdin().lock(), std::io::stdout().lock());
        return ExitCode::SUCCESS;
    }
    if let Ok(program) = std::env::current_exe() {
        workers::employ(&program);
    }
    let request = match parse(std::env::args_os()) {
        Ok(request) => request,
        Err((text, code)) => {
            let answer = if code == 0 {
                Answer { out: text, ..Answer::default() }
            } else {
                Answer { err: text, code: 2, ..Answer::default() }
            };
            return say(&answer);
        }
    };
    let answer = match today() {
        Ok(today) => {
            run(&request, today, colors(&request)).unwrap_or_else(|error| Answer::failure(None, &error))
        }
        Err(error) => Answer::failure(None, &error),
    };
    say(&answer)
}

/// Writes both streams; a reader that has gone away (`| head`) is no failure.
fn say(answer: &Answer) -> ExitCode {
    let _ = std::io::stderr().lock().write_all(answer.err.as_bytes());
    let _ = std::io::stdout().lock().write_all(answer.out.as_bytes());
    ExitCode::from(answer.code)
}

/// Today, or the day of `SOURCE_DATE_EPOCH` (reproducible-builds.org), in UTC.
fn today() -> anyhow::Result<NaiveDate> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(Local::now().date_naive()),
        Ok(text) => text
            .trim()
            .parse::<i64>()
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
            .map(|moment| moment.date_naive())
            .ok_or_else(|| anyhow::anyhow!("Biến SOURCE_DATE_EPOCH phải là số giây, đang là “{text}”")),
    }
}

fn colors(request: &Request) -> bool {
    match request.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => std::env::var_os("NO_COLOR").is_none() && std::io::stderr().is_terminal(),
    }
}
