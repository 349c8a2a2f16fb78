//! What reading in worker processes costs against reading in this process: the same files, the same thread.
//!
//! `cargo bench --bench workers [-- S M]`. CPU time of this process and of its children (Linux; elsewhere wall time).

#[path = "pipeline/workload.rs"]
mod workload;

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use tonghop::domain::Source;
use tonghop::domain::settings::Limits;
use tonghop::domain::submission::ReceivedFile;
use tonghop::finding::Findings;
use tonghop::progress::Effort;
use tonghop::read::{Here, Reader, read_with};
use tonghop::workers::{ARGUMENT, Pool};
use workload::SIZES;

/// Odd, for the median.
const RUNS: usize = 5;
/// A timing reads so many files at least, because CPU time is told in hundredths of a second.
const FILES: usize = 1000;

/// Hundredths of a second of this process and of its children that have ended; `None` where nobody tells.
fn cpu() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let fields: Vec<u64> =
        fields.split(' ').skip(11).take(4).filter_map(|field| field.parse().ok()).collect();
    (fields.len() == 4).then(|| fields.iter().sum())
}

/// Milliseconds of CPU (or wall, where CPU is not told) and of wall.
fn timed(work: impl FnOnce()) -> (f64, f64) {
    let (before, started) = (cpu(), Instant::now());
    work();
    let wall = started.elapsed().as_secs_f64() * 1e3;
    let spent = before.zip(cpu()).map(|(before, after)| (after - before) as f64 * 10.0);
    (spent.unwrap_or(wall), wall)
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

fn read(reader: &dyn Reader, sources: &[Source]) {
    let effort = Effort { threads: NonZeroUsize::MIN, ..Effort::quiet() };
    let workbooks = read_with(sources, &Limits::default(), reader, &effort, &mut Findings::default());
    assert_eq!(workbooks.len(), sources.len(), "a file of the bench was not read");
}

/// A file as `collect` hands it on.
fn source(file: ReceivedFile) -> Source {
    Source {
        file: file.path.as_str().into(),
        department: None,
        round: 1,
        states_round: false,
        bytes: file.bytes,
        sha256: "".into(),
    }
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!(
        "| files | in-process cpu ms | workers cpu ms | more a file ms | workers ÷ in-process | wall ms, in-process | wall ms, workers |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for size in SIZES
        .into_iter()
        .filter(|size| wanted.is_empty() && size.name != "L" || wanted.contains(&size.name.into()))
    {
        let files: Vec<Source> = workload::inputs(size).files.into_iter().map(source).collect();
        let (mut here, mut away) = (Vec::new(), Vec::new());
        let rounds = FILES.div_ceil(files.len());
        for _ in 0..RUNS {
            here.push(timed(|| (0..rounds).for_each(|_| read(&Here, &files))));
            away.push(timed(|| {
                (0..rounds).for_each(|_| {
                    // Dropped inside: children are counted once they have ended.
                    let pool = Pool::new(Path::new(env!("CARGO_BIN_EXE_tonghop")), ARGUMENT);
                    read(&pool, &files);
                });
            }));
        }
        let of = |runs: &[(f64, f64)], wall: bool| {
            median(runs.iter().map(|(cpu, clock)| if wall { *clock } else { *cpu }).collect()) / rounds as f64
        };
        let (own, theirs) = (of(&here, false), of(&away, false));
        println!(
            "| {} × {} rows | {own:.1} | {theirs:.1} | {:.2} | {:.2} | {:.1} | {:.1} |",
            files.len(),
            size.rows,
            (theirs - own) / files.len() as f64,
            theirs / own.max(0.1),
            of(&here, true),
            of(&away, true)
        );
    }
}
