//! Thị xã Quảng Yên, 2024: the tasks of the article, word for word, by the department that leads each; and opinions.
//!
//! Products, deadlines, who supports whom, and the opinions are illustrative: the article does not state them.

/// The general list of the draft.
const GENERAL: &str = "Nhiệm vụ, giải pháp chung";
/// What the chairman asks to be weighed, target by target.
const CONCRETE: &str = "Nhiệm vụ, mục tiêu cụ thể theo kết luận của Chủ tịch Ủy ban nhân dân thị xã";
/// The article's year is the only deadline that it names.
const YEAR: &str = "Năm 2024";
/// Not of the article.
const REVIEW: &str = "Rà soát quy hoạch chi tiết các khu dân cư hiện có (minh họa)";

/// Lĩnh vực, nội dung, chủ trì, phối hợp, sản phẩm, thời hạn, mã chỉ tiêu.
type Task = [&'static str; 7];

/// The tasks that a department proposes.
#[rustfmt::skip]
pub fn tasks(code: &str) -> Vec<Task> {
    match code {
        "TCKH" => vec![
            [GENERAL, "Tập trung triển khai thực hiện các Nghị quyết, đề án, chương trình", "Văn phòng HĐND và UBND", "Phòng Tài chính - Kế hoạch", "Báo cáo kết quả thực hiện hằng quý", YEAR, ""],
            [GENERAL, "Phát triển kinh tế", "Phòng Kinh tế", "Phòng Tài chính - Kế hoạch", "Kế hoạch phát triển các ngành kinh tế", YEAR, "CT01"],
            [GENERAL, "Tiếp tục đẩy mạnh thực hiện ba đột phá chiến lược", "Phòng Tài chính - Kế hoạch", "Phòng Quản lý đô thị; Phòng Nội vụ", "Báo cáo kết quả thực hiện", YEAR, ""],
            [GENERAL, "Nâng cao hiệu quả hoạt động tài chính ngân sách", "Phòng Tài chính - Kế hoạch", "Chi cục Thuế", "Phương án điều hành ngân sách", YEAR, "CT02"],
            [CONCRETE, "Rà soát, đối chiếu Nghị quyết Đại hội để xác định mục tiêu trong năm 2024", "Phòng Tài chính - Kế hoạch", "Văn phòng HĐND và UBND", "Bảng đối chiếu mục tiêu Nghị quyết", "Quý IV/2023", ""],
        ],
        "QLDT" => vec![
            [GENERAL, "Tăng cường quản lý Nhà nước về quy hoạch", "Phòng Quản lý đô thị", "Phòng Tài nguyên và Môi trường", "Danh mục đồ án quy hoạch được phê duyệt", YEAR, ""],
            // Illustrative, and withdrawn in the third round.
            [GENERAL, REVIEW, "Phòng Quản lý đô thị", "", "Báo cáo rà soát (minh họa)", "Quý II/2024", ""],
        ],
        "TNMT" => vec![
            [GENERAL, "Tăng cường công tác quản lý tài nguyên, môi trường, ứng phó với biến đổi khí hậu và giải phóng mặt bằng", "Phòng Tài nguyên và Môi trường", "Phòng Kinh tế", "Kế hoạch sử dụng đất năm 2024", YEAR, ""],
            [CONCRETE, "Phấn đấu hoàn thành GPMB", "Phòng Tài nguyên và Môi trường", "Ban QLDA", "Mặt bằng sạch bàn giao cho các dự án", YEAR, ""],
        ],
        "GDDT" => vec![
            [GENERAL, "Tiếp tục đổi mới, nâng cao chất lượng giáo dục đào tạo, y tế, văn hóa, khoa học - công nghệ và đảm bảo an sinh xã hội", "Phòng Giáo dục và Đào tạo", "Phòng Y tế; Phòng Văn hóa và Thông tin; Phòng LĐ-TB&XH", "Kế hoạch thực hiện của từng ngành", YEAR, ""],
        ],
        "TTR" => vec![
            [GENERAL, "Tăng cường công tác thanh tra, tư pháp, phòng chống tham nhũng, lãng phí; giải quyết khiếu nại, tố cáo", "Thanh tra thị xã", "Phòng Tư pháp", "Kế hoạch thanh tra năm 2024", YEAR, ""],
        ],
        "TP" => vec![
            [GENERAL, "Tăng cường công tác thanh tra, tư pháp, phòng chống tham nhũng, lãng phí; giải quyết khiếu nại, tố cáo", "Thanh tra thị xã", "Phòng Tư pháp", "Kế hoạch thanh tra năm 2024", YEAR, ""],
        ],
        "CA" => vec![
            [CONCRETE, "Phấn đấu lập Quy hoạch chi tiết trụ sở Công an mới thị xã", "Công an thị xã", "Phòng Quản lý đô thị", "Quy hoạch chi tiết được phê duyệt", YEAR, ""],
            [CONCRETE, "Tăng cường cơ sở vật chất cho lực lượng Công an và hoàn thành việc xây dựng trụ sở Công an các xã, phường", "Công an thị xã", "Ban QLDA", "Trụ sở Công an các xã, phường được bàn giao", YEAR, ""],
        ],
        "QLDA" => vec![
            [CONCRETE, "Phấn đấu hoàn thành xây dựng trường THPT chất lượng cao Bạch Đằng", "Ban QLDA", "Phòng Giáo dục và Đào tạo", "Công trình bàn giao đưa vào sử dụng", YEAR, ""],
        ],
        "VHTT" => vec![
            [CONCRETE, "Xây dựng các nhà văn hóa đã xuống cấp", "Phòng Văn hóa - Thông tin", "Ban QLDA", "Nhà văn hóa thôn, khu được xây dựng, sửa chữa", YEAR, "CT06"],
            [CONCRETE, "Hoàn thành dự án Hệ thống truyền thanh cơ sở", "Phòng Văn hóa - Thông tin", "Ban QLDA", "Hệ thống truyền thanh cơ sở đưa vào sử dụng", YEAR, ""],
        ],
        "NV" => vec![
            [CONCRETE, "Đề nghị các cấp có thẩm quyền công nhận xã Tiền An, xã Hiệp Hòa lên phường", "Phòng Nội vụ", "UBND xã Tiền An; UBND xã Hiệp Hòa", "Hồ sơ đề nghị công nhận phường", YEAR, ""],
            [CONCRETE, "Nâng cao các chỉ số PAPI, DDCI, chỉ số chính quyền điện tử", "Phòng Nội vụ", "Văn phòng HĐND và UBND; Phòng Văn hóa và Thông tin", "Kế hoạch nâng cao các chỉ số", YEAR, ""],
        ],
        "TIENAN" | "HIEPHOA" => vec![
            [CONCRETE, "Đề nghị các cấp có thẩm quyền công nhận xã Tiền An, xã Hiệp Hòa lên phường", "Phòng Nội vụ", "UBND xã Tiền An; UBND xã Hiệp Hòa", "Hồ sơ đề nghị công nhận phường", YEAR, ""],
        ],
        "YTE" => vec![
            [CONCRETE, "Phấn đấu khởi công xây dựng phòng khám đa khoa khu vực Hà Nam", "Phòng Y tế", "Ban QLDA", "Công trình được khởi công", YEAR, ""],
        ],
        "VP" => vec![
            [CONCRETE, "Đưa giải pháp giảm thiểu tối đa hồ sơ chậm muộn trong công tác cải cách thủ tục hành chính", "Văn phòng HĐND và UBND", "Phòng Nội vụ", "Giải pháp và báo cáo hồ sơ chậm muộn hằng tháng", YEAR, ""],
        ],
        _ => Vec::new(),
    }
}

/// Rows that are sent again with another product or deadline, one that is new, one that is withdrawn (all illustrative).
#[rustfmt::skip]
pub fn tasks_of_third_round(code: &str) -> Vec<[&'static str; 7]> {
    match code {
        "VHTT" => vec![
            [CONCRETE, "Xây dựng các nhà văn hóa đã xuống cấp", "Phòng Văn hóa - Thông tin", "Ban QLDA", "Nhà văn hóa thôn, khu được xây dựng, sửa chữa theo danh mục ưu tiên", YEAR, "CT06"],
        ],
        "QLDA" => vec![
            [CONCRETE, "Phấn đấu hoàn thành xây dựng trường THPT chất lượng cao Bạch Đằng", "Ban QLDA", "Phòng Giáo dục và Đào tạo", "Công trình bàn giao đưa vào sử dụng", "Tháng 8/2024", ""],
        ],
        "VP" => vec![
            [GENERAL, "Thực hiện chế độ báo cáo hằng tháng về kết quả thực hiện kế hoạch", "Văn phòng HĐND và UBND", "Phòng Tài chính - Kế hoạch", "Báo cáo hằng tháng (minh họa)", "Trước ngày 20 hằng tháng", "CT15"],
        ],
        "QLDT" => vec![
            [GENERAL, REVIEW, "Phòng Quản lý đô thị", "", "Báo cáo rà soát (minh họa)", "Quý II/2024", ""],
        ],
        _ => Vec::new(),
    }
}

/// Góp ý vào, ý kiến, đề xuất, lý do (illustrative).
#[rustfmt::skip]
pub fn opinions(code: &str) -> Vec<[&'static str; 4]> {
    match code {
        "TK" => vec![["Chỉ tiêu Tốc độ tăng trưởng kinh tế", "Thống nhất mức tăng trên 22%; đề nghị ghi rõ tính theo giá so sánh 2010", "Bổ sung chú thích “theo giá so sánh 2010”", "Thống nhất phương pháp tính với ngành Thống kê"]],
        "THUE" => vec![["Chỉ tiêu Thu ngân sách nhà nước", "Đề nghị đối chiếu với dự toán được giao trước khi báo cáo Ban Thường vụ Thị ủy", "Giữ mức khoảng 1.000 tỷ đồng, cập nhật khi có dự toán giao", "Dự toán năm 2024 chưa được giao chính thức"]],
        "KT" => vec![["Phần nông nghiệp, nông thôn", "Đề nghị nêu rõ xã đăng ký đạt chuẩn nông thôn mới nâng cao", "Bổ sung tên xã sau khi Ban Chỉ đạo thống nhất", "Làm cơ sở phân công, bố trí vốn"]],
        "LDTBXH" => vec![["Chỉ tiêu Số hộ cận nghèo", "Thống nhất mục tiêu hết năm 2024 số hộ cận nghèo chỉ còn 150 hộ", "Giữ nguyên như dự thảo", "Phù hợp kết quả rà soát"]],
        "VHTT" => vec![["Nhiệm vụ xây dựng các nhà văn hóa đã xuống cấp", "Đề nghị lập danh mục nhà văn hóa cần xây dựng theo thứ tự ưu tiên", "Bổ sung danh mục kèm theo kế hoạch", "Có căn cứ bố trí vốn"]],
        "YTE" => vec![["Chỉ tiêu Tỷ lệ người dân tham gia bảo hiểm y tế", "Đề nghị cân nhắc mức 96,5%", "96,5%", "Nhóm tham gia theo hộ gia đình tăng chậm (minh họa)"]],
        "BHXH" => vec![["Chỉ tiêu Tỷ lệ người dân tham gia bảo hiểm y tế", "Thống nhất mức 97% như dự thảo", "Giữ nguyên như dự thảo", "Đã thống nhất kế hoạch phát triển người tham gia"]],
        "GDDT" => vec![["Nhiệm vụ xây dựng trường THPT chất lượng cao Bạch Đằng", "Đề nghị xác định mốc hoàn thành trước năm học mới", "Hoàn thành trước khai giảng năm học 2024 - 2025", "Kịp tuyển sinh"]],
        "TNMT" => vec![["Nhiệm vụ hoàn thành GPMB", "Đề nghị kèm danh mục dự án và tiến độ từng dự án", "Bổ sung phụ lục tiến độ giải phóng mặt bằng", "Thuận lợi cho theo dõi, đôn đốc"]],
        "QLDT" => vec![["Phần quản lý quy hoạch", "Đề nghị bổ sung kinh phí lập quy hoạch chi tiết trụ sở Công an mới", "Ghi rõ nguồn vốn ở phần tổ chức thực hiện", "Chưa có trong kế hoạch vốn"]],
        "NV" => vec![["Nhiệm vụ công nhận xã Tiền An, xã Hiệp Hòa lên phường", "Đề nghị nêu rõ trách nhiệm chuẩn bị hồ sơ của hai xã", "Giao UBND hai xã hoàn thiện tiêu chí còn thiếu", "Bảo đảm tiến độ trình"]],
        "VP" => vec![["Phần tổ chức thực hiện", "Đề nghị quy định chế độ báo cáo hằng tháng", "Các đơn vị báo cáo trước ngày 20 hằng tháng", "Kịp tổng hợp phục vụ họp thường kỳ"]],
        "TIENAN" => vec![["Nhiệm vụ công nhận xã Tiền An, xã Hiệp Hòa lên phường", "Thống nhất; đề nghị thị xã hỗ trợ hoàn thiện tiêu chí hạ tầng đô thị", "Bổ sung danh mục đầu tư hạ tầng", "Hoàn thiện tiêu chuẩn thành lập phường"]],
        _ => Vec::new(),
    }
}

/// An opinion worded again in the third round, and a new one (illustrative).
#[rustfmt::skip]
pub fn opinions_of_third_round(code: &str) -> Vec<[&'static str; 4]> {
    match code {
        "QLDT" => vec![["Phần quản lý quy hoạch", "Đề nghị bổ sung kinh phí lập quy hoạch chi tiết trụ sở Công an mới thị xã trong năm 2024", "Ghi rõ nguồn vốn ở phần tổ chức thực hiện", "Chưa có trong kế hoạch vốn"]],
        "TIENAN" => vec![["Chỉ tiêu Diện tích lúa", "Đề nghị cập nhật diện tích lúa năm 2024 của xã theo kết quả rà soát", "535 ha thay cho 520 ha", "Số liệu rà soát tháng 9/2023 (minh họa)"]],
        _ => Vec::new(),
    }
}
