//! The whole job at sizes S, M and L against the floors of its three libraries, as tables in Markdown.
//!
//! `cargo bench --bench pipeline -- S M` (default: S). `PIPELINE_STEPS=1` tells each step as it ends. `-- once M full` is one run
//! to be profiled, on `PIPELINE_THREADS` threads; `-- front M` is what comes before the outputs, read in-process and in a
//! worker process, in turns with its floor;
//! `-- inputs M FOLDER` writes the same inputs as a plan folder, for the program itself.

mod clock;
mod floors;
mod job;
mod paper;
mod workload;

use std::num::NonZeroUsize;
use std::path::Path;
use std::process::Command;

use clock::{Spent, median, timed};
use job::{Done, Paper};
use workload::{SIZES, Size};

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [child, size, paper] = &arguments[..]
        && child == "once"
    {
        return once(size, paper);
    }
    if let [mode, size] = &arguments[..]
        && mode == "front"
    {
        return front(size);
    }
    if let [write, size, folder] = &arguments[..]
        && write == "inputs"
    {
        return plant(size, Path::new(folder));
    }
    let sizes: Vec<Size> =
        SIZES.into_iter().filter(|size| arguments.iter().any(|name| name == size.name)).collect();
    for size in if sizes.is_empty() { SIZES[..1].to_vec() } else { sizes } {
        report(size);
    }
}

fn all_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// One run in a process of its own: what it says is its peak memory in MiB.
fn once(size: &str, paper: &str) {
    let Some(size) = SIZES.into_iter().find(|known| known.name == size) else { return };
    let paper = if paper == "full" { Paper::Full } else { Paper::Digest };
    let threads = std::env::var("PIPELINE_THREADS").ok().and_then(|number| number.parse().ok());
    let (inputs, shelf) = (workload::inputs(size), job::shelf());
    let (done, spent) = timed(|| job::run(inputs, &shelf, paper, threads.unwrap_or_else(all_threads)));
    if std::env::var_os("PIPELINE_STEPS").is_some() {
        eprintln!("whole        {}", milliseconds(spent));
    }
    println!("{}", clock::peak().unwrap_or_default());
    assert!(!done.pdf.is_empty());
}

/// The steps before the outputs, read in this process and in a worker process, in turns with their floor: medians of nine.
fn front(size: &str) {
    let Some(size) = SIZES.into_iter().find(|known| known.name == size) else { return };
    let inputs = workload::inputs(size);
    let (mut here, mut away, mut floor) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..9 {
        here.push(job::front(inputs.clone(), false));
        floor.push(timed(|| floors::read(&inputs)).1);
        away.push(job::front(inputs.clone(), true));
        floor.push(timed(|| floors::read(&inputs)).1);
    }
    let floor = median(&floor);
    println!(
        "| step | in-process: cpu ms | wall ms | worker: cpu ms | wall ms |\n| --- | ---: | ---: | ---: | ---: |"
    );
    let mut sums = [Spent::default(); 2];
    for nth in 0..here[0].len() {
        let step = here[0][nth].0;
        let spent = [&here, &away].map(|runs| median(&runs.iter().map(|run| run[nth].1).collect::<Vec<_>>()));
        println!("| {step} | {} | {} |", milliseconds(spent[0]), milliseconds(spent[1]));
        if !matches!(step, "settings" | "collect") {
            sums = [sums[0] + spent[0], sums[1] + spent[1]];
        }
    }
    println!("| read … proofread | {} | {} |", milliseconds(sums[0]), milliseconds(sums[1]));
    let [own, theirs] = sums.map(|sum| sum.cpu.as_secs_f64() / floor.cpu.as_secs_f64());
    println!("| floor R: calamine | {} | | |", milliseconds(floor));
    println!("| ÷ R | {own:.2} | | {theirs:.2} | |");
}

/// Writes the inputs into a plan folder.
fn plant(size: &str, folder: &Path) {
    let Some(size) = SIZES.into_iter().find(|known| known.name == size) else { return };
    let inputs = workload::inputs(size);
    std::fs::create_dir_all(folder.join("nop")).expect("a new folder");
    std::fs::write(folder.join("tonghop.toml"), &inputs.settings).expect("settings");
    for file in inputs.files.iter().chain(&inputs.catalogue) {
        std::fs::write(folder.join(&file.path), &file.bytes).expect("a file");
    }
}

fn peak(size: Size, paper: Paper) -> String {
    let name = if paper == Paper::Full { "full" } else { "digest" };
    let own = std::env::current_exe().expect("this very program");
    let output = Command::new(own).args(["once", size.name, name]).output().expect("a child");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse::<f64>().map_or("?".into(), |peak| format!("{peak:.0}"))
}

/// All runs of one document at one size.
struct Measured {
    /// By step: the median.
    steps: Vec<(&'static str, Spent)>,
    whole: Spent,
    front: Spent,
    pdf: Spent,
    book: Spent,
    threaded: Spent,
    floors: [Spent; 3],
    last: Done,
    cells: (usize, usize),
}

fn measure(size: Size, paper: Paper, rounds: usize) -> Measured {
    let stock = job::shelf();
    let inputs = workload::inputs(size);
    let (mut runs, mut threaded) = (Vec::new(), Vec::new());
    let mut floors: [Vec<Spent>; 3] = Default::default();
    let mut cells = (0, 0);
    let mut last = None;
    for _ in 0..rounds {
        drop(last.take());
        let done = job::run(inputs.clone(), &stock, paper, NonZeroUsize::MIN);
        floors[0].push(timed(|| cells.0 = floors::read(&inputs)).1);
        let book = done.book.to_vec().expect("a workbook");
        let copy = floors::Copy::of(&book);
        cells.1 = copy.cells();
        floors[1].push(timed(|| copy.write()).1);
        drop(copy);
        floors[2].push(timed(|| floors::print(&done.pages, &stock)).1);
        let again = job::run(inputs.clone(), &stock, paper, all_threads());
        let again_book = again.book.to_vec().expect("a workbook");
        assert!(again.pdf == done.pdf && again_book == book, "bytes depend on the number of threads");
        threaded.push(again.whole());
        runs.push((
            done.steps.clone(),
            done.whole(),
            done.between("read", "proofread"),
            done.between("markup", "pdf"),
        ));
        last = Some(done);
    }
    let last = last.expect("at least one round");
    let of = |pick: &dyn Fn(usize) -> Spent| median(&(0..runs.len()).map(pick).collect::<Vec<_>>());
    let steps =
        last.steps.iter().enumerate().map(|(at, (name, _))| (*name, of(&|run| runs[run].0[at].1))).collect();
    Measured {
        book: of(&|run| {
            runs[run].0.iter().find(|step| step.0 == "workbooks").map(|step| step.1).unwrap_or_default()
        }),
        steps,
        whole: of(&|run| runs[run].1),
        front: of(&|run| runs[run].2),
        pdf: of(&|run| runs[run].3),
        threaded: median(&threaded),
        floors: floors.map(|floor| median(&floor)),
        last,
        cells,
    }
}

fn report(size: Size) {
    let papers: &[Paper] = match size.name {
        "S" => &[Paper::Full],
        "M" => &[Paper::Full, Paper::Digest],
        // In full it is a text of more than the 64 MB that `markup` takes.
        _ => &[Paper::Digest],
    };
    for paper in papers {
        let rounds = if size.name == "L" { 3 } else { 5 };
        let measured = measure(size, *paper, rounds);
        table(size, *paper, &measured, &peak(size, *paper));
    }
}

fn milliseconds(spent: Spent) -> String {
    format!("{:.1} | {:.1}", spent.cpu.as_secs_f64() * 1e3, spent.wall.as_secs_f64() * 1e3)
}

fn table(size: Size, paper: Paper, of: &Measured, peak: &str) {
    let name = if paper == Paper::Full { "full" } else { "digest" };
    println!(
        "\n### {} {name}: {} files × {} rows, {} cells read, {} pages, {} cells written\n",
        size.name,
        size.files,
        size.rows,
        of.cells.0,
        of.last.pages.pages.len(),
        of.cells.1
    );
    println!(
        "PDF {:.2} MB, XLSX {:.2} MB, JSON {:.2} MB, {} findings, peak memory {peak} MiB\n",
        of.last.pdf.len() as f64 / 1e6,
        of.last.book.len() as f64 / 1e6,
        of.last.json as f64 / 1e6,
        of.last.findings
    );
    println!("| step | cpu ms | wall ms | share |\n| --- | ---: | ---: | ---: |");
    for (step, spent) in &of.steps {
        let share = 100.0 * spent.cpu.as_secs_f64() / of.whole.cpu.as_secs_f64();
        println!("| {step} | {} | {share:.0} % |", milliseconds(*spent));
    }
    println!("| **whole, 1 thread** | {} | |", milliseconds(of.whole));
    println!("| whole, {} threads | {} | |", all_threads(), milliseconds(of.threaded));
    let [read, write, print] = of.floors;
    println!("| floor R: calamine | {} | |", milliseconds(read));
    println!("| floor X: rust_xlsxwriter | {} | |", milliseconds(write));
    println!("| floor P: printpdf | {} | |", milliseconds(print));
    let ratio = |a: Spent, b: Spent| a.cpu.as_secs_f64() / b.cpu.as_secs_f64().max(1e-9);
    println!("\n| ratio | | must | goal |\n| --- | ---: | ---: | ---: |");
    println!("| whole ÷ F | {:.2} | 1.2 | 1.0 |", ratio(of.whole, read + write + print));
    println!("| read … proofread ÷ R | {:.2} | 1.4 | 1.1 |", ratio(of.front, read));
    println!("| workbook ÷ X | {:.2} | 1.3 | 1.1 |", ratio(of.book, write));
    println!("| markup, layout, pdf ÷ P | {:.2} | 1.2 | 0.9 |", ratio(of.pdf, print));
    let wall = of.threaded.wall.as_secs_f64() / of.whole.wall.as_secs_f64();
    println!("| wall, {} threads ÷ 1 | {wall:.2} | 0.75 | 0.62 |", all_threads());
}
