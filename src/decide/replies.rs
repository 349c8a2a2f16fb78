//! Sheet TraLoi: what became of each opinion.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Names, stranger, unsigned};
use crate::domain::key::{loose, nearest};
use crate::domain::{Reply, ReplyKind, Settings};
use crate::finding::Findings;
use crate::form::listing::{Listing, Row};

/// Further words for the four results.
const OTHER_WORDS: [(&str, ReplyKind); 7] = [
    ("da tiep thu", ReplyKind::Accepted),
    ("tiep thu toan bo", ReplyKind::Accepted),
    ("mot phan", ReplyKind::Partly),
    ("khong tiep thu", ReplyKind::Explained),
    ("giai trinh khong tiep thu", ReplyKind::Explained),
    ("xin y kien lanh dao", ReplyKind::Reserved),
    ("bao luu y kien", ReplyKind::Reserved),
];

/// All replies; rows without a result only wait for one.
pub(super) fn replies(sheet: &Listing<'_>, settings: &Settings, findings: &mut Findings) -> Vec<Reply> {
    let names = Names::of(settings);
    let codes: BTreeSet<String> =
        settings.catalogue.indicators.iter().map(|spec| loose(&spec.code)).collect();
    let mut seen: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut out = Vec::new();
    for row in
        sheet.rows().filter(|row| ["ket-qua", "tra-loi"].iter().any(|field| !row.text(field).is_empty()))
    {
        let Some(reply) = reply(&row, &names, &codes, findings) else { continue };
        let key = match reply.opinion.is_empty() {
            true => (reply.department.clone(), loose(&reply.content)),
            false => (String::new(), reply.opinion.clone()),
        };
        let place = row.origin("ma").cell.to_string();
        if let Some(first) = seen.get(&key) {
            let message = format!("Ý kiến này đã được trả lời ở ô {first}; dòng này không được áp dụng.");
            findings.add(row.fault("ma", message));
            continue;
        }
        seen.insert(key, place);
        out.push(reply);
    }
    out
}

fn reply(
    row: &Row<'_>,
    names: &Names<'_>,
    codes: &BTreeSet<String>,
    findings: &mut Findings,
) -> Option<Reply> {
    let kind = kind(row, findings)?;
    let text = row.text("tra-loi");
    if text.is_empty() && kind != ReplyKind::Accepted {
        let message = format!(
            "“{}” cần nêu rõ nội dung tiếp thu, lý do; dòng này không được áp dụng.",
            kind.vietnamese()
        );
        findings.add(row.fault("tra-loi", message));
        return None;
    }
    let typed = row.text("don-vi");
    let department = match names.code(&typed) {
        _ if typed.is_empty() => "",
        Some(code) => code,
        None => {
            findings.add(stranger(row, "don-vi", &typed));
            return None;
        }
    };
    Some(Reply {
        opinion: row.text("ma").to_uppercase(),
        department: department.to_owned(),
        content: row.text("noi-dung"),
        kind,
        text,
        links: links(row, codes, findings),
        signed: unsigned(row, "tra-loi", findings),
    })
}

fn kind(row: &Row<'_>, findings: &mut Findings) -> Option<ReplyKind> {
    let typed = row.text("ket-qua");
    let wanted = loose(&typed);
    let own = ReplyKind::ALL.into_iter().find(|kind| loose(kind.vietnamese()) == wanted);
    let found = own.or_else(|| OTHER_WORDS.iter().find(|(word, _)| *word == wanted).map(|(_, kind)| *kind));
    if found.is_none() {
        let near = nearest(&typed, ReplyKind::ALL.iter().map(|kind| (kind.vietnamese(), kind.vietnamese())));
        let near = near.map_or(String::new(), |word| format!(" Có phải “{word}”?"));
        let known: Vec<&str> = ReplyKind::ALL.iter().map(|kind| kind.vietnamese()).collect();
        let message = match typed.is_empty() {
            true => {
                "Có nội dung trả lời nhưng cột Kết quả để trống nên dòng này không được áp dụng.".to_owned()
            }
            false => format!("Không hiểu kết quả “{typed}” nên dòng này không được áp dụng.{near}"),
        };
        findings.add(row.fault("ket-qua", message).expected(known.join("; ")).found(typed));
    }
    found
}

/// Codes of indicators and tasks; an indicator that the catalogue does not know is a finding, a task is known later.
fn links(row: &Row<'_>, codes: &BTreeSet<String>, findings: &mut Findings) -> Vec<String> {
    let mut links = Vec::new();
    for code in row.list("lien-quan", true) {
        let code = code.to_uppercase();
        if !code.starts_with("NV") && !codes.contains(&loose(&code)) {
            let message =
                format!("Danh mục không có chỉ tiêu “{code}”; trả lời vẫn được dùng, mã này bị bỏ qua.");
            findings.add(row.fault("lien-quan", message).found(code));
        } else if !links.contains(&code) {
            links.push(code);
        }
    }
    links
}
