//! What the two offices decided (illustrative): Quảng Yên one figure, one waiver, replies; Thạnh Hóa replies; written through the library.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use tonghop::disk::{Inputs, load};
use tonghop::domain::decision::{candidates_in_words, case_mark, finding_mark};
use tonghop::domain::{FigureDecision, Origin, Plan, Reply, ReplyKind, Signed, Verdict, Waiver, Whence};
use tonghop::finding::{Code, Findings};
use tonghop::run::{Outcome, consolidate};
use tonghop::workbook::Address;
use tonghop::workbooks::waiting;

/// Nobody's name: the office that drafts the plan answers for it.
const BY: &str = "Phòng Tài chính - Kế hoạch";

/// Department, the first words of its opinion, what became of it, in which words, about what: codes of indicators, words of
/// tasks.
type Answer = (&'static str, &'static str, ReplyKind, &'static str, &'static [&'static str]);

/// All opinions but that of the Văn phòng (VP), which still waits, and those that only agree.
#[rustfmt::skip]
const ANSWERS: [Answer; 12] = [
    ("TK", "Thống nhất mức", ReplyKind::Accepted, "Bổ sung chú thích “tính theo giá so sánh 2010” (minh họa).", &[]),
    ("THUE", "Đề nghị đối chiếu", ReplyKind::Accepted, "Giữ mức khoảng 1.000 tỷ đồng; đối chiếu lại khi có dự toán giao (minh họa).", &[]),
    ("KT", "Đề nghị nêu rõ xã", ReplyKind::Partly, "Giao Phòng Kinh tế tham mưu lộ trình; tên xã ghi sau khi Ban Chỉ đạo thống nhất (minh họa).", &["CT09"]),
    ("VHTT", "Đề nghị lập danh mục", ReplyKind::Accepted, "Sản phẩm của nhiệm vụ là nhà văn hóa được xây dựng, sửa chữa theo danh mục ưu tiên (minh họa).", &["Xây dựng các nhà văn hóa đã xuống cấp"]),
    ("YTE", "Đề nghị cân nhắc", ReplyKind::Explained, "Giữ mức 97% theo số của cơ quan chủ trì là Bảo hiểm xã hội thị xã; giao hai cơ quan phối hợp phát triển người tham gia theo hộ gia đình (minh họa).", &["CT07"]),
    ("GDDT", "Đề nghị xác định mốc", ReplyKind::Accepted, "Thời hạn của nhiệm vụ là tháng 8/2024, trước khai giảng năm học 2024 - 2025 (minh họa).", &["Phấn đấu hoàn thành xây dựng trường THPT chất lượng cao Bạch Đằng"]),
    ("TNMT", "Đề nghị kèm danh mục", ReplyKind::Partly, "Theo dõi tiến độ từng dự án trong báo cáo hằng tháng; không lập phụ lục riêng kèm kế hoạch (minh họa).", &[]),
    ("QLDT", "Đề nghị bổ sung kinh phí", ReplyKind::Reserved, "Chưa cân đối được nguồn vốn trong năm 2024; giữ như dự thảo, báo cáo Ban Thường vụ Thị ủy cho ý kiến (minh họa).", &[]),
    ("NV", "Đề nghị nêu rõ trách nhiệm", ReplyKind::Accepted, "Giao Ủy ban nhân dân hai xã hoàn thiện tiêu chí còn thiếu (minh họa).", &[]),
    ("TIENAN", "Thống nhất; đề nghị", ReplyKind::Explained, "Danh mục đầu tư hạ tầng được xem xét trong kế hoạch đầu tư công, không đưa vào kế hoạch này (minh họa).", &[]),
    ("TIENAN", "Đề nghị cập nhật diện tích lúa", ReplyKind::Accepted, "Cập nhật diện tích lúa năm 2024 của xã Tiền An theo kết quả rà soát (minh họa).", &["CT11"]),
    ("LDTBXH", "Thống nhất mục tiêu", ReplyKind::Accepted, "Giữ mục tiêu chỉ còn 150 hộ, thay mức 160 hộ của lần gửi trước.", &["CT08"]),
];

/// Thạnh Hóa's; Phòng Nội vụ only agrees.
#[rustfmt::skip]
const ANSWERS_OF_THANH_HOA: [Answer; 3] = [
    ("NNPTNT", "Đề nghị ghi rõ", ReplyKind::Partly, "Ghi chú “lúa khô” trong biểu chỉ tiêu; câu chữ của Chương trình giữ như dự thảo (minh họa).", &["CT01"]),
    ("GDDT", "Đề nghị nêu tên trường", ReplyKind::Explained, "Tên trường được nêu trong phân công nhiệm vụ; chỉ tiêu chỉ ghi số trường (minh họa).", &["CT04"]),
    ("LDTBXH", "Đề nghị ghi cả số hộ", ReplyKind::Accepted, "Ghi cả số hộ: giảm 15% (21 hộ) (minh họa).", &["CT07"]),
];

/// The bytes of Thạnh Hóa's `quyet-dinh.xlsx`.
pub fn thanh_hoa(folder: &Path) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let (mut outcome, _) = undecided(folder)?;
    let day = NaiveDate::from_ymd_opt(2023, 12, 21).ok_or("no day")?;
    let signed = |why: &str| Signed { by: BY.into(), on: Some(day), why: why.into(), origin: origin() };
    let plan_column = outcome.plan.settings.plan_column();
    let why = "Số của cơ quan chủ trì (minh họa)";
    figure(&mut outcome.plan, ("CT06", plan_column), "BHXH", signed(why))?;
    waiver(&mut outcome.plan, &outcome.findings, signed("Đơn vị đã xin gửi chậm 01 ngày (minh họa)"))?;
    for answer in ANSWERS_OF_THANH_HOA {
        reply(&mut outcome.plan, answer, signed(""))?;
    }
    Ok(waiting(&outcome.plan, &outcome.findings)?)
}

/// The plan without any decision, and the day of the decisions.
fn undecided(folder: &Path) -> Result<(Outcome, NaiveDate), Box<dyn std::error::Error>> {
    let inputs = Inputs { decisions: None, ..load(folder)? };
    let day = NaiveDate::from_ymd_opt(2023, 9, 25).ok_or("no day")?;
    Ok((consolidate(&inputs, day)?, day))
}

/// The bytes of Quảng Yên's `quyet-dinh.xlsx`, for a folder whose other files stand.
pub fn quang_yen(folder: &Path) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let (mut outcome, day) = undecided(folder)?;
    let signed = |why: &str| Signed { by: BY.into(), on: Some(day), why: why.into(), origin: origin() };
    let plan_column = outcome.plan.settings.plan_column();
    let estimate = outcome.plan.column("uth_n1").ok_or("no estimate")?;
    let why = "Số của cơ quan thống kê, tính theo giá so sánh 2010 (minh họa)";
    figure(&mut outcome.plan, ("CT01", estimate), "TK", signed(why))?;
    let why = "Số của cơ quan chủ trì, đã thống nhất kế hoạch phát triển người tham gia (minh họa)";
    figure(&mut outcome.plan, ("CT07", plan_column), "BHXH", signed(why))?;
    waiver(&mut outcome.plan, &outcome.findings, signed("Đơn vị đã xin gửi chậm 02 ngày (minh họa)"))?;
    for answer in ANSWERS {
        reply(&mut outcome.plan, answer, signed(""))?;
    }
    Ok(waiting(&outcome.plan, &outcome.findings)?)
}

/// Rows that are only going to be written have no cell yet.
fn origin() -> Origin {
    let empty = || Arc::<str>::from("");
    let whence = Whence { file: empty(), sheet: empty(), department: empty(), sha256: empty() };
    Origin::new(Arc::new(whence), Address::default())
}

/// The figure that this department sent is taken.
fn figure(
    plan: &mut Plan,
    (code, column): (&str, usize),
    taken: &str,
    signed: Signed,
) -> Result<(), &'static str> {
    let place = plan.indicators.iter().position(|one| one.code == code).ok_or("no such indicator")?;
    let figure =
        plan.indicators.get_mut(place).and_then(|one| one.figures.get_mut(column)).ok_or("no figure")?;
    let decision = FigureDecision {
        indicator: place,
        column,
        mark: case_mark(&figure.candidates),
        seen: candidates_in_words(&figure.candidates),
        verdict: Verdict::Department { code: taken.into(), nth: None },
        signed,
    };
    figure.decision = Some(Arc::new(decision.clone()));
    plan.decisions.figures.push(decision);
    Ok(())
}

/// The Thanh tra is late.
fn waiver(plan: &mut Plan, findings: &Findings, signed: Signed) -> Result<(), &'static str> {
    let late = findings.iter().find(|one| one.code == Code::SubmissionLate).ok_or("nobody is late")?;
    plan.decisions.waivers.push(Waiver {
        code: late.code.id().into(),
        department: late.department.as_deref().unwrap_or_default().to_owned(),
        place: late.place.to_string(),
        mark: finding_mark(late),
        signed,
    });
    plan.waived.push(late.clone());
    Ok(())
}

fn reply(plan: &mut Plan, answer: Answer, signed: Signed) -> Result<(), String> {
    let (department, begin, kind, text, links) = answer;
    let links: Vec<String> = links.iter().map(|link| code_of(plan, link)).collect();
    let opinion =
        plan.opinions.iter_mut().find(|one| one.department == department && one.content.starts_with(begin));
    let opinion = opinion.ok_or_else(|| format!("no opinion of {department}: {begin}"))?;
    opinion.reply = Some(Reply {
        opinion: opinion.code.clone(),
        department: department.into(),
        content: opinion.content.clone(),
        kind,
        text: text.into(),
        links,
        signed,
    });
    Ok(())
}

/// A task's code is made of its words, so the words are named here.
fn code_of(plan: &Plan, link: &str) -> String {
    let task = plan.tasks.iter().find(|task| task.content == link);
    task.map_or_else(|| link.to_owned(), |task| task.code.clone())
}
