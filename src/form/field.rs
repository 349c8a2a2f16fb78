//! The columns of each kind of table, and the headings they go by.

use super::SheetKind;
use crate::domain::key;

/// The meaning of a column that holds no figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// STT, TT.
    Ordinal,
    /// Mã chỉ tiêu.
    Code,
    /// The column that makes a row a row: the indicator's name, the task, the opinion.
    Main,
    /// Đơn vị tính.
    Unit,
    Owner,
    CoOwners,
    /// Lĩnh vực, nhóm nhiệm vụ.
    WorkField,
    Product,
    Deadline,
    /// Chỉ tiêu that a task serves.
    Indicator,
    /// Nội dung góp ý vào: what an opinion is about.
    Subject,
    Proposal,
    Reason,
    Note,
    /// Known, and of no use to the plan: contact, page, file number.
    Ignored,
}

impl Field {
    /// The word for machines; the main column is named for what it holds.
    pub fn key(self, kind: SheetKind) -> &'static str {
        match self {
            Field::Ordinal => "ordinal",
            Field::Code => "code",
            Field::Main => match kind {
                SheetKind::Tasks => "task",
                SheetKind::Opinions => "opinion",
                SheetKind::Figures | SheetKind::Cover => "name",
            },
            Field::Unit => "unit",
            Field::Owner => "owner",
            Field::CoOwners => "co-owners",
            Field::WorkField => "field",
            Field::Product => "product",
            Field::Deadline => "deadline",
            Field::Indicator => "indicator",
            Field::Subject => "subject",
            Field::Proposal => "proposal",
            Field::Reason => "reason",
            Field::Note => "note",
            Field::Ignored => "ignored",
        }
    }
}

type Table = &'static [(Field, &'static [&'static str])];

/// Headings in the form of `key::loose`. The first entry that matches wins, so narrower words stand first.
const FIGURES: Table = &[
    (Field::Ordinal, &["stt", "tt", "so tt", "so thu tu", "thu tu", "so"]),
    (Field::Code, &["ma", "ma so", "ma chi tieu", "ma ct", "ky hieu", "ma hieu"]),
    (
        Field::Main,
        &[
            "chi tieu",
            "ten chi tieu",
            "cac chi tieu",
            "danh muc chi tieu",
            "noi dung",
            "noi dung chi tieu",
            "ten chi tieu ke hoach",
            "chi tieu chu yeu",
            "chi tieu ke hoach",
            "hang muc",
            "dien giai",
            "danh muc",
            "chi tieu nhiem vu",
        ],
    ),
    (Field::Unit, &["dvt", "don vi tinh", "don vi", "dv tinh", "dv", "d v t", "don vi do", "đvt"]),
    (Field::CoOwners, &["don vi phoi hop", "co quan phoi hop", "phoi hop"]),
    (
        Field::Owner,
        &[
            "don vi chu tri",
            "co quan chu tri",
            "chu tri",
            "don vi thuc hien",
            "co quan thuc hien",
            "don vi phu trach",
            "don vi theo doi",
        ],
    ),
    (
        Field::Note,
        &["ghi chu", "giai trinh", "thuyet minh", "ly do", "can cu", "can cu phap ly", "ghi chu giai trinh"],
    ),
    (Field::WorkField, &["linh vuc", "nhom", "nhom chi tieu"]),
    (
        Field::Ignored,
        &["danh gia", "ket qua danh gia", "trang thai", "nho nhat", "lon nhat", "bat buoc", "kiem tra"],
    ),
];

const TASKS: Table = &[
    (Field::Ordinal, &["stt", "tt", "so tt", "so thu tu", "thu tu"]),
    (Field::Code, &["ma", "ma so", "ma nhiem vu", "ma nv"]),
    (Field::WorkField, &["linh vuc", "nhom nhiem vu", "nhom", "muc", "phan"]),
    (
        Field::CoOwners,
        &[
            "don vi phoi hop",
            "co quan phoi hop",
            "phoi hop",
            "co quan don vi phoi hop",
            "don vi phoi hop thuc hien",
        ],
    ),
    (
        Field::Owner,
        &[
            "don vi chu tri",
            "co quan chu tri",
            "chu tri",
            "co quan don vi chu tri",
            "don vi thuc hien",
            "co quan thuc hien",
            "don vi chu tri thuc hien",
            "don vi phu trach",
            "phan cong thuc hien",
            "phan cong",
        ],
    ),
    (
        Field::Product,
        &["san pham", "ket qua", "san pham dau ra", "ket qua san pham", "san pham du kien", "ket qua dau ra"],
    ),
    (
        Field::Deadline,
        &[
            "thoi han",
            "thoi gian",
            "thoi gian hoan thanh",
            "thoi han hoan thanh",
            "thoi gian thuc hien",
            "thoi han thuc hien",
            "han hoan thanh",
            "tien do",
            "hoan thanh truoc",
            "thoi diem hoan thanh",
        ],
    ),
    (
        Field::Indicator,
        &["chi tieu lien quan", "ma chi tieu", "chi tieu", "phuc vu chi tieu", "gan voi chi tieu"],
    ),
    (
        Field::Main,
        &[
            "nhiem vu",
            "noi dung nhiem vu",
            "ten nhiem vu",
            "nhiem vu giai phap",
            "noi dung cong viec",
            "cong viec",
            "noi dung thuc hien",
            "noi dung",
            "nhiem vu cu the",
            "nhiem vu trong tam",
        ],
    ),
    (Field::Note, &["ghi chu"]),
    (
        Field::Ignored,
        &["nguon so lieu", "co quan nhan bao cao", "nguon kinh phi", "kinh phi", "lanh dao phu trach"],
    ),
];

const OPINIONS: Table = &[
    (Field::Ordinal, &["stt", "tt", "so tt", "so thu tu", "thu tu"]),
    (
        Field::Subject,
        &[
            "noi dung gop y vao",
            "noi dung duoc gop y",
            "phan gop y",
            "gop y vao",
            "nhom van de hoac dieu khoan",
            "nhom van de",
            "van de",
            "dieu khoan",
            "muc",
            "phan",
            "phan muc",
            "muc trang",
            "noi dung du thao",
            "noi dung tai du thao",
            "vi tri",
            "doi tuong gop y",
        ],
    ),
    (
        Field::Proposal,
        &[
            "de xuat",
            "kien nghi",
            "de nghi",
            "noi dung de xuat",
            "de xuat kien nghi",
            "de nghi sua",
            "de nghi sua thanh",
            "phuong an de xuat",
            "noi dung de nghi sua doi",
        ],
    ),
    (Field::Reason, &["ly do", "can cu", "giai trinh", "co so", "co so de xuat", "ly do can cu"]),
    (
        Field::Main,
        &[
            "y kien",
            "noi dung y kien",
            "noi dung gop y",
            "y kien gop y",
            "y kien tham gia",
            "noi dung tham gia",
            "noi dung tham gia y kien",
            "y kien cua don vi",
            "gop y",
            "noi dung",
        ],
    ),
    (Field::Owner, &["chu the gop y", "don vi gop y", "don vi", "co quan"]),
    (Field::Note, &["ghi chu"]),
    (Field::Ignored, &["noi dung tiep thu giai trinh", "tiep thu giai trinh", "tiep thu"]),
];

fn table(kind: SheetKind) -> Table {
    match kind {
        SheetKind::Figures => FIGURES,
        SheetKind::Tasks => TASKS,
        SheetKind::Opinions => OPINIONS,
        SheetKind::Cover => &[],
    }
}

/// The column that a heading names in a table of this kind: the whole heading, or its beginning if that is
/// two words or more ("Chỉ tiêu chủ yếu của thị xã").
pub fn field(kind: SheetKind, heading: &str) -> Option<Field> {
    field_of_key(kind, &key_of(heading))
}

/// The form in which headings are compared.
pub fn key_of(heading: &str) -> String {
    key::loose(&without_brackets(heading))
}

/// `field` for a heading in the form of `key_of`.
pub fn field_of_key(kind: SheetKind, key: &str) -> Option<Field> {
    let entries =
        || table(kind).iter().flat_map(|(field, words)| words.iter().map(move |word| (*field, *word)));
    let whole = entries().find(|(_, word)| *word == key);
    let begins =
        |word: &str| word.contains(' ') && key.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    // The longest beginning, so that "noi dung nhiem vu …" is not taken for "noi dung …".
    let beginning = || entries().filter(|(_, word)| begins(word)).max_by_key(|(_, word)| word.len());
    whole.or_else(beginning).map(|(field, _)| field)
}

/// The heading without what stands in parentheses: "Chỉ tiêu (ĐVT: %)" is "Chỉ tiêu".
pub fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Field, field};
    use crate::form::SheetKind;

    #[test]
    fn headings_with_and_without_diacritics() {
        for (heading, expected) in [
            ("STT", Field::Ordinal),
            ("Chỉ tiêu", Field::Main),
            ("TÊN CHỈ TIÊU", Field::Main),
            ("Chi tieu chu yeu", Field::Main),
            ("Đ.V.T", Field::Unit),
            ("Đơn vị\ntính", Field::Unit),
            ("ĐVT (triệu đồng)", Field::Unit),
            ("Mã CT", Field::Code),
            ("Ghi chú", Field::Note),
            ("Đơn vị chủ trì", Field::Owner),
        ] {
            assert_eq!(field(SheetKind::Figures, heading), Some(expected), "{heading}");
        }
        assert_eq!(field(SheetKind::Figures, "Kế hoạch năm 2024"), None);
    }

    #[test]
    fn tasks_and_opinions() {
        assert_eq!(field(SheetKind::Tasks, "Nội dung nhiệm vụ"), Some(Field::Main));
        assert_eq!(field(SheetKind::Tasks, "Cơ quan, đơn vị chủ trì"), Some(Field::Owner));
        assert_eq!(field(SheetKind::Tasks, "Thời gian hoàn thành"), Some(Field::Deadline));
        assert_eq!(field(SheetKind::Opinions, "Nội dung góp ý vào"), Some(Field::Subject));
        assert_eq!(field(SheetKind::Opinions, "Nội dung góp ý"), Some(Field::Main));
        assert_eq!(field(SheetKind::Opinions, "NHÓM VẤN ĐỀ HOẶC ĐIỀU, KHOẢN"), Some(Field::Subject));
    }
}
