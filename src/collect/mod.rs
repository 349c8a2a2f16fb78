//! Step `collect`: which of the files that lie in `nop/` count, whose they are, and which round.
//!
//! 1. `skip` – lock files, remains of the system, other documents
//! 2. `round` – `lan-2` in a folder, `-lan2` in a file name
//! 3. `roster` – the department that a path names

mod roster;
mod round;
mod skip;

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::domain::submission::ReceivedFile;
use crate::domain::{Department, Source};
use crate::finding::{Code, Finding, Findings, Place};

use roster::Roster;
use round::round;
use skip::reason_to_skip;

/// The files that count, in roster order, then by round, then by path; files whose department no name
/// tells come last (their cover may still tell). What is left out is a finding each.
pub fn collect(mut files: Vec<ReceivedFile>, roster: &[Department], findings: &mut Findings) -> Vec<Source> {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let names = Roster::new(roster);
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut sources = Vec::new();
    for file in files {
        if let Some(finding) = reason_to_skip(&file) {
            findings.add(finding);
            continue;
        }
        let sha256 = hex(&Sha256::digest(&file.bytes));
        let position = names.department(&file.path);
        if let Some(earlier) = seen.get(&sha256) {
            findings.add(twin(&file.path, earlier, position.map(|index| &roster[index])));
            continue;
        }
        seen.insert(sha256.clone(), file.path.clone());
        sources.push((
            position.unwrap_or(usize::MAX),
            source(file, position.map(|index| &roster[index]), sha256),
        ));
    }
    sources.sort_by(|(a, left), (b, right)| (a, left.round, &left.file).cmp(&(b, right.round, &right.file)));
    sources.into_iter().map(|(_, source)| source).collect()
}

fn source(file: ReceivedFile, department: Option<&Department>, sha256: String) -> Source {
    let stated = round(&file.path);
    Source {
        round: stated.unwrap_or(1),
        states_round: stated.is_some(),
        department: department.map(|department| Arc::from(&*department.code)),
        file: Arc::from(file.path),
        bytes: file.bytes,
        sha256: Arc::from(sha256),
    }
}

/// The same bytes twice: sent again, or one file under two names.
fn twin(path: &str, earlier: &str, department: Option<&Department>) -> Finding {
    let finding = Finding::new(
        Code::FileSkipped,
        format!("Tệp giống hệt từng byte với “{earlier}” nên chỉ tính một lần."),
    )
    .at(Place::file(path))
    .help("Xóa một trong hai tệp; nếu là lần nộp mới, gửi đúng tệp đã sửa.");
    match department {
        Some(department) => finding.of(&*department.code),
        None => finding,
    }
}

/// Lower-case hex.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{ReceivedFile, collect};
    use crate::domain::{Department, DepartmentKind};
    use crate::finding::{Code, Findings};

    fn department(code: &str, name: &str) -> Department {
        Department {
            code: code.into(),
            name: name.into(),
            aliases: Vec::new(),
            kind: DepartmentKind::Body,
            kind_text: "phòng".into(),
            deadline: None,
        }
    }

    fn file(path: &str, content: &str) -> ReceivedFile {
        let bytes = format!("PK\x03\x04 xl/workbook.xml {content}").into_bytes();
        ReceivedFile { path: path.into(), bytes: bytes.into() }
    }

    #[test]
    fn roster_order_then_round_then_path_and_twins_once() {
        let roster = [department("YTE", "Phòng Y tế"), department("KT", "Phòng Kinh tế")];
        let files = vec![
            file("nop/lan-2/yte.xlsx", "b"),
            file("nop/kt.xlsx", "k"),
            file("nop/khac.xlsx", "z"),
            file("nop/lan-1/yte.xlsx", "a"),
            file("nop/lan-1/yte-sao.xlsx", "a"),
            ReceivedFile { path: "nop/~$yte.xlsx".into(), bytes: Vec::from("x").into() },
        ];
        let mut findings = Findings::default();
        let sources = collect(files.clone(), &roster, &mut findings);
        let seen: Vec<_> = sources.iter().map(|s| (&*s.file, s.department.as_deref(), s.round)).collect();
        assert_eq!(
            seen,
            [
                ("nop/lan-1/yte-sao.xlsx", Some("YTE"), 1),
                ("nop/lan-2/yte.xlsx", Some("YTE"), 2),
                ("nop/kt.xlsx", Some("KT"), 1),
                ("nop/khac.xlsx", None, 1),
            ]
        );
        assert_eq!(findings.iter().filter(|f| f.code == Code::FileSkipped).count(), 2);
        assert_eq!(sources[0].sha256.len(), 64);
        let mut other = files;
        other.reverse();
        assert_eq!(collect(other, &roster, &mut Findings::default()), sources);
    }
}
