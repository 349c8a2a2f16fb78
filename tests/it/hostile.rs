//! The real program on a folder of attacks: each file one finding, nothing hangs, the honest files are read.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tonghop::domain::Source;
use tonghop::domain::settings::Limits;
use tonghop::finding::Findings;
use tonghop::progress::Effort;
use tonghop::read::{ReadProblem, Reader, Reading, Work, read_with};
use tonghop::workers::{ARGUMENT, Pool};

use crate::attacks;
use crate::seen::saw;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// File name under `nop/`, bytes, the code that it must get.
fn files() -> Vec<(String, Vec<u8>, &'static str)> {
    let mut files: Vec<(String, Vec<u8>, &str)> = [
        ("vong-lap.xls", attacks::sector_loop(), "TH0102"),
        ("o-xa.xls", attacks::far_xls(), "TH0104"),
        ("nhan-ban.xls", attacks::cloned_strings(), "TH0104"),
        ("mat-khau.xlsx", attacks::encrypted(), "TH0103"),
        ("khai-man.xlsx", attacks::lying_count(), "TH0102"),
        ("bom.xlsx", attacks::bomb(), "TH0104"),
        ("ngoai-bang.xlsx", attacks::beyond_the_sheet(), "TH0102"),
        ("thuc-the.xlsx", attacks::laughs(), "TH0102"),
        ("vo-tan.xlsx", attacks::endless(), "TH0104"),
        ("bang-ho.ods", attacks::open_table(), "TH0102"),
        ("lap-lai.ods", attacks::repeated(), "TH0104"),
        ("mat-quan-he.xlsb", attacks::lost_relation(), "TH0102"),
        ("ban-ghi-noi-doi.xlsb", attacks::lying_record(), "TH0104"),
        ("trang-web.xls", b"<html><body><table></table></body></html>".to_vec(), "TH0102"),
        ("rong.xlsx", Vec::new(), "TH0102"),
        ("de-quy.xlsx", attacks::zip_in_zip(), "TH0102"),
        ("nhieu-phan.xlsx", attacks::many_parts(2_100), "TH0104"),
        ("trung-phan.xlsx", attacks::twin_parts(), "TH0102"),
        ("khoang-trang.xlsx", attacks::blank_text(), "TH0104"),
        ("long-nhau.ods", attacks::nested(), "TH0104"),
        ("xor.xls", attacks::obfuscated(), "TH0103"),
        ("bang-tinh.xml.xls", b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), "TH0102"),
        ("so-lieu.xlsx", "Chỉ tiêu;KH 2024\nThu;5\n".as_bytes().to_vec(), "TH0102"),
        ("~$phong-y-te.xlsx", vec![0x0B; 165], "TH0101"),
    ]
    .map(|(name, bytes, code)| (name.to_owned(), bytes, code))
    .into();
    let whole = attacks::honest("tệp bị cắt");
    for part in 1..8 {
        let end = whole.len() * part / 8;
        files.push((format!("cat-{part}.xlsx"), whole[..end].to_vec(), "TH0102"));
    }
    files
}

/// A plan of the bundled catalogue with tight limits and these files in `nop/`.
fn plan(folder: &Path, files: &[(String, Vec<u8>, &str)]) -> PathBuf {
    let plan = folder.join("ke-hoach-bi-pha");
    let model = root().join("input/quang-yen-2024");
    std::fs::create_dir_all(plan.join("nop")).unwrap();
    let settings = std::fs::read_to_string(model.join("tonghop.toml")).unwrap();
    let limits = "\n[gioi-han]\ngiai-nen-mb = 256\nso-o = 4000000\nso-giay = 2\nbo-nho-mb = 192\nso-thanh-phan = 2000\n";
    std::fs::write(plan.join("tonghop.toml"), settings + limits).unwrap();
    std::fs::copy(model.join("danh-muc.xlsx"), plan.join("danh-muc.xlsx")).unwrap();
    for name in ["phong-y-te.xlsx", "phong-noi-vu.xls"] {
        std::fs::copy(model.join("nop").join(name), plan.join("nop").join(name)).unwrap();
    }
    let carrier = std::fs::read(model.join("nop/phong-tu-phap.xlsx")).unwrap();
    std::fs::write(plan.join("nop/phong-tu-phap.xlsm"), attacks::with_extras(&carrier)).unwrap();
    for (name, bytes, _) in files {
        std::fs::write(plan.join("nop").join(name), bytes).unwrap();
    }
    plan
}

fn run(arguments: &[&str], paths: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(arguments)
        .args(paths)
        .current_dir(root())
        .output()
        .unwrap()
}

#[test]
fn a_folder_of_attacks_leaves_one_finding_each_and_whole_outputs() {
    let folder = tempfile::tempdir().unwrap();
    let files = files();
    let plan = plan(folder.path(), &files);
    let out = folder.path().join("ra");
    let started = Instant::now();
    let output = run(&["build", "--as-of", "2023-09-25", "-o"], &[&out, &plan]);
    assert!(started.elapsed() < Duration::from_secs(90), "{:?}", started.elapsed());
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let out = out.join("ke-hoach-bi-pha");
    let json: Value = serde_json::from_slice(&std::fs::read(out.join("kiem-tra.json")).unwrap()).unwrap();
    let findings = json["findings"].as_array().unwrap();
    for (name, _, code) in &files {
        let path = format!("nop/{name}");
        let codes: Vec<&str> =
            findings.iter().filter(|f| f["file"] == *path).map(|f| f["code"].as_str().unwrap()).collect();
        assert_eq!(codes, [*code], "{name}");
    }
    let message = |name: &str| {
        let path = format!("nop/{name}");
        findings.iter().find(|f| f["file"] == *path).unwrap()["message"].as_str().unwrap()
    };
    // On a machine with much else to do its time is up before its memory is.
    let greedy = message("nhan-ban.xls");
    assert!(greedy.contains("vượt giới hạn bộ nhớ (192 MB)") || greedy.contains("quá thời gian"), "{greedy}");
    assert!(message("vo-tan.xlsx").contains("quá thời gian cho phép (2 giây)"), "{}", message("vo-tan.xlsx"));
    for honest in ["phong-y-te.xlsx", "phong-noi-vu.xls"] {
        let path = format!("nop/{honest}");
        let refused = |f: &Value| {
            f["file"] == *path
                && f["code"].as_str().is_some_and(|code| code.starts_with("TH010") && code < "TH0105")
        };
        assert!(!findings.iter().any(refused), "{honest}");
    }
    let carried: Vec<&str> = findings
        .iter()
        .filter(|f| f["file"] == "nop/phong-tu-phap.xlsm")
        .map(|f| f["code"].as_str().unwrap())
        .collect();
    assert_eq!(carried, ["TH0111"], "macros and links are said once, and the sheets are read");
    let manifest: Value = serde_json::from_slice(&std::fs::read(out.join("ban-ke.json")).unwrap()).unwrap();
    for file in manifest["outputs"].as_array().unwrap() {
        let bytes = std::fs::metadata(out.join(file["file"].as_str().unwrap())).unwrap().len();
        assert_eq!(Some(bytes), file["bytes"].as_u64());
    }
}

fn pool() -> Pool {
    Pool::new(Path::new(env!("CARGO_BIN_EXE_tonghop")), ARGUMENT)
}

fn limits() -> Limits {
    Limits { memory_bytes: 128 << 20, ..Limits::default() }
}

/// All files below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

/// `TRY=folder` reads the files of a folder of one's own too.
#[test]
fn a_worker_reads_what_this_process_reads() {
    let pool = pool();
    let mut paths = below(&root().join("input"));
    assert!(paths.len() > 60);
    paths.extend(std::env::var("TRY").iter().flat_map(|folder| below(Path::new(folder))));
    // To the scale of every number; and again by a worker that has heard most texts before.
    for path in paths.iter().chain(&paths) {
        let bytes: Arc<[u8]> = std::fs::read(path).unwrap().into();
        let (away, here) = (pool.read_one(&bytes, &limits()), tonghop::read::read_one(&bytes, &limits()));
        assert_eq!(format!("{away:?}"), format!("{here:?}"), "{path:?}");
    }
    let far: Arc<[u8]> = attacks::far_and_infinite().into();
    let reading = pool.read_one(&far, &limits()).unwrap();
    assert_eq!(reading, tonghop::read::read_one(&far, &limits()).unwrap());
    assert_eq!(reading.sheets[0].cells.len(), 2);
}

#[test]
fn a_dead_worker_is_replaced_and_the_next_file_is_read() {
    let pool = pool();
    let good: Arc<[u8]> = attacks::honest("tệp lành").into();
    let greedy: Arc<[u8]> = attacks::cloned_strings().into();
    for _ in 0..3 {
        assert!(pool.read_one(&good, &limits()).is_ok());
        let problem = pool.read_one(&greedy, &limits()).unwrap_err();
        assert!(matches!(&problem, ReadProblem::OverLimit(why) if why.contains("128 MB")), "{problem:?}");
    }
    assert!(pool.read_one(&good, &limits()).is_ok());
}

#[test]
fn a_hanging_worker_is_ended_in_time() {
    let pool = pool();
    let endless: Arc<[u8]> = attacks::endless().into();
    let limits = Limits { seconds: 1, cells: 4_000_000, ..limits() };
    let started = Instant::now();
    let problem = pool.read_one(&endless, &limits).unwrap_err();
    assert!(matches!(&problem, ReadProblem::OverLimit(why) if why.contains("1 giây")), "{problem:?}");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
pub fn where_no_worker_can_be_files_are_read_all_the_same_and_it_is_said_once() {
    let good: Arc<[u8]> = attacks::honest("tệp lành").into();
    let program = Path::new(env!("CARGO_BIN_EXE_tonghop"));
    for pool in [
        Pool::new(program, "--no-such-argument"),
        Pool::new(program, "--help"),
        Pool::new(Path::new("no-such-program"), ARGUMENT),
    ] {
        let sources: Vec<Source> = (0..6).map(|n| source(&format!("nop/{n}.xlsx"), &good)).collect();
        let mut findings = Findings::default();
        for _ in 0..2 {
            let books = read_with(&sources, &limits(), &pool, &Effort::quiet(), &mut findings);
            assert_eq!(books.len(), 6);
        }
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.id()).collect();
        assert_eq!(codes, ["TH0113"], "once, however many files and batches");
        saw(codes);
        let mut next = Findings::default();
        read_with(&sources[..1], &limits(), &pool, &Effort::quiet(), &mut next);
        assert_eq!(next.len(), 1, "the next run is told too");
    }
    let pool = pool();
    read_with(&[source("nop/a.xlsx", &good)], &limits(), &pool, &Effort::quiet(), &mut Findings::default());
    assert_eq!(pool.unguarded(), None);
}

fn source(file: &str, bytes: &Arc<[u8]>) -> Source {
    Source {
        file: file.into(),
        department: None,
        round: 1,
        states_round: false,
        bytes: Arc::clone(bytes),
        sha256: "0".into(),
    }
}

#[test]
fn a_start_refused_once_is_tried_again_and_one_refused_for_good_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let name = format!("doc{}", std::env::consts::EXE_SUFFIX);
    let program = folder.path().join(name);
    let good: Arc<[u8]> = attacks::honest("tệp lành").into();
    let arrives = || std::fs::copy(env!("CARGO_BIN_EXE_tonghop"), &program).unwrap();
    let late = Pool::new(&program, ARGUMENT);
    assert!(late.read_one(&good, &limits()).is_ok() && late.unguarded().is_some());
    arrives();
    assert!(late.read_one(&good, &limits()).is_ok());
    assert_eq!(late.unguarded(), None, "by a worker");
    drop(late);
    std::fs::remove_file(&program).unwrap();
    let refused = Pool::new(&program, ARGUMENT);
    for _ in 0..3 {
        assert!(refused.read_one(&good, &limits()).is_ok());
    }
    arrives();
    refused.unguarded();
    assert!(refused.read_one(&good, &limits()).is_ok());
    assert!(refused.unguarded().is_some(), "nothing was started any more");
}

/// Runs of files, one after the other, and what came of them.
struct Runs<'a> {
    left: std::vec::IntoIter<Vec<&'a Arc<[u8]>>>,
    outcomes: Vec<Vec<Result<Reading, ReadProblem>>>,
}

impl<'a> Work<'a> for Runs<'a> {
    fn next(&mut self, most: usize) -> Option<Vec<&'a Arc<[u8]>>> {
        let run = self.left.as_slice().first()?;
        if run.iter().map(|file| file.len()).sum::<usize>() > most { None } else { self.left.next() }
    }

    fn done(&mut self, outcomes: Vec<Result<Reading, ReadProblem>>) {
        self.outcomes.push(outcomes);
    }
}

#[test]
fn of_files_that_are_asked_for_together_or_in_a_row_only_the_guilty_ones_are_blamed() {
    let good: Arc<[u8]> = attacks::honest("tệp lành").into();
    let other: Arc<[u8]> = attacks::honest("tệp khác").into();
    let (greedy, endless): (Arc<[u8]>, Arc<[u8]>) =
        (attacks::cloned_strings().into(), attacks::endless().into());
    let limits = Limits { seconds: 1, cells: 4_000_000, ..limits() };
    let pool = pool();
    for (runs, started) in [
        (vec![vec![&good, &other, &good]], Instant::now()),
        (vec![vec![&good, &greedy, &other]], Instant::now()),
        (vec![vec![&other], vec![&greedy], vec![&good], vec![&endless], vec![&good]], Instant::now()),
        (vec![vec![&greedy, &good, &endless, &other], vec![&good]], Instant::now()),
        (vec![vec![&other, &good]; 9], Instant::now()),
    ] {
        let mut work = Runs { left: runs.clone().into_iter(), outcomes: Vec::new() };
        pool.read_work(&mut work, &limits);
        let counts = |runs: &[Vec<_>]| runs.iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(work.outcomes.iter().map(Vec::len).collect::<Vec<_>>(), counts(&runs));
        for (file, outcome) in runs.iter().flatten().zip(work.outcomes.into_iter().flatten()) {
            match outcome {
                Ok(reading) => assert_eq!(Ok(reading), tonghop::read::read_one(file, &limits)),
                Err(ReadProblem::OverLimit(why)) if Arc::ptr_eq(file, &greedy) => {
                    assert!(why.contains("128 MB"), "{why}");
                }
                Err(ReadProblem::OverLimit(why)) if Arc::ptr_eq(file, &endless) => {
                    assert!(why.contains("1 giây"), "{why}");
                }
                Err(problem) => panic!("an honest file was blamed: {problem}"),
            }
        }
        assert!(started.elapsed() < Duration::from_secs(15));
    }
}

#[test]
fn a_file_that_kills_the_first_worker_is_blamed_and_not_read_here() {
    // Read in this process it would end it: the limit of a worker is a worker's.
    let pool = pool();
    let looping: Arc<[u8]> = attacks::sector_loop().into();
    let problem = pool.read_one(&looping, &limits()).unwrap_err();
    assert!(matches!(problem, ReadProblem::Crashed | ReadProblem::Damaged(_) | ReadProblem::OverLimit(_)));
    assert_eq!(pool.unguarded(), None);
    assert!(pool.read_one(&attacks::honest("tệp lành").into(), &limits()).is_ok());
}
