//! The commented tonghop.toml of a new plan.

use super::Profile;

/// The text for a profile and a year; "…" is what the office writes itself.
pub fn toml(profile: &Profile, year: i32) -> String {
    format!("{}{}", office(profile, year), documents(profile, year))
}

/// The plan and the organ.
fn office(profile: &Profile, year: i32) -> String {
    let kind = profile.kind;
    let upper = kind.to_uppercase();
    let drafter = profile.drafter_name();
    format!(
        r#"# Cấu hình kế hoạch năm {year}, do “tonghop init” lập. Dòng bắt đầu bằng # là lời giải thích.
# Thay mọi chỗ “…” bằng tên thật của cơ quan; danh mục đơn vị, chỉ tiêu ở danh-muc.xlsx; biểu nộp bỏ vào nop/.

# Tên kế hoạch, viết như trong câu văn.
ten = "Kế hoạch phát triển kinh tế - xã hội năm {year}"
# Năm kế hoạch (năm N). Các cột mặc định: TH năm {n2}, KH năm {n1}, ƯTH năm {n1}, KH năm {year}.
nam = {year}
# Dấu bản nháp trên trang đầu; "" là không đóng dấu. Bản chính thức: tonghop build --final.
du-thao = "DỰ THẢO"
# Hạn nộp chung; hạn riêng của từng đơn vị ghi ở cột Hạn nộp, sheet DonVi.
han-nop = {n1}-09-25

[co-quan]
# Cơ quan chủ quản in trên tên cơ quan (thường để trống với Ủy ban nhân dân).
cap-tren = []
# Tên cơ quan ban hành, mỗi phần tử một dòng.
ten = ["ỦY BAN NHÂN DÂN", "{upper} …"]
ten-day-du = "Ủy ban nhân dân {kind} …"
ky-hieu = "UBND"
# Địa danh ghi trước ngày, tháng, năm.
dia-danh = "…"
dia-ban = "{kind} …"
loai-dia-ban = "{kind}"
# Đơn vị soạn thảo, tổng hợp và ký hiệu của đơn vị.
don-vi-soan-thao = "{drafter}"
ky-hieu-soan-thao = "{symbol}"
# Cơ quan xem xét dự thảo.
noi-xem-xet = "{reviewer}"

# Muốn cột khác mặc định thì khai báo, mỗi cột một bảng [[cot]]; xem docs/huong-dan.md.
# [[cot]]
# khoa = "kh_n"
# loai = "ke-hoach"        # thuc-hien | uoc-thuc-hien | ke-hoach
# nam = 0                  # so với năm kế hoạch: -2, -1, 0

"#,
        n1 = year - 1,
        n2 = year - 2,
        symbol = profile.drafter,
        reviewer = profile.reviewer,
    )
}

/// The documents to print.
fn documents(profile: &Profile, year: i32) -> String {
    let kind = profile.kind;
    let drafter = profile.drafter_name();
    format!(
        r#"# Mỗi văn bản cần in là một bảng [[van-ban]].
[[van-ban]]
ten = "ke-hoach"
mau = "ke-hoach"
ten-loai = "KẾ HOẠCH"
ky-hieu = "KH"
trich-yeu = "Phát triển kinh tế - xã hội năm {year}"
can-cu = [
{grounds}]
noi-nhan = [
  "{reviewer} (báo cáo)",
  "{council}",
  "Các cơ quan, đơn vị thuộc {kind}",
]
luu = "VT, {symbol}"
# Khối chữ ký; họ và tên để trống khi còn là dự thảo.
nguoi-ky = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
ho-ten = ""

# Lời văn của văn bản. Số liệu trong câu lấy theo mã chỉ tiêu: {{{{so "CT01"}}}} hoặc {{{{so "CT01" "uth_n1"}}}}.
[van-ban.noi-dung]
mo-dau = [
  'Ủy ban nhân dân {kind} … xây dựng Kế hoạch phát triển kinh tế - xã hội năm {year} với các nội dung như sau:',
]
# muc-tieu = ['Phấn đấu năm {year}: tốc độ tăng trưởng kinh tế {{{{so "CT01"}}}}; thu ngân sách nhà nước {{{{so "CT02"}}}}.']
to-chuc = [
  'Các cơ quan, đơn vị căn cứ Kế hoạch này và nhiệm vụ được giao tổ chức thực hiện, chịu trách nhiệm về kết quả các chỉ tiêu, nhiệm vụ được phân công.',
  '{drafter} theo dõi, đôn đốc, tổng hợp tình hình thực hiện, định kỳ báo cáo Ủy ban nhân dân {kind}.',
]

[[van-ban]]
ten = "bao-cao"
mau = "bao-cao"
ten-loai = "BÁO CÁO"
ky-hieu = "BC"
trich-yeu = "Dự thảo Kế hoạch phát triển kinh tế - xã hội năm {year}"
kinh-gui = ["{reviewer} …"]
noi-nhan = ["Như trên", "{drafter}"]
luu = "VT, {symbol}"
nguoi-ky = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
ho-ten = ""

[van-ban.noi-dung]
mo-dau = [
  'Ủy ban nhân dân {kind} … báo cáo {reviewer} về dự thảo Kế hoạch phát triển kinh tế - xã hội năm {year} như sau:',
]
"#,
        symbol = profile.drafter,
        reviewer = profile.reviewer,
        council = profile.council,
        grounds = grounds(profile),
    )
}

fn grounds(profile: &Profile) -> &'static str {
    if profile.before {
        "  \"Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019\",\n  \"Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015\",\n"
    } else {
        "  \"Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025\",\n  \"Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2025\",\n"
    }
}
