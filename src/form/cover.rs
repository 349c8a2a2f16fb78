//! The labels of the cover sheet.

use crate::domain::key;

/// What a label asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Đơn vị, by name.
    Department,
    /// Mã đơn vị.
    DepartmentCode,
    /// Kỳ, năm kế hoạch.
    Period,
    /// Lần nộp.
    Round,
    /// Ngày nộp.
    Date,
    /// Nội dung thay đổi.
    Changes,
    /// Known, and not needed: người lập, điện thoại, thư điện tử.
    Ignored,
}

impl Label {
    /// The word for machines.
    pub fn key(self) -> &'static str {
        match self {
            Label::Department => "department",
            Label::DepartmentCode => "department-code",
            Label::Period => "period",
            Label::Round => "round",
            Label::Date => "date",
            Label::Changes => "changes",
            Label::Ignored => "ignored",
        }
    }
}

const LABELS: &[(Label, &[&str])] = &[
    (Label::DepartmentCode, &["ma don vi", "ma dv", "ma co quan"]),
    (
        Label::Department,
        &[
            "don vi",
            "ten don vi",
            "don vi nop",
            "don vi gui",
            "don vi bao cao",
            "don vi lap",
            "don vi lap bieu",
            "co quan",
            "ten co quan",
            "co quan don vi",
            "don vi tham gia y kien",
        ],
    ),
    (
        Label::Period,
        &[
            "ky",
            "ky bao cao",
            "ky ke hoach",
            "nam ke hoach",
            "nam",
            "ke hoach nam",
            "nam bao cao",
            "ke hoach",
            "ten ke hoach",
        ],
    ),
    (Label::Round, &["lan", "lan nop", "lan gui", "lan bao cao", "nop lan", "lan thu"]),
    (
        Label::Date,
        &["ngay", "ngay nop", "ngay gui", "ngay lap", "ngay bao cao", "ngay lap bieu", "thoi gian nop"],
    ),
    (
        Label::Changes,
        &[
            "noi dung thay doi",
            "thay doi",
            "thay doi so voi lan truoc",
            "noi dung thay doi so voi lan truoc",
            "noi dung dieu chinh",
            "noi dung sua doi",
        ],
    ),
    (
        Label::Ignored,
        &[
            "nguoi lap",
            "nguoi lap bieu",
            "nguoi gui",
            "can bo dau moi",
            "dau moi",
            "dien thoai",
            "so dien thoai",
            "email",
            "thu dien tu",
            "lanh dao duyet",
            "phien ban bieu",
            "ghi chu",
        ],
    ),
];

/// The label that a text is, without what follows a colon.
pub fn label(text: &str) -> Option<Label> {
    let head = text.split(':').next().unwrap_or(text);
    let key = key::loose(&super::field::without_brackets(head));
    LABELS.iter().find(|(_, words)| words.contains(&key.as_str())).map(|(label, _)| *label)
}

#[cfg(test)]
mod tests {
    use super::{Label, label};

    #[test]
    fn labels_with_colons_and_brackets() {
        assert_eq!(label("Đơn vị:"), Some(Label::Department));
        assert_eq!(label("Tên đơn vị (ghi đầy đủ)"), Some(Label::Department));
        assert_eq!(label("Mã đơn vị"), Some(Label::DepartmentCode));
        assert_eq!(label("Đơn vị: Phòng Y tế"), Some(Label::Department));
        assert_eq!(label("Lần nộp"), Some(Label::Round));
        assert_eq!(label("Đơn vị tính: triệu đồng"), None);
        assert_eq!(label("Chỉ tiêu"), None);
    }
}
