//! Why each kind of finding matters, and an example: the rest of its manual entry, in Vietnamese.

use super::Code;

/// Id, why it matters, an example.
const ENTRIES: &[(&str, &str, &str)] = &[
    (
        "TH0101",
        "Người gửi có thể tưởng tệp đã được tính.",
        "Tệp “~$ke-hoach.xlsx” do Excel tạo ra khi đang mở biểu.",
    ),
    (
        "TH0102",
        "Đơn vị tưởng đã nộp nhưng kế hoạch không có số liệu nào của đơn vị.",
        "Tệp .xlsx chép dở từ USB, chỉ còn một phần dung lượng.",
    ),
    (
        "TH0103",
        "Không ai ở Phòng mở được tệp, số liệu của đơn vị bị thiếu.",
        "Biểu đặt mật khẩu mở tệp trước khi gửi qua thư điện tử.",
    ),
    (
        "TH0104",
        "Tệp bất thường có thể làm treo máy; thường do định dạng thừa đến dòng cuối của sheet.",
        "Sheet có một dấu cách ở ô XFD1048576.",
    ),
    ("TH0105", "Excel có thể từ chối mở tệp.", "Tệp tên “bieu.xls” nhưng nội dung là .xlsx."),
    ("TH0106", "Không biết ghi nhận số liệu cho đơn vị nào.", "Tệp “bieu moi (2).xlsx” không có trang bìa."),
    (
        "TH0107",
        "Số liệu có thể bị ghi nhận nhầm đơn vị.",
        "Tệp “phong-y-te.xlsx” nhưng trang bìa ghi Phòng Kinh tế.",
    ),
    ("TH0108", "Tổng hợp chưa đủ đơn vị.", "Đến hạn 25/9 mà xã Tiền An chưa gửi biểu."),
    ("TH0109", "Để biết lần nộp nào đang được dùng.", "Lần 2 gửi lại toàn bộ số liệu của lần 1."),
    ("TH0110", "Ảnh hưởng thời gian trình Ban Thường vụ.", "Hạn 25/9/2023, trang bìa ghi 28/9/2023."),
    (
        "TH0111",
        "Giá trị đã lưu có thể cũ hơn tệp được trỏ tới; macro trong tệp của người khác là rủi ro an toàn thông tin.",
        "Ô KH năm 2024 có công thức “=[so-lieu.xlsx]Sheet1!D5”.",
    ),
    (
        "TH0112",
        "Tệp đứng sau có thể là bản cũ, hoặc là của đơn vị khác ghi nhầm trang bìa.",
        "“Phòng Y tế.xlsx” và “y-te-sua.xlsx” cùng ghi Phòng Y tế, cùng lần 1.",
    ),
    (
        "TH0113",
        "Tệp làm treo bộ đọc sẽ làm treo cả lần chạy thay vì chỉ thành một dòng báo lỗi.",
        "Phần mềm diệt vi-rút chặn tonghop.exe tự mở tiến trình thứ hai.",
    ),
    (
        "TH0201",
        "Toàn bộ tệp không được tổng hợp.",
        "Tệp là công văn chép vào Excel, không có cột Kế hoạch năm.",
    ),
    ("TH0202", "Nếu cột có số liệu thì số liệu đó bị bỏ sót.", "Cột tiêu đề “Xếp hạng”."),
    ("TH0203", "Số liệu của dòng bị bỏ sót.", "“Tỷ lệ hộ dùng nước xạch” viết sai chính tả."),
    (
        "TH0204",
        "Đoán sai sẽ ghi số vào nhầm chỉ tiêu.",
        "Dòng “Sản lượng” đứng một mình, không rõ của lúa hay ngô.",
    ),
    ("TH0205", "Ô không có số thì kế hoạch in “chưa có số liệu”.", "Ô ghi “như năm trước”."),
    (
        "TH0206",
        "Chọn sai thì số lệch một nghìn lần.",
        "“1.234” ở cột số lẻ: một nghìn hai trăm ba mươi tư hay một phẩy hai ba bốn.",
    ),
    ("TH0207", "Ô lỗi không phải là số 0.", "Ô hiện #REF! sau khi xóa một sheet."),
    ("TH0208", "Không thể quy đổi giữa hai loại đơn vị tính.", "Chỉ tiêu tính bằng tấn, biểu ghi ha."),
    (
        "TH0209",
        "Để người gửi biết số in ra khác số đã gõ.",
        "Biểu ghi 1.020.000 triệu đồng, chỉ tiêu tính bằng tỷ đồng: 1.020.",
    ),
    (
        "TH0210",
        "Chữ mã cũ khi in bằng phông Unicode sẽ hỏng.",
        "“Tû lÖ hé nghÌo” phông .VnTime là “Tỷ lệ hộ nghèo”.",
    ),
    ("TH0211", "Không biết số nào đúng.", "“Số hộ cận nghèo” ghi 150 ở dòng 7 và 160 ở dòng 12."),
    ("TH0212", "Số in ra có thể nhỏ hơn một trăm lần.", "Tỷ lệ 0,95 với đơn vị tính %."),
    (
        "TH0213",
        "Số của năm khác bị đưa vào kế hoạch.",
        "Trang bìa ghi “Kế hoạch năm 2023” khi đang lập kế hoạch năm 2024.",
    ),
    (
        "TH0214",
        "Số của nơi khác, năm khác bị đưa vào kế hoạch.",
        "Phòng Y tế gửi lại biểu phát cho kế hoạch năm 2023.",
    ),
    ("TH0215", "Biểu cũ có thể thiếu cột mà chương trình cần.", "Biểu do bản chương trình năm trước lập."),
    (
        "TH0216",
        "Tổng của cấp trên cộng cả số chưa đủ mà không ai biết.",
        "Huyện gửi tong-hop.xlsx trong đó tổng số hộ mới cộng được 11/13 xã.",
    ),
    (
        "TH0217",
        "Đọc nhầm loại số liệu hoặc năm thì số vào nhầm cột.",
        "Cột “Sản lượng”, phía trên ghi “Loại số liệu: KH năm” và “Năm: 2024”.",
    ),
    (
        "TH0301",
        "Bản dự thảo in “chưa có số liệu”, tổng hợp thành số tạm tính.",
        "Phòng Y tế để trống KH năm 2024 của tỷ lệ bảo hiểm y tế.",
    ),
    (
        "TH0302",
        "Thường do nhầm đơn vị tính hoặc gõ nhầm; số không được dùng.",
        "Tỷ lệ 940% trong khi lớn nhất là 100%.",
    ),
    (
        "TH0303",
        "Hai đơn vị cùng đưa số dễ trái nhau.",
        "Phòng Y tế gửi số hộ cận nghèo do Phòng Lao động chủ trì.",
    ),
    (
        "TH0304",
        "Không ai chịu trách nhiệm thực hiện.",
        "Nhiệm vụ “Xây dựng chợ” để trống cột Đơn vị chủ trì.",
    ),
    ("TH0305", "Trách nhiệm không rõ.", "Cột chủ trì ghi “Phòng Kinh tế; Phòng Quản lý đô thị”."),
    ("TH0306", "Không theo dõi, đôn đốc được.", "Nhiệm vụ “Hoàn thành GPMB” không có thời hạn."),
    (
        "TH0307",
        "Không xếp được vào bảng tiếp thu, giải trình.",
        "“Đề nghị nâng chỉ tiêu” mà không nêu chỉ tiêu nào.",
    ),
    (
        "TH0308",
        "Gần như luôn là nhầm triệu đồng với tỷ đồng hoặc mất dấu phẩy.",
        "ƯTH 2023: 1.020 tỷ đồng; KH 2024: 1.100.000.",
    ),
    ("TH0309", "Ban Thường vụ sẽ hỏi lý do; thường là gõ nhầm.", "ƯTH 2023: 94%; KH 2024: 93%."),
    ("TH0310", "Kế hoạch trái với nghị quyết.", "Nghị quyết 95%; kế hoạch 94%."),
    (
        "TH0311",
        "Sai cách ghi làm số lệch đúng 100 đơn vị.",
        "Tốc độ tăng trưởng: TH 9,2; ƯTH 9,8; KH 108,44.",
    ),
    (
        "TH0312",
        "Văn bản giao việc cho cơ quan không còn thì không ai thực hiện.",
        "Kế hoạch năm 2026 giao “Phòng Tài chính - Kế hoạch huyện” chủ trì.",
    ),
    (
        "TH0313",
        "Một con số phải giống nhau ở mọi chỗ trong văn bản.",
        "Ý kiến: “thu ngân sách nhà nước đạt 1.000 tỷ đồng”; biểu ghi 1.050.",
    ),
    (
        "TH0314",
        "Tổng in ra không khớp với chi tiết.",
        "Tổng thu 100, trong đó thu nội địa 60 và thu xuất nhập khẩu 30.",
    ),
    (
        "TH0401",
        "Phải có một số duy nhất trước khi lập bản chính thức.",
        "Phòng Y tế ghi 94%, Bảo hiểm xã hội ghi 93,5%.",
    ),
    ("TH0402", "Tổng in ra nhỏ hơn thực tế.", "Mới có 18/19 xã, phường gửi số lao động."),
    (
        "TH0403",
        "Bản chính thức không lập được khi còn thiếu.",
        "Chưa đơn vị nào gửi tổng vốn đầu tư năm 2024.",
    ),
    ("TH0404", "Để nhiệm vụ không in hai lần.", "Hai phòng cùng nêu “Khởi công cụm công nghiệp”."),
    ("TH0405", "Tổng không gồm số này nên thấp hơn thực tế.", "Một xã ghi “khoảng 20”."),
    (
        "TH0406",
        "Số năm đã qua không tự đổi; lần trước hoặc lần này có một số sai.",
        "Lần 1: TH 2022 là 1.020; lần 2: TH 2022 là 1.002.",
    ),
    (
        "TH0407",
        "Để một ý kiến không bị đếm hai lần và câu trả lời không bị mất khi đơn vị sửa lời.",
        "Lần 1: “bổ sung kinh phí lập quy hoạch”; lần 3: “bổ sung kinh phí lập quy hoạch trong năm 2024”.",
    ),
    (
        "TH0408",
        "Để một nhiệm vụ không in hai lần và trả lời gắn với nhiệm vụ không bị mất khi đơn vị sửa lời.",
        "Lần 1: “Hoàn thành trường Bạch Đằng”; lần 3: “Phấn đấu hoàn thành trường Bạch Đằng”.",
    ),
    (
        "TH0409",
        "Một nhiệm vụ không tự biến mất khỏi dự thảo: phải biết ai rút, vì sao.",
        "Lần 3 ghi chú “Rút: đã có trong kế hoạch đầu tư công”.",
    ),
    ("TH0501", "Chỉ tiêu tính theo công thức in “chưa có số liệu”.", "Mẫu số của CT12 / CT11 chưa có số."),
    (
        "TH0502",
        "Số in ra khác số đơn vị đã gửi.",
        "Đơn vị gửi tỷ lệ 33,5; tính từ các số thành phần là 33,33.",
    ),
    ("TH0503", "Các số liệu mâu thuẫn nhau.", "Ràng buộc CT02 <= CT01 mà CT02 lớn hơn CT01."),
    (
        "TH0504",
        "Một con số phải giống nhau ở mọi chỗ; lời văn gõ tay không tự đổi theo số liệu.",
        "Đoạn văn ghi “thu ngân sách nhà nước đạt 1.000 tỷ đồng”, biểu tổng hợp là 1.050 tỷ đồng.",
    ),
    ("TH0601", "Bảng in ra có thể tràn lề.", "Biểu 20 cột trên trang dọc."),
    ("TH0602", "Ký tự không in ra được.", "Ký hiệu hình vẽ dán từ điện thoại vào ô Ghi chú."),
    ("TH0603", "Dòng bị ngắt qua trang, khó đọc.", "Ô nội dung dài hơn hai trang."),
    ("TH0604", "Chữ bị ngắt giữa chừng.", "Một địa chỉ mạng dài 200 ký tự trong cột hẹp."),
    ("TH0605", "Nội dung có thể tràn ra ngoài vùng in.", "Chữ cỡ 72 trong ô rộng 10 mm."),
    ("TH0801", "Dòng hỏng không được dùng, chỉ tiêu hoặc đơn vị bị thiếu.", "Hai dòng cùng mã CT05."),
    ("TH0802", "Chỉ tiêu không tính được.", "CT05 = CT06 + CT99 mà danh mục không có CT99."),
    (
        "TH0901",
        "Quyết định tưởng đã áp dụng mà thật ra không.",
        "Cột Mã ghi CT70 trong khi danh mục chỉ có CT07.",
    ),
    (
        "TH0902",
        "Quyết định dựa trên số cũ có thể không còn đúng.",
        "Quyết định lấy 97% khi hai đơn vị ghi 97 và 96,5; nay một đơn vị gửi lại 96,8.",
    ),
    (
        "TH0903",
        "Không có dấu thì không biết vụ việc có đổi hay không.",
        "Dòng gõ tay, cột Dấu vụ việc để trống.",
    ),
    (
        "TH0904",
        "Để người xem biết số này do ai quyết định, vì sao.",
        "CT07: chọn số của Bảo hiểm xã hội, Chủ tịch quyết định ngày 22/9/2023.",
    ),
    ("TH0905", "Miễn trừ cũ để lại dễ che lỗi mới.", "Đơn vị đã bổ sung số mà dòng miễn trừ còn nguyên."),
    (
        "TH0906",
        "Miễn trừ loại lỗi này là bỏ số liệu của đơn vị mà không ai biết.",
        "Miễn trừ TH0102 cho tệp hỏng.",
    ),
    (
        "TH0907",
        "Câu trả lời bị mất khỏi bảng tổng hợp.",
        "Phòng Y tế gửi lại biểu, không còn ý kiến đã được giải trình.",
    ),
    (
        "TH0908",
        "Câu trả lời cũ có thể không còn trả lời đúng điều được hỏi.",
        "Đã tiếp thu “bổ sung kinh phí”; lần sau ghi “bổ sung kinh phí trong năm 2024”.",
    ),
    (
        "TH1001",
        "Phụ lục những thay đổi so với dự thảo lần trước thiếu hoặc so với một lần cũ hơn.",
        "Tệp luu/lan-2/tong-hop.json bị mở sửa và lưu dở.",
    ),
    (
        "TH1002",
        "Đơn vị góp ý sẽ hỏi; báo cáo tiếp thu, giải trình không đúng với dự thảo.",
        "Trả lời “tiếp thu, nâng tỷ lệ bảo hiểm y tế” nhưng dự thảo lần 3 vẫn ghi 96,5% như lần 2.",
    ),
    (
        "TH1003",
        "Không kiểm tra được lời hứa đã thực hiện hay chưa.",
        "Trả lời “tiếp thu” cho ý kiến về “Phần tổ chức thực hiện”.",
    ),
];

impl Code {
    /// Why it matters, in Vietnamese.
    pub fn reason(self) -> &'static str {
        self.entry().map_or("", |(_, reason, _)| reason)
    }

    /// An example, in Vietnamese.
    pub fn example(self) -> &'static str {
        self.entry().map_or("", |(_, _, example)| example)
    }

    fn entry(self) -> Option<&'static (&'static str, &'static str, &'static str)> {
        ENTRIES.iter().find(|(id, ..)| *id == self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::ENTRIES;
    use crate::finding::Code;

    #[test]
    fn every_code_has_its_entry_and_no_entry_is_left_over() {
        // The audit's codes (07) are articles of the Decree: their meaning says why, the page is the example.
        let own = Code::ALL.iter().filter(|code| !code.id().starts_with("TH07"));
        let lacking: Vec<_> = own.filter(|code| code.reason().is_empty()).collect();
        assert!(lacking.is_empty(), "no reason and example for {lacking:?}");
        let ids: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
        let strange: Vec<_> = ENTRIES.iter().filter(|(id, ..)| !ids.contains(id)).collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}
