//! Publications cut, refused and blocked at every single file operation.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::berth::{Berth, listed};
use super::content::Content;
use super::files::{Files, RealFiles};
use super::kept::kept_files;
use super::publish::{Leftovers, Output, publish, publish_set, publish_with, recover_with};

/// How the disk goes wrong at one operation.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    /// Power cut: this operation is half done, and no other follows.
    Cut,
    /// Disk full, a file open for a moment: this operation fails, the others go on.
    Refused,
}

/// The real disk with one fault, and files that another program keeps open (as Windows does).
struct Faulty {
    fault: Fault,
    /// The operation, counted from 0, that meets the fault.
    at: usize,
    count: Cell<usize>,
    open: Vec<PathBuf>,
}

impl Faulty {
    fn new(fault: Fault, at: usize, open: &[PathBuf]) -> Faulty {
        Faulty { fault, at, count: Cell::new(0), open: open.to_vec() }
    }

    fn open(paths: &[PathBuf]) -> Faulty {
        Faulty::new(Fault::Refused, usize::MAX, paths)
    }

    fn reached(&self) -> bool {
        self.count.get() > self.at
    }

    fn act(&self, act: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let now = self.count.get();
        self.count.set(now + 1);
        let fails = match self.fault {
            Fault::Cut => now >= self.at,
            Fault::Refused => now == self.at,
        };
        if fails { Err(io::Error::other("hỏng")) } else { act() }
    }

    fn free(&self, path: &Path) -> io::Result<()> {
        match self.open.iter().any(|open| open.starts_with(path)) {
            true => Err(io::Error::new(io::ErrorKind::PermissionDenied, "sharing violation")),
            false => Ok(()),
        }
    }
}

impl Files for Faulty {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.act(|| RealFiles.make_folder(path))
    }
    fn write(&self, path: &Path, content: &Content) -> io::Result<()> {
        let bytes = content.to_vec()?;
        if self.count.get() == self.at {
            fs::write(path, &bytes[..bytes.len() / 2])?;
        }
        self.act(|| fs::write(path, bytes))
    }
    fn secure(&self, paths: &[PathBuf]) -> Result<(), (usize, io::Error)> {
        self.act(|| RealFiles.secure(paths).map_err(|(_, error)| error)).map_err(|error| (0, error))
    }
    fn share(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.act(|| RealFiles.share(from, to))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.free(from)?;
        self.free(to)?;
        self.act(|| RealFiles.rename(from, to))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.free(path)?;
        self.act(|| RealFiles.remove_file(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.act(|| RealFiles.remove_folder(path))
    }
    /// Nothing to see: the tests cut operations, not power.
    fn settle(&self, _folder: &Path) {}
}

fn output(path: &str, bytes: &str) -> Output {
    Output { path: path.into(), content: bytes.as_bytes().to_vec().into() }
}

/// A set with its manifest: the manifest repeats the bytes, which is enough to tell whether it fits.
fn set(files: &[(&str, &str)]) -> Vec<Output> {
    let entries: Vec<_> =
        files.iter().map(|(file, bytes)| serde_json::json!({ "file": file, "bytes": bytes })).collect();
    let mut outputs: Vec<Output> = files.iter().map(|(path, bytes)| output(path, bytes)).collect();
    outputs.push(output("ban-ke.json", &serde_json::json!({ "outputs": entries }).to_string()));
    outputs
}

/// A draft that was kept: the old set has made it, the new one only lists it.
const KEPT: (&str, &str) = ("luu/lan-2/ke-hoach.pdf", "lần 2");

fn old() -> Vec<Output> {
    let files = [("ke-hoach.pdf", "cũ"), ("xem-truoc/a.css", "như nhau"), ("thua.pdf", "thừa")];
    set(&[&files[..], &[KEPT, ("luu/lan-3/thua.pdf", "thừa")]].concat())
}

fn new() -> Vec<Output> {
    let files = [("ke-hoach.pdf", "mới"), ("xem-truoc/a.css", "như nhau"), ("phieu/b.xlsx", "thêm")];
    let mut outputs = set(&[&files[..], &[KEPT, ("luu/lan-3/ke-hoach.pdf", "mới")]].concat());
    outputs.retain(|output| output.path != KEPT.0);
    outputs
}

/// Every file below, by relative path.
fn seen(folder: &Path) -> BTreeMap<String, String> {
    let names = super::berth::files_under(&RealFiles, folder).unwrap();
    names.into_iter().map(|name| (name.clone(), fs::read_to_string(folder.join(name)).unwrap())).collect()
}

/// What must be there: the set and what the office keeps beside it.
fn whole(outputs: &[Output]) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = outputs
        .iter()
        .map(|output| (output.path.clone(), String::from_utf8(output.content.to_vec().unwrap()).unwrap()))
        .collect();
    all.insert("luu/lan-1/ke-hoach.pdf".into(), "lần 1".into());
    all.insert(KEPT.0.into(), KEPT.1.into());
    all.insert("xem-truoc/ghi-chu.txt".into(), "của tôi".into());
    all
}

/// A folder with the old set and the office's own files.
fn stage() -> (tempfile::TempDir, PathBuf) {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("quảng yên 2024");
    publish(&folder, &old()).unwrap();
    fs::create_dir_all(folder.join("luu/lan-1")).unwrap();
    fs::write(folder.join("luu/lan-1/ke-hoach.pdf"), "lần 1").unwrap();
    fs::write(folder.join("xem-truoc/ghi-chu.txt"), "của tôi").unwrap();
    (room, folder)
}

/// While a manifest is to be seen, it is true.
fn assert_true_manifest(folder: &Path, case: &str) {
    let names = listed(&RealFiles, folder);
    if names.is_empty() {
        return;
    }
    let text = fs::read(folder.join("ban-ke.json")).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
    for entry in value["outputs"].as_array().unwrap() {
        let bytes = fs::read_to_string(folder.join(entry["file"].as_str().unwrap())).unwrap_or_default();
        assert_eq!(entry["bytes"], bytes, "{case}: {}", entry["file"]);
    }
}

fn assert_nothing_beside(folder: &Path, case: &str) {
    let names = RealFiles.list(folder.parent().unwrap()).unwrap();
    assert_eq!(names.len(), 1, "{case}: {names:?}");
}

/// Lets every operation fail in turn; gives how many there are.
fn at_every_operation(fault: Fault, open: &[&str]) -> usize {
    for at in 0.. {
        let (_room, folder) = stage();
        let open: Vec<PathBuf> = open.iter().map(|name| folder.join(name)).collect();
        let files = Faulty::new(fault, at, &open);
        let case = format!("{fault:?} at {at}");
        let result = publish_with(&files, &folder, &new(), Leftovers::Remove);
        assert_true_manifest(&folder, &case);
        if fault == Fault::Refused && result.is_err() {
            assert_eq!(seen(&folder), whole(&old()), "{case}: the set before stands at once");
        }
        let berth = Berth::new(&folder).unwrap();
        recover_with(&RealFiles, &berth).unwrap();
        let after = seen(&folder);
        assert!(after == whole(&old()) || after == whole(&new()), "{case}: {after:?}");
        assert_nothing_beside(&folder, &case);
        publish_set(&folder, &new(), Leftovers::Remove).unwrap();
        assert_eq!(seen(&folder), whole(&new()), "{case}");
        assert_nothing_beside(&folder, &case);
        if !files.reached() {
            return at;
        }
    }
    0
}

#[test]
fn cut_at_any_operation_the_set_before_or_the_new_one_stands() {
    assert!(at_every_operation(Fault::Cut, &[]) > 8);
}

#[test]
fn refused_at_any_operation_the_set_before_stands() {
    assert!(at_every_operation(Fault::Refused, &[]) > 8);
}

#[test]
fn cut_or_refused_while_files_are_exchanged_one_by_one() {
    // Somebody looks at an old draft: the folder cannot be moved, the files of the set can.
    let open = ["luu/lan-1/ke-hoach.pdf"];
    assert!(at_every_operation(Fault::Cut, &open) > 12);
    assert!(at_every_operation(Fault::Refused, &open) > 12);
}

#[test]
fn an_output_open_in_another_program_is_named_and_nothing_has_changed() {
    for open in ["ke-hoach.pdf", "thua.pdf", "ban-ke.json"] {
        let (_room, folder) = stage();
        let files = Faulty::open(&[folder.join(open)]);
        let error = publish_with(&files, &folder, &new(), Leftovers::Remove).unwrap_err();
        assert!(error.to_string().contains(open), "{error}");
        assert_eq!(seen(&folder), whole(&old()));
        assert_nothing_beside(&folder, open);
        publish_set(&folder, &new(), Leftovers::Remove).unwrap();
        assert_eq!(seen(&folder), whole(&new()));
    }
}

#[test]
fn an_unchanged_output_may_be_open() {
    let (_room, folder) = stage();
    let files = Faulty::open(&[folder.join("xem-truoc/a.css")]);
    let done = publish_with(&files, &folder, &new(), Leftovers::Remove).unwrap();
    assert_eq!(done.written, ["ke-hoach.pdf", "phieu/b.xlsx", "luu/lan-3/ke-hoach.pdf", "ban-ke.json"]);
    assert_eq!((done.same, done.removed), (1, vec!["luu/lan-3/thua.pdf".to_owned(), "thua.pdf".to_owned()]));
    assert_eq!(seen(&folder), whole(&new()));
}

#[test]
fn what_is_the_same_is_not_rewritten() {
    let (_room, folder) = stage();
    let time = |name: &str| fs::metadata(folder.join(name)).unwrap().modified().unwrap();
    let (before, same) = (time("ke-hoach.pdf"), time("xem-truoc/a.css"));
    std::thread::sleep(std::time::Duration::from_millis(20));
    let done = publish_set(&folder, &old(), Leftovers::Remove).unwrap();
    assert!(done.written.is_empty() && done.same == 6);
    assert_eq!(time("ke-hoach.pdf"), before);
    publish_set(&folder, &new(), Leftovers::Remove).unwrap();
    assert!(time("ke-hoach.pdf") > before);
    assert_eq!(time("xem-truoc/a.css"), same);
}

#[test]
fn a_part_leaves_the_rest_of_the_set_before() {
    let (_room, folder) = stage();
    publish(&folder, &set(&[("ke-hoach.pdf", "mới")])).unwrap();
    let after = seen(&folder);
    assert_eq!((&*after["thua.pdf"], &*after["ke-hoach.pdf"]), ("thừa", "mới"));
    assert_eq!((&*after[KEPT.0], &*after["luu/lan-3/thua.pdf"]), ("lần 2", "thừa"));
}

#[test]
fn kept_drafts_stay_until_their_own_draft_is_made_again() {
    let (_room, folder) = stage();
    let again = |draft: &str| set(&[("ke-hoach.pdf", "mới"), (draft, "mới")]);
    let listed = |outputs: &[Output]| kept_files(&folder, outputs.iter().map(|output| &*output.path));
    let fourth = again("luu/lan-4/ke-hoach.pdf");
    assert_eq!(listed(&fourth), [KEPT.0, "luu/lan-3/thua.pdf"]);
    let mut files = vec![("ke-hoach.pdf", "mới"), ("luu/lan-4/ke-hoach.pdf", "mới")];
    files.extend([KEPT, ("luu/lan-3/thua.pdf", "thừa")]);
    let whole: Vec<Output> =
        set(&files).into_iter().filter(|output| !listed(&fourth).contains(&output.path)).collect();
    let done = publish_set(&folder, &whole, Leftovers::Remove).unwrap();
    assert_eq!(done.removed, ["thua.pdf", "xem-truoc/a.css"]);
    assert_true_manifest(&folder, "fourth");
    assert_eq!(listed(&again("luu/lan-2/x.pdf")), ["luu/lan-3/thua.pdf", "luu/lan-4/ke-hoach.pdf"]);
    fs::remove_file(folder.join(KEPT.0)).unwrap();
    assert!(!listed(&[]).contains(&KEPT.0.to_owned()), "what the office took away is not listed");
    publish_set(&folder, &again("luu/lan-3/ke-hoach.pdf"), Leftovers::Remove).unwrap();
    let after = seen(&folder);
    assert!(!after.contains_key("luu/lan-3/thua.pdf") && after.contains_key("luu/lan-4/ke-hoach.pdf"));
    assert_eq!(after["luu/lan-1/ke-hoach.pdf"], "lần 1", "what the office put there itself stays");
}

#[test]
fn a_set_before_that_waits_aside_is_not_lost_to_a_new_folder() {
    let (_room, folder) = stage();
    let berth = Berth::new(&folder).unwrap();
    fs::rename(&folder, &berth.former).unwrap();
    fs::create_dir_all(folder.join("bieu-mau")).unwrap();
    recover_with(&RealFiles, &berth).unwrap();
    assert_eq!(seen(&folder), whole(&old()));
}

#[test]
fn a_file_where_a_folder_is_needed_leaves_all_as_it_was() {
    let (_room, folder) = stage();
    let broken = [output("a.txt", "1"), output("a.txt/b.txt", "2")];
    assert!(publish(&folder, &broken).is_err());
    assert!(publish(&folder, &[output("a", "1"), output("a", "2")]).is_err());
    assert_eq!(seen(&folder), whole(&old()));
}

#[test]
fn the_first_set_of_all_appears_whole() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("output/kế hoạch");
    for at in 0..40 {
        let _ = publish_with(&Faulty::new(Fault::Cut, at, &[]), &folder, &old(), Leftovers::Remove);
        assert_true_manifest(&folder, "first");
        let done = folder.join("ban-ke.json").exists();
        assert_eq!(done, folder.exists(), "at {at}");
    }
    assert!(folder.exists());
}

#[test]
fn files_are_made_safe_together_and_the_first_that_cannot_be_is_named() {
    let room = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..40).map(|nth| room.path().join(format!("tệp {nth}"))).collect();
    for path in &paths {
        RealFiles.write(path, &b"x".to_vec().into()).unwrap();
    }
    assert!(RealFiles.secure(&paths).is_ok() && RealFiles.secure(&[]).is_ok());
    fs::remove_file(&paths[17]).unwrap();
    let (at, error) = RealFiles.secure(&paths).unwrap_err();
    assert_eq!((at, error.kind()), (17, io::ErrorKind::NotFound));
}
