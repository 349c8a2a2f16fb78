//! Typical indicators of a yearly plan, with unit, direction and limits; owners come from the profile.

use super::Profile;

/// The headings of the sheet ChiTieu.
pub const HEADINGS: &[&str] = &[
    "Mã",
    "TT",
    "Nhóm",
    "Tên chỉ tiêu",
    "Tên khác",
    "ĐVT",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Cách tổng hợp",
    "Thiếu số liệu",
    "Công thức",
    "Chiều",
    "Thuộc",
    "Trọng yếu",
    "Mục tiêu nghị quyết",
    "Nhỏ nhất",
    "Lớn nhất",
    "Số lẻ",
    "Ghi chú",
];

/// An indicator: field of its owner, group, name, unit, direction, least, greatest, headline.
type Target = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const ECONOMY: &str = "Kinh tế";
const SOCIETY: &str = "Văn hóa - Xã hội";
const LAND: &str = "Môi trường";
const ORDER: &str = "Quốc phòng - An ninh";
const REFORM: &str = "Cải cách hành chính";

const TARGETS: &[Target] = &[
    ("", ECONOMY, "Tốc độ tăng trưởng kinh tế", "%", "tăng", "-50", "100", "x"),
    ("", ECONOMY, "Thu ngân sách nhà nước trên địa bàn", "tỷ đồng", "tăng", "0", "", "x"),
    ("", ECONOMY, "Tổng vốn đầu tư phát triển", "tỷ đồng", "tăng", "0", "", "x"),
    ("", ECONOMY, "Tỷ lệ giải ngân vốn đầu tư công", "%", "tăng", "0", "100", ""),
    ("", ECONOMY, "Thu nhập bình quân đầu người", "triệu đồng/người/năm", "tăng", "0", "", "x"),
    ("nong", ECONOMY, "Sản lượng lương thực có hạt", "tấn", "tăng", "0", "", ""),
    ("nong", ECONOMY, "Sản phẩm OCOP được công nhận", "sản phẩm", "tăng", "0", "", ""),
    ("", ECONOMY, "Doanh nghiệp, hộ kinh doanh, hợp tác xã thành lập mới", "đơn vị", "tăng", "0", "", ""),
    ("viec", SOCIETY, "Số lao động được tạo việc làm mới", "người", "tăng", "0", "", "x"),
    ("viec", SOCIETY, "Tỷ lệ lao động qua đào tạo có bằng, chứng chỉ", "%", "tăng", "0", "100", ""),
    ("ngheo", SOCIETY, "Tỷ lệ hộ nghèo", "%", "giảm", "0", "100", "x"),
    ("ngheo", SOCIETY, "Số hộ cận nghèo", "hộ", "giảm", "0", "", ""),
    ("bhyt", SOCIETY, "Tỷ lệ người dân tham gia bảo hiểm y tế", "%", "tăng", "0", "100", "x"),
    ("van-hoa", SOCIETY, "Tỷ lệ gia đình văn hóa", "%", "tăng", "0", "100", ""),
    ("van-hoa", SOCIETY, "Tỷ lệ thôn, khu phố văn hóa", "%", "tăng", "0", "100", ""),
    ("giao-duc", SOCIETY, "Tỷ lệ trường đạt chuẩn quốc gia", "%", "tăng", "0", "100", ""),
    ("y-te", SOCIETY, "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân", "%", "giảm", "0", "100", ""),
    ("moi-truong", LAND, "Tỷ lệ hộ sử dụng nước sạch", "%", "tăng", "0", "100", ""),
    ("moi-truong", LAND, "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", "%", "tăng", "0", "100", "x"),
    ("quan-su", ORDER, "Tỷ lệ hoàn thành chỉ tiêu tuyển quân", "%", "tăng", "0", "100", ""),
    ("cai-cach", REFORM, "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn", "%", "tăng", "0", "100", ""),
];

/// Who works with the owner, where that is usual everywhere.
const CO_OWNERS: &[(&str, &str)] = &[("Thu ngân sách nhà nước trên địa bàn", "thue")];

/// The rows of the sheet ChiTieu.
pub fn rows(profile: &Profile) -> Vec<Vec<String>> {
    TARGETS
        .iter()
        .enumerate()
        .map(|(nth, (field, group, name, unit, direction, least, greatest, headline))| {
            let code = format!("CT{:02}", nth + 1);
            let ordinal = (nth + 1).to_string();
            let co_owner =
                CO_OWNERS.iter().find(|(of, _)| of == name).map_or("", |(_, field)| profile.owner(field));
            let owner = profile.owner(field);
            let cells = [
                &*code,
                &*ordinal,
                group,
                name,
                "",
                unit,
                owner,
                co_owner,
                "chủ trì",
                "",
                "",
                direction,
                "",
                headline,
                "",
                least,
                greatest,
                "",
                "",
            ];
            cells.map(String::from).to_vec()
        })
        .collect()
}
