//! The workbook of decisions: its three sheets, the columns of each, and the headings that mean them. The program writes
//! `cho-quyet-dinh.xlsx` and reads `quyet-dinh.xlsx` by this one table, so the two cannot disagree.

/// A column: its key, the heading that is written, its width, and the headings that are understood (match keys).
pub type Column = (&'static str, &'static str, f64, &'static [&'static str]);

/// A sheet of the workbook.
#[derive(Debug)]
pub struct Sheet {
    pub name: &'static str,
    /// Names that it goes by, as match keys without spaces.
    pub names: &'static [&'static str],
    /// The column without which it is not this sheet.
    pub required: &'static str,
    pub columns: &'static [Column],
}

impl Sheet {
    /// Position of a column by its key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|(own, ..)| *own == key)
    }
}

const BY: &[&str] =
    &["nguoi quyet dinh", "nguoi", "nguoi ky", "tham quyen", "cap quyet dinh", "nguoi tra loi"];
const ON: &[&str] = &["ngay", "ngay quyet dinh", "ngay tra loi"];
const WHY: &[&str] = &["ly do", "can cu", "ly do can cu"];
const MARK: &[&str] = &["dau", "dau vu viec", "dau nhan dang"];

/// Figures: a candidate chosen, or a value.
pub const FIGURES: Sheet = Sheet {
    name: "SoLieu",
    names: &["solieu", "quyetdinhsolieu", "quyetdinh"],
    required: "ma",
    columns: &[
        ("ma", "Mã", 8.0, &["ma", "ma chi tieu", "ma so"]),
        ("ten", "Chỉ tiêu", 34.0, &["chi tieu", "ten chi tieu"]),
        ("cot", "Cột", 14.0, &["cot", "cot so lieu", "ky"]),
        ("da-gui", "Các số đã gửi", 38.0, &["cac so da gui", "so lieu cac don vi", "cac so"]),
        ("dau", "Dấu vụ việc", 11.0, MARK),
        ("chon", "Chọn đơn vị", 15.0, &["chon don vi", "chon", "don vi duoc chon", "chon so cua"]),
        (
            "gia-tri",
            "hoặc Giá trị",
            15.0,
            &["hoac gia tri", "gia tri", "gia tri quyet dinh", "so quyet dinh"],
        ),
        ("nguoi", "Người quyết định", 22.0, BY),
        ("ngay", "Ngày", 11.0, ON),
        ("ly-do", "Lý do", 34.0, WHY),
    ],
};

/// Waivers of findings.
pub const WAIVERS: Sheet = Sheet {
    name: "MienTru",
    names: &["mientru", "mientruloi", "chapnhan"],
    required: "ma",
    columns: &[
        ("ma", "Mã lỗi", 9.0, &["ma loi", "ma", "ma phat hien"]),
        ("don-vi", "Đơn vị", 11.0, &["don vi", "ma don vi"]),
        (
            "noi",
            "Tệp/Sheet/Ô hoặc Chỉ tiêu",
            30.0,
            &["tep sheet o hoac chi tieu", "tep sheet o", "tep", "noi", "vi tri", "chi tieu"],
        ),
        ("noi-dung", "Nội dung phát hiện", 56.0, &["noi dung phat hien", "noi dung", "phat hien"]),
        ("dau", "Dấu vụ việc", 11.0, MARK),
        ("nguoi", "Người quyết định", 22.0, BY),
        ("ngay", "Ngày", 11.0, ON),
        ("ly-do", "Lý do", 34.0, WHY),
    ],
};

/// Replies to opinions.
pub const REPLIES: Sheet = Sheet {
    name: "TraLoi",
    names: &["traloi", "tiepthu", "tiepthugiaitrinh", "tralotykien", "traloiykien"],
    required: "ma",
    columns: &[
        ("ma", "Mã ý kiến", 14.0, &["ma y kien", "ma"]),
        ("don-vi", "Đơn vị", 11.0, &["don vi", "ma don vi"]),
        ("noi-dung", "Nội dung ý kiến", 50.0, &["noi dung y kien", "noi dung", "y kien"]),
        ("ket-qua", "Kết quả", 16.0, &["ket qua", "ket qua xu ly", "xu ly"]),
        (
            "tra-loi",
            "Nội dung tiếp thu, giải trình",
            46.0,
            &[
                "noi dung tiep thu giai trinh",
                "tiep thu giai trinh",
                "giai trinh",
                "noi dung tra loi",
                "tra loi",
            ],
        ),
        (
            "lien-quan",
            "Chỉ tiêu/Nhiệm vụ liên quan",
            16.0,
            &["chi tieu nhiem vu lien quan", "chi tieu lien quan", "nhiem vu lien quan", "lien quan"],
        ),
        ("nguoi", "Người trả lời", 20.0, BY),
        ("ngay", "Ngày", 11.0, ON),
    ],
};
