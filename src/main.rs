//! The program: tells the time, runs, prints, shows how far it has come.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, Local, NaiveDateTime};
use tonghop::cli::{ColorChoice, Format, Request, parse};
use tonghop::progress::{Progress, Stage};
use tonghop::run::{Answer, World, run};
use tonghop::tell::bar;
use tonghop::workers;

/// Counts and caps memory where the program serves as a reader's worker; elsewhere it is the system's own.
#[global_allocator]
static ALLOCATOR: workers::Capped = workers::Capped;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    // Before anything else looks at the words: a worker is this program with one hidden argument.
    if words.get(1).is_some_and(|word| word == workers::ARGUMENT) {
        workers::serve(std::io::stdin().lock(), std::io::stdout().lock());
        return ExitCode::SUCCESS;
    }
    if let Ok(program) = std::env::current_exe() {
        workers::employ(&program);
    }
    let answer = match parse(words.iter().cloned()) {
        Ok(request) => answer(&request),
        Err((text, 0)) => Answer { out: text, ..Answer::default() },
        Err((text, _)) => misuse(&words, text),
    };
    say(&answer);
    ExitCode::from(answer.code)
}

fn answer(request: &Request) -> Answer {
    let result = Terminal::new(request).and_then(|terminal| {
        let result = run(request, &terminal);
        terminal.clear();
        result
    });
    result.unwrap_or_else(|error| {
        let failure = Answer::failure(None, &error);
        if request.format == Format::Json { failure.for_machines() } else { failure }
    })
}

/// What clap has to say; for machines too, where they asked for it, though the rest was not understood.
fn misuse(words: &[std::ffi::OsString], text: String) -> Answer {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let json = words.iter().any(|word| word == "--format=json")
        || words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    let said = text.trim().trim_start_matches("lỗi: ").to_owned();
    let failure = Answer { err: text, ..Answer::failure(None, &anyhow!(said)) };
    if json { failure.for_machines() } else { failure }
}

/// Writes both streams; a reader that has gone away (`| head`) is no failure.
///
/// On a Windows console the standard handles take UTF-8 and write UTF-16, whatever the code page is, as long as they
/// get whole letters: so each text goes out in one piece. Into a pipe or a file goes UTF-8 as it is.
fn say(answer: &Answer) {
    for (mut stream, text) in [
        (Box::new(std::io::stderr().lock()) as Box<dyn Write>, &answer.err),
        (Box::new(std::io::stdout().lock()), &answer.out),
    ] {
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }
}

/// The world of a run at a terminal, or under a scheduler.
#[derive(Debug)]
struct Terminal {
    /// The moment of `SOURCE_DATE_EPOCH` (reproducible-builds.org), in UTC: then no clock is asked.
    fixed: Option<NaiveDateTime>,
    colors: bool,
    meter: Meter,
}

impl Terminal {
    fn new(request: &Request) -> Result<Terminal> {
        let terminal = std::io::stderr().is_terminal();
        let wanted = !request.quiet && !request.no_progress && request.format == Format::Human;
        let style = match (wanted, terminal) {
            (true, true) => Style::Bar,
            (true, false) if request.verbose => Style::Lines,
            _ => Style::None,
        };
        let colors = match request.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => std::env::var_os("NO_COLOR").is_none() && terminal,
        };
        Ok(Terminal { fixed: fixed()?, colors, meter: Meter { style, drawn: Mutex::new(None) } })
    }

    /// Takes the bar away.
    fn clear(&self) {
        self.meter.clear();
    }
}

fn fixed() -> Result<Option<NaiveDateTime>> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let moment = text.trim().parse::<i64>().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    moment
        .map(|moment| Some(moment.naive_utc()))
        .with_context(|| format!("Biến SOURCE_DATE_EPOCH phải là số giây, đang là “{text}”"))
}

impl World for Terminal {
    fn now(&self) -> NaiveDateTime {
        self.fixed.unwrap_or_else(|| Local::now().naive_local())
    }

    fn rest(&self, time: Duration) -> bool {
        std::thread::sleep(time);
        true
    }

    fn show(&self, answer: &Answer) {
        self.clear();
        say(answer);
    }

    fn progress(&self) -> &dyn Progress {
        &self.meter
    }

    fn colors(&self) -> bool {
        self.colors
    }

    fn program(&self) -> PathBuf {
        std::env::current_exe().unwrap_or_else(|_| "tonghop".into())
    }

    fn here(&self) -> PathBuf {
        std::env::current_dir().unwrap_or_else(|_| ".".into())
    }
}

/// A bar on a terminal, plain lines in a log, or nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Style {
    Bar,
    Lines,
    None,
}

#[derive(Debug)]
struct Meter {
    style: Style,
    /// What was drawn last, how far, and when.
    drawn: Mutex<Option<(Stage, usize, Instant)>>,
}

/// Blanks instead of a control sequence: old consoles of Windows print those.
const WIDTH: usize = 64;
/// A bar that flickers is none.
const FRAME: Duration = Duration::from_millis(100);

impl Progress for Meter {
    fn told(&self, stage: Stage, done: usize, of: usize) {
        let Ok(mut drawn) = self.drawn.lock() else { return };
        // Threads tell as they finish: an older word may come after a newer one.
        let stale = drawn.is_some_and(|(last, before, _)| last == stage && before >= done);
        let early = drawn.is_some_and(|(last, _, when)| last == stage && when.elapsed() < FRAME);
        let end = done == of;
        if stale || early && !end || self.style == Style::None {
            return;
        }
        *drawn = Some((stage, done, Instant::now()));
        let mut stream = std::io::stderr().lock();
        let _ = match self.style {
            Style::Bar => write!(stream, "\r{:<WIDTH$}", bar(stage.vietnamese(), done, of)),
            Style::Lines if end => writeln!(stream, "{}: {done}/{of}", stage.vietnamese()),
            _ => Ok(()),
        };
        let _ = stream.flush();
    }
}

impl Meter {
    fn clear(&self) {
        let Ok(mut drawn) = self.drawn.lock() else { return };
        if drawn.take().is_some() && self.style == Style::Bar {
            let _ = write!(std::io::stderr().lock(), "\r{:WIDTH$}\r", "");
        }
    }
}
