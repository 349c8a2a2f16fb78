//! Organs by level and era: before 1/7/2025 (Nghị định 37/2014/NĐ-CP) and after (Nghị định 150/2025/NĐ-CP).

/// Code, name, other names.
pub type Organ = (&'static str, &'static str, &'static str);

/// A level of government in its era; every word that names it stands here.
#[derive(Debug, PartialEq, Eq)]
pub struct Profile {
    /// As typed after `--profile`.
    pub key: &'static str,
    /// "xã", "thị xã".
    pub kind: &'static str,
    /// "Bí thư … Đảng ủy": the body that reviews.
    pub reviewer: &'static str,
    /// The drafting unit: code in `departments`, symbol.
    pub drafter: &'static str,
    /// Who else is told.
    pub council: &'static str,
    pub before: bool,
    pub departments: &'static [Organ],
    pub department_kind: &'static str,
    /// Who owns a field of indicators: key of `targets` → department code.
    pub owners: &'static [(&'static str, &'static str)],
}

impl Profile {
    /// The profile with this key.
    pub fn find(key: &str) -> Option<&'static Profile> {
        PROFILES.iter().find(|profile| profile.key == key)
    }

    /// Name of the drafting unit.
    pub fn drafter_name(&self) -> &'static str {
        self.departments.iter().find(|(code, ..)| *code == self.drafter).map_or("", |(_, name, _)| name)
    }

    /// The department that owns a field.
    pub fn owner(&self, field: &str) -> &'static str {
        self.owners.iter().find(|(key, _)| *key == field).map_or(self.drafter, |(_, code)| code)
    }
}

/// All profiles, today's first.
pub const PROFILES: &[Profile] = &[
    Profile {
        key: "xa",
        kind: "xã",
        reviewer: "Ban Thường vụ Đảng ủy",
        drafter: "KT",
        council: "Thường trực Hội đồng nhân dân xã",
        before: false,
        departments: &[
            ("KT", "Phòng Kinh tế", "P. Kinh tế; Phòng KT"),
            ("VHXH", "Phòng Văn hóa - Xã hội", "P. VH-XH; Phòng VHXH"),
            ("VP", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Văn phòng HĐND và UBND; VP HĐND-UBND"),
            ("HCC", "Trung tâm Phục vụ hành chính công", "Trung tâm PVHCC"),
            ("CA", "Công an xã", "CA xã"),
            ("QS", "Ban Chỉ huy Quân sự xã", "BCH Quân sự xã; Ban CHQS xã"),
            ("TYT", "Trạm Y tế xã", "Trạm Y tế"),
            ("THUE", "Thuế cơ sở", "Cơ quan thuế"),
            ("BHXH", "Bảo hiểm xã hội cơ sở", "BHXH cơ sở; BHXH"),
            ("TK", "Thống kê cơ sở", "Cơ quan thống kê"),
        ],
        department_kind: "cơ quan",
        owners: &AFTER,
    },
    Profile {
        key: "phuong",
        kind: "phường",
        reviewer: "Ban Thường vụ Đảng ủy",
        drafter: "KTHTDT",
        council: "Thường trực Hội đồng nhân dân phường",
        before: false,
        departments: &[
            ("KTHTDT", "Phòng Kinh tế, Hạ tầng và Đô thị", "P. KT, HT và ĐT; Phòng KTHTĐT"),
            ("VHXH", "Phòng Văn hóa - Xã hội", "P. VH-XH; Phòng VHXH"),
            ("VP", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Văn phòng HĐND và UBND; VP HĐND-UBND"),
            ("HCC", "Trung tâm Phục vụ hành chính công", "Trung tâm PVHCC"),
            ("CA", "Công an phường", "CA phường"),
            ("QS", "Ban Chỉ huy Quân sự phường", "BCH Quân sự phường; Ban CHQS phường"),
            ("TYT", "Trạm Y tế phường", "Trạm Y tế"),
            ("THUE", "Thuế cơ sở", "Cơ quan thuế"),
            ("BHXH", "Bảo hiểm xã hội cơ sở", "BHXH cơ sở; BHXH"),
            ("TK", "Thống kê cơ sở", "Cơ quan thống kê"),
        ],
        department_kind: "cơ quan",
        owners: &AFTER_WARD,
    },
    Profile {
        key: "tinh",
        kind: "tỉnh",
        reviewer: "Ban Thường vụ Tỉnh ủy",
        drafter: "STC",
        council: "Thường trực Hội đồng nhân dân tỉnh",
        before: false,
        departments: &[
            ("STC", "Sở Tài chính", "Sở TC"),
            ("SNNMT", "Sở Nông nghiệp và Môi trường", "Sở NN&MT; Sở NNMT"),
            ("SCT", "Sở Công Thương", "Sở CT"),
            ("SXD", "Sở Xây dựng", "Sở XD"),
            ("SNV", "Sở Nội vụ", "Sở NV"),
            ("SGDDT", "Sở Giáo dục và Đào tạo", "Sở GD&ĐT; Sở GDĐT"),
            ("SYT", "Sở Y tế", "Sở YT"),
            ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL; Sở VH, TT và DL"),
            ("SKHCN", "Sở Khoa học và Công nghệ", "Sở KH&CN; Sở KHCN"),
            ("STP", "Sở Tư pháp", "Sở TP"),
            ("VP", "Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh; VP UBND tỉnh"),
            ("TTR", "Thanh tra tỉnh", ""),
            ("CA", "Công an tỉnh", "CA tỉnh"),
            ("QS", "Bộ Chỉ huy Quân sự tỉnh", "BCH Quân sự tỉnh"),
            ("THUE", "Thuế tỉnh", "Cơ quan thuế"),
            ("BHXH", "Bảo hiểm xã hội tỉnh", "BHXH tỉnh"),
            ("TK", "Thống kê tỉnh", "Cơ quan thống kê"),
        ],
        department_kind: "cơ quan",
        owners: &PROVINCE,
    },
    Profile {
        key: "huyen",
        kind: "huyện",
        reviewer: "Ban Thường vụ Huyện ủy",
        drafter: "TCKH",
        council: "Thường trực Hội đồng nhân dân huyện",
        before: true,
        departments: &[
            ("TCKH", "Phòng Tài chính - Kế hoạch", "Phòng TC-KH; Phòng TCKH"),
            ("NNPTNT", "Phòng Nông nghiệp và Phát triển nông thôn", "Phòng NN&PTNT; Phòng NNPTNT"),
            ("KTHT", "Phòng Kinh tế và Hạ tầng", "Phòng KT-HT; Phòng KTHT"),
            ("LDTBXH", "Phòng Lao động - Thương binh và Xã hội", "Phòng LĐ-TB&XH; Phòng LĐTBXH"),
            ("VHTT", "Phòng Văn hóa và Thông tin", "Phòng VH-TT; Phòng VHTT"),
            ("GDDT", "Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT; Phòng GDĐT"),
            ("YTE", "Phòng Y tế", ""),
            ("TNMT", "Phòng Tài nguyên và Môi trường", "Phòng TN&MT; Phòng TNMT"),
            ("NV", "Phòng Nội vụ", ""),
            ("TP", "Phòng Tư pháp", ""),
            ("TTR", "Thanh tra huyện", ""),
            ("VP", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Văn phòng HĐND và UBND; VP HĐND-UBND"),
            ("BHXH", "Bảo hiểm xã hội huyện", "BHXH huyện"),
            ("THUE", "Chi cục Thuế", ""),
            ("TK", "Chi cục Thống kê", ""),
            ("CA", "Công an huyện", "CA huyện"),
            ("QS", "Ban Chỉ huy Quân sự huyện", "Ban CHQS huyện"),
        ],
        department_kind: "cơ quan",
        owners: &BEFORE,
    },
    Profile {
        key: "thi-xa",
        kind: "thị xã",
        reviewer: "Ban Thường vụ Thị ủy",
        drafter: "TCKH",
        council: "Thường trực Hội đồng nhân dân thị xã",
        before: true,
        departments: &[
            ("TCKH", "Phòng Tài chính - Kế hoạch", "Phòng TC-KH; Phòng TCKH"),
            ("KT", "Phòng Kinh tế", ""),
            ("QLDT", "Phòng Quản lý đô thị", "Phòng QLĐT"),
            ("LDTBXH", "Phòng Lao động - Thương binh và Xã hội", "Phòng LĐ-TB&XH; Phòng LĐTBXH"),
            ("VHTT", "Phòng Văn hóa và Thông tin", "Phòng VH-TT; Phòng VHTT"),
            ("GDDT", "Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT; Phòng GDĐT"),
            ("YTE", "Phòng Y tế", ""),
            ("TNMT", "Phòng Tài nguyên và Môi trường", "Phòng TN&MT; Phòng TNMT"),
            ("NV", "Phòng Nội vụ", ""),
            ("TP", "Phòng Tư pháp", ""),
            ("TTR", "Thanh tra thị xã", ""),
            ("VP", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Văn phòng HĐND và UBND; VP HĐND-UBND"),
            ("BHXH", "Bảo hiểm xã hội thị xã", "BHXH thị xã"),
            ("THUE", "Chi cục Thuế", ""),
            ("TK", "Chi cục Thống kê", ""),
            ("CA", "Công an thị xã", "CA thị xã"),
            ("QS", "Ban Chỉ huy Quân sự thị xã", "Ban CHQS thị xã"),
        ],
        department_kind: "cơ quan",
        owners: &BEFORE_TOWN,
    },
];

type Owners = [(&'static str, &'static str); 11];

const AFTER: Owners = [
    ("thue", "THUE"),
    ("nong", "KT"),
    ("viec", "VHXH"),
    ("ngheo", "KT"),
    ("bhyt", "BHXH"),
    ("van-hoa", "VHXH"),
    ("giao-duc", "VHXH"),
    ("y-te", "TYT"),
    ("moi-truong", "KT"),
    ("quan-su", "QS"),
    ("cai-cach", "VP"),
];
const AFTER_WARD: Owners = [
    ("thue", "THUE"),
    ("nong", "KTHTDT"),
    ("viec", "VHXH"),
    ("ngheo", "KTHTDT"),
    ("bhyt", "BHXH"),
    ("van-hoa", "VHXH"),
    ("giao-duc", "VHXH"),
    ("y-te", "TYT"),
    ("moi-truong", "KTHTDT"),
    ("quan-su", "QS"),
    ("cai-cach", "VP"),
];
const PROVINCE: Owners = [
    ("thue", "THUE"),
    ("nong", "SNNMT"),
    ("viec", "SNV"),
    ("ngheo", "SNNMT"),
    ("bhyt", "BHXH"),
    ("van-hoa", "SVHTTDL"),
    ("giao-duc", "SGDDT"),
    ("y-te", "SYT"),
    ("moi-truong", "SNNMT"),
    ("quan-su", "QS"),
    ("cai-cach", "SNV"),
];
const BEFORE: Owners = [
    ("thue", "THUE"),
    ("nong", "NNPTNT"),
    ("viec", "LDTBXH"),
    ("ngheo", "LDTBXH"),
    ("bhyt", "BHXH"),
    ("van-hoa", "VHTT"),
    ("giao-duc", "GDDT"),
    ("y-te", "YTE"),
    ("moi-truong", "TNMT"),
    ("quan-su", "QS"),
    ("cai-cach", "VP"),
];
const BEFORE_TOWN: Owners = [
    ("thue", "THUE"),
    ("nong", "KT"),
    ("viec", "LDTBXH"),
    ("ngheo", "LDTBXH"),
    ("bhyt", "BHXH"),
    ("van-hoa", "VHTT"),
    ("giao-duc", "GDDT"),
    ("y-te", "YTE"),
    ("moi-truong", "TNMT"),
    ("quan-su", "QS"),
    ("cai-cach", "VP"),
];
