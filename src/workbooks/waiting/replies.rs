//! Sheet TraLoi: opinions without a reply first, then the replies already given.

use std::collections::BTreeSet;

use super::sheet::Entry;
use crate::domain::{Opinion, Plan, Reply, ReplyKind};

pub const ABOUT: &str = "Chọn kết quả: Tiếp thu, Tiếp thu một phần, Giải trình hoặc Bảo lưu, và ghi nội dung; ý kiến chỉ \
     thống nhất thì không cần trả lời. Ghi mã chỉ tiêu, nhiệm vụ đã sửa theo ý kiến ở cột liên quan.";

/// In plan order; a reply that has lost its opinion stays, so that nothing is lost.
pub fn rows(plan: &Plan) -> Vec<Entry> {
    let waits = |opinion: &&Opinion| opinion.reply.is_none() && !opinion.agrees;
    let mut rows: Vec<Entry> =
        plan.opinions.iter().filter(waits).map(|opinion| Entry { waits: true, ..asked(opinion) }).collect();
    let mut used = BTreeSet::new();
    for opinion in &plan.opinions {
        if let Some(reply) = &opinion.reply {
            used.insert(&reply.signed.origin);
            rows.push(answered(asked(opinion), reply));
        }
    }
    for reply in plan.decisions.replies.iter().filter(|reply| !used.contains(&reply.signed.origin)) {
        rows.push(answered(Entry::default(), reply));
    }
    rows
}

fn asked(opinion: &Opinion) -> Entry {
    let mut row = Entry { choices: results(), ..Entry::default() };
    row.set("ma", opinion.code.clone());
    row.set("don-vi", opinion.department.clone());
    row.set("noi-dung", opinion.content.clone());
    row
}

fn results() -> Vec<String> {
    ReplyKind::ALL.iter().map(|kind| kind.vietnamese().to_owned()).collect()
}

/// With the words that were answered: confirming new words is the office's own act.
fn answered(mut row: Entry, reply: &Reply) -> Entry {
    row.choices = results();
    if row.text("ma").is_empty() {
        row.set("ma", reply.opinion.clone());
        row.set("don-vi", reply.department.clone());
    }
    if !reply.content.is_empty() {
        row.set("noi-dung", reply.content.clone());
    }
    row.set("ket-qua", reply.kind.vietnamese().to_owned());
    row.set("tra-loi", reply.text.clone());
    row.set("lien-quan", reply.links.join("; "));
    row.sign(&reply.signed, None);
    row
}
