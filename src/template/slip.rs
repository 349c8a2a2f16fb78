//! Return slips: a small contract of their own, checked once, then rendered for each department.

use std::borrow::Cow;

use super::shape::{Shaped, view};
use super::show::{short, text};
use super::view::Text;
use super::{TemplateErrors, Templates, check, figures, press};
use crate::domain::{DocumentSpec, Plan, Receipt, SubmissionRecord, date, receipt::Line};
use crate::finding::{Finding, Severity};

/// Name of the slips' template and of their stylesheet.
pub const SLIP: &str = "phieu-tra-lai";

view! { 'a;
    /// One department's slip.
    SlipView {
        ten_phieu: Text<'a> = "Phiếu trả lại, hoặc Phiếu xác nhận đã nhận",
        gui_tra: bool = "có nội dung phải sửa",
        don_vi: Text<'a> = "tên đơn vị",
        ten_ke_hoach: Text<'a> = "tên kế hoạch",
        co_quan: Text<'a> = "cơ quan ban hành, trong câu",
        don_vi_soan_thao: Text<'a> = "đơn vị soạn thảo",
        ngay_tong_hop: Text<'a> = "ngày tổng hợp, dd/mm/yyyy",
        tep: Vec<SlipFile<'a>> = "các tệp đã nhận",
        so_tep: usize = "số tệp đã nhận, cả những tệp không đủ chỗ ghi",
        tep_con_lai: usize = "số tệp không đủ chỗ ghi",
        noi_dung: Vec<SlipFault<'a>> = "các nội dung, quan trọng nhất trước",
        con_lai: usize = "số nội dung không đủ chỗ ghi",
        so_loi: usize = "số lỗi",
        so_canh_bao: usize = "số cảnh báo",
        so_ghi_chu: usize = "số ghi chú",
    }

    /// A file that was received.
    SlipFile {
        stt: usize = "số thứ tự",
        ten: Text<'a> = "tên tệp",
        lan: Text<'a> = "lần nộp",
        ngay: Text<'a> = "ngày nộp, dd/mm/yyyy, có thể trống",
        tre: bool = "nộp sau hạn",
        tinh_trang: Text<'a> = "tình trạng bằng chữ",
        so_chi_tieu: usize = "số liệu được tính",
        so_nhiem_vu: usize = "nhiệm vụ được tính",
        so_y_kien: usize = "ý kiến được tính",
        sha256: Text<'a> = "12 ký tự đầu của mã SHA-256",
    }

    /// Something to be mended.
    SlipFault {
        stt: usize = "số thứ tự",
        o: Text<'a> = "sheet và các ô, tên tệp",
        noi_dung: Text<'a> = "nội dung",
        chi_tiet: Text<'a> = "giá trị cần có, đang ghi, chênh lệch, phần nào có; có thể trống",
        cach_sua: Text<'a> = "cách sửa",
        muc_do: Text<'a> = "lỗi, cảnh báo, ghi chú",
        ma: Text<'a> = "mã phát hiện",
    }
}

/// How much a slip may say.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Faults, and as many files.
    pub most: usize,
    /// Faults, the first ones, of which is said what was expected, found, and the difference.
    pub details: usize,
}

/// The XHTML of each receipt's slip, with no more than there is room for.
///
/// # Errors
/// Every fault of the template, as [`super::template`].
pub fn slip_pages(
    plan: &Plan,
    receipts: &[&Receipt<'_>],
    room: Room,
    templates: &Templates,
) -> Result<Vec<String>, TemplateErrors> {
    let figures = figures::Figures::new(plan);
    let document = DocumentSpec { name: SLIP.into(), template: SLIP.into(), ..DocumentSpec::default() };
    let contract = SlipView::shape();
    let work = check::check(&figures, &contract, &document, templates)?;
    // Strings, numbers and lists: serialisation has no way to fail.
    let show = |receipt: &&Receipt<'_>| serde_json::to_value(slip(plan, receipt, room)).unwrap_or_default();
    press::press_each(&figures, &document, work, receipts.iter().map(show))
}

fn slip<'a>(plan: &'a Plan, receipt: &'a Receipt<'a>, room: Room) -> SlipView<'a> {
    let most = room.most;
    let lines = receipt.brief();
    let count = |severity| receipt.count(severity);
    let returned = receipt.is_returned();
    SlipView {
        ten_phieu: text(if returned { "Phiếu trả lại" } else { "Phiếu xác nhận đã nhận" }),
        gui_tra: returned,
        don_vi: text(receipt.name),
        ten_ke_hoach: text(&plan.settings.title),
        co_quan: text(&plan.settings.office.organ_name),
        don_vi_soan_thao: text(&plan.settings.office.drafter),
        ngay_tong_hop: Cow::Owned(date::short(plan.as_of)),
        tep: receipt.files.iter().take(most).enumerate().map(|(nth, record)| file(nth, record)).collect(),
        so_tep: receipt.files.len(),
        tep_con_lai: receipt.files.len().saturating_sub(most),
        noi_dung: lines
            .iter()
            .take(most)
            .enumerate()
            .map(|(nth, line)| fault(receipt, nth, line, room))
            .collect(),
        con_lai: lines.iter().skip(most).map(|line| line.also + 1).sum(),
        so_loi: count(Severity::Error),
        so_canh_bao: count(Severity::Warning),
        so_ghi_chu: count(Severity::Note),
        ..SlipView::default()
    }
}

fn file(nth: usize, record: &SubmissionRecord) -> SlipFile<'_> {
    let name = record.file.as_deref().unwrap_or_default();
    SlipFile {
        stt: nth + 1,
        ten: shortened(name.strip_prefix("nop/").unwrap_or(name)),
        lan: Cow::Owned(record.round.unwrap_or(1).to_string()),
        ngay: short(record.date),
        tre: record.late,
        tinh_trang: text(record.status.vietnamese()),
        so_chi_tieu: record.figures,
        so_nhiem_vu: record.tasks,
        so_y_kien: record.opinions,
        sha256: Cow::Owned(record.sha256.as_deref().unwrap_or_default().chars().take(12).collect()),
        ..SlipFile::default()
    }
}

fn fault<'a>(receipt: &Receipt<'a>, nth: usize, line: &Line<'_, 'a>, room: Room) -> SlipFault<'a> {
    let (entry, sentence) = (line.entry, line.sentence);
    let place = receipt.place(entry, line.cells);
    let also = match line.also {
        0 => String::new(),
        more => format!(" Và {more} nội dung khác cùng loại, ghi đủ ở tệp .xlsx."),
    };
    SlipFault {
        stt: nth + 1,
        o: shortened(&place),
        noi_dung: Cow::Owned(format!("{}{also}", shortened(&sentence.finding.message))),
        chi_tiet: Cow::Owned(if nth < room.details { details(sentence.finding) } else { String::new() }),
        cach_sua: shortened(match line.also {
            0 => sentence.finding.help.as_deref().unwrap_or(entry.code.remedy()),
            _ => entry.code.remedy(),
        }),
        muc_do: text(entry.severity.vietnamese()),
        ma: text(entry.code.id()),
        ..SlipFault::default()
    }
}

/// One page is one page: a text of a hostile length is cut, the workbook beside it holds all of it.
fn shortened<'a>(text: &str) -> Text<'a> {
    const LONGEST: usize = 400;
    let mut out: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    Cow::Owned(out)
}

/// "Cần: 150. Đang ghi: 120. Chênh lệch: -30." What is longer than a figure and its unit stands in the workbook.
fn details(finding: &Finding) -> String {
    const LONGEST: usize = 60;
    let all = [("Cần", &finding.expected), ("Đang ghi", &finding.found), ("Chênh lệch", &finding.difference)];
    let short =
        |value: &str| (value.chars().count() <= LONGEST).then(|| value.trim_end_matches('.').to_owned());
    let known = all.iter().filter_map(|(label, value)| Some((label, short(value.as_deref()?)?)));
    let parts: Vec<String> = known.map(|(label, value)| format!("{label}: {value}.")).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Room, SLIP, slip_pages};
    use crate::domain::receipts;
    use crate::finding::{Code, Finding, Findings, Place};
    use crate::template::Templates;
    use crate::template::fixture::{HOSTILE, plan};

    fn templates() -> Templates {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/phieu-tra-lai.hbs");
        let text = std::fs::read_to_string(path).unwrap();
        Templates { files: [(SLIP.to_string(), text)].into() }
    }

    #[test]
    fn what_is_to_be_mended_and_what_was_received_stand_on_the_slip() {
        let plan = plan();
        let record = plan.submissions.iter().find(|record| record.file.is_some()).unwrap();
        let (department, file) = (record.department.clone(), record.file.clone().unwrap());
        let mut findings = Findings::default();
        for row in 7..=9 {
            let place = Place::cell(&*file, "ChiTieu", format!("E{row}"));
            let finding = Finding::new(Code::FigureRequired, HOSTILE).at(place).of(&*department);
            findings.add(finding.expected("1.000 & hơn").found("900").difference("-100"));
            let long = Finding::new(Code::TextRecovered, "dài").of(&*department).at(Place::file(&*file));
            findings.add(long.expected("chữ ".repeat(40)).found("ngắn"));
        }
        let all = receipts(&plan, &findings);
        let made = |details| {
            let room = Room { most: 10, details };
            slip_pages(&plan, &all.iter().collect::<Vec<_>>(), room, &templates()).unwrap()
        };
        let pages = made(10);
        assert_eq!(pages.len(), all.len());
        let of = all.iter().position(|receipt| receipt.department == department).unwrap();
        assert!(pages[of].contains("ChiTieu!E7–E9") && pages[of].contains("TH0301"), "{}", pages[of]);
        assert!(!pages[of].contains("<b>x</b>"));
        let details = "Cần: 1.000 &amp; hơn. Đang ghi: 900. Chênh lệch: -100.";
        assert_eq!(pages[of].matches(details).count(), 1, "{}", pages[of]);
        assert!(pages[of].contains("Đang ghi: ngắn.") && !pages[of].contains("chữ chữ"));
        let all_files = format!("đã nhận {:02} tệp", all[of].files.len());
        for most in [10, 0] {
            let room = Room { most, details: 0 };
            let page = &slip_pages(&plan, &[&all[of]], room, &templates()).unwrap()[0];
            assert!(page.contains(&all_files), "{page}");
        }
        assert!(!made(0)[of].contains("Chênh lệch"));
        assert!(pages[of].contains("PHIẾU TRẢ LẠI"));
        for (page, receipt) in pages.iter().zip(&all).filter(|(_, receipt)| !receipt.is_returned()) {
            assert!(page.contains("xác nhận đã nhận"), "{}", receipt.department);
        }
    }

    #[test]
    fn an_unknown_name_is_told() {
        let mut templates = templates();
        templates.files.insert(SLIP.to_string(), "<html>{{don_vy}}</html>".into());
        let errors =
            slip_pages(&plan(), &[], Room { most: 10, details: 10 }, &templates).unwrap_err().to_string();
        assert!(errors.contains("don_vy") && errors.contains("don_vi"), "{errors}");
    }
}
