//! Every kind of finding: stable code, severity, and its manual entry (what it means, why it matters, how to mend it).

/// How bad: a note informs, a warning asks for a look, an error keeps a final from being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Note,
    Warning,
    Error,
}

impl Severity {
    /// The word for machines.
    pub fn key(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The word for people.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Severity::Note => "ghi chú",
            Severity::Warning => "cảnh báo",
            Severity::Error => "lỗi",
        }
    }
}

/// Kinds that no office can accept: nothing was read, the wrong thing was read, the office's own files are wrong, or
/// another way is provided (a conflict is decided, not waived).
const NOT_WAIVABLE: &[Code] = &[
    Code::FileUnreadable,
    Code::FileProtected,
    Code::FileOverLimit,
    Code::UnknownDepartment,
    Code::NothingRecognised,
    Code::WrongPeriod,
    Code::FormOfOtherPlan,
    Code::FigureConflict,
];

impl Code {
    /// May the office accept a finding of this kind? Never where the print (06, 07), the catalogue (08) or the
    /// decisions themselves (09) are at fault.
    pub fn is_waivable(self) -> bool {
        let section = self.id().get(2..4).unwrap_or_default();
        !matches!(section, "06" | "07" | "08" | "09") && !NOT_WAIVABLE.contains(&self)
    }
}

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $title:literal $meaning:literal $remedy:literal)*) => {
        /// A kind of finding. The name tells the fault; the id (`TH0301`) never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($name),* }

        impl Code {
            /// All codes, in the order of the manual.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The stable id, e.g. `TH0301`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id),* }
            }

            /// The usual severity.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// A short title, in Vietnamese.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title),* }
            }

            /// What it means and why it matters, in Vietnamese.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => $meaning),* }
            }

            /// How to mend it, in Vietnamese.
            pub fn remedy(self) -> &'static str {
                match self { $(Code::$name => $remedy),* }
            }
        }
    };
}

codes! {
    // 01: files
    FileSkipped "TH0101" Note "Tệp được bỏ qua"
        "Tệp nằm trong thư mục nộp nhưng không phải là bảng tính (tệp khóa ~$…, tệp tạm, tài liệu khác)."
        "Không cần làm gì nếu đúng là tệp thừa; nếu là biểu nộp, lưu lại ở dạng .xlsx rồi nộp lại."
    FileUnreadable "TH0102" Error "Không đọc được tệp"
        "Tệp bị hỏng, bị cắt cụt hoặc không phải bảng tính thật, nên không số liệu nào của tệp được tổng hợp."
        "Mở tệp bằng Excel hoặc LibreOffice, lưu lại (Save As) ở dạng .xlsx rồi nộp lại."
    FileProtected "TH0103" Error "Tệp có mật khẩu"
        "Tệp bị đặt mật khẩu mở nên chương trình không đọc được."
        "Bỏ mật khẩu mở tệp (File › Info › Protect Workbook) rồi nộp lại."
    FileOverLimit "TH0104" Error "Tệp vượt giới hạn an toàn"
        "Tệp lớn bất thường (dung lượng, số ô, độ dài chuỗi, tỷ lệ nén) hoặc làm bộ đọc vượt giới hạn thời gian, bộ nhớ nên không được đọc hết."
        "Xóa các ô, sheet thừa, lưu lại rồi nộp lại; nếu tệp thật sự lớn, nâng giới hạn trong tonghop.toml."
    WrongExtension "TH0105" Note "Đuôi tệp không đúng với nội dung"
        "Nội dung tệp thuộc định dạng khác với đuôi tệp; tệp vẫn được đọc theo nội dung."
        "Nên lưu lại tệp với đúng định dạng."
    UnknownDepartment "TH0106" Error "Không xác định được đơn vị nộp"
        "Tên tệp, thư mục và trang bìa không cho biết tệp là của đơn vị nào trong danh mục DonVi."
        "Ghi mã hoặc tên đơn vị ở sheet ThongTin, hoặc bổ sung tên khác của đơn vị vào danh mục."
    DepartmentMismatch "TH0107" Warning "Tên tệp và trang bìa nêu hai đơn vị khác nhau"
        "Trang bìa (ThongTin) nêu một đơn vị, tên tệp gợi ý đơn vị khác; chương trình theo trang bìa."
        "Sửa trang bìa hoặc đổi tên tệp cho thống nhất."
    SubmissionMissing "TH0108" Warning "Đơn vị chưa nộp"
        "Đơn vị có trong danh mục nhưng chưa có tệp nào được nhận."
        "Đôn đốc đơn vị gửi biểu; bản dự thảo vẫn được lập và ghi rõ phần còn thiếu."
    SubmissionSuperseded "TH0109" Note "Bản nộp đã có bản mới hơn thay thế"
        "Đơn vị nộp nhiều lần; với mỗi số liệu, lần nộp mới nhất được tính."
        "Không cần làm gì."
    SubmissionLate "TH0110" Warning "Nộp sau hạn"
        "Ngày ghi trên trang bìa muộn hơn hạn nộp của đơn vị."
        "Không cần sửa; tình hình nộp được ghi trong biểu theo dõi."
    FileActive "TH0111" Note "Tệp có macro hoặc liên kết ngoài"
        "Tệp mang theo macro, hoặc có công thức trỏ tới tệp khác; chương trình không chạy macro, không mở liên kết, chỉ đọc giá trị đã lưu trong các ô."
        "Mở tệp, cập nhật liên kết (Data › Edit Links), lưu lại ở dạng .xlsx; hoặc thay công thức bằng giá trị rồi nộp lại."
    SeveralFiles "TH0112" Warning "Một đơn vị có nhiều tệp trong cùng một lần nộp"
        "Hai tệp trở lên cùng là của một đơn vị và không phân biệt được lần nộp; số liệu có trong nhiều tệp lấy ở tệp có ngày trên trang bìa muộn hơn, rồi theo tên tệp."
        "Nếu một tệp là của đơn vị khác, sửa trang bìa của tệp đó; nếu là lần nộp sau, ghi Lần nộp ở trang bìa hoặc để vào thư mục lan-2; tệp thừa thì bỏ ra."
    ReadUnguarded "TH0113" Warning "Tệp được đọc không có tiến trình bảo vệ"
        "Hệ điều hành không cho chương trình chạy tiến trình đọc tệp riêng, nên các tệp được đọc ngay trong chương trình: kết quả vẫn đúng, nhưng một tệp hỏng nặng có thể làm cả lần chạy dừng hoặc treo."
        "Cho phép tonghop tự chạy chính nó (phần mềm diệt vi-rút, chính sách hạn chế phần mềm), hoặc giải phóng bớt bộ nhớ, tiến trình rồi chạy lại."

    // 02: reading rows
    NothingRecognised "TH0201" Error "Không nhận ra biểu nào trong tệp"
        "Không sheet nào có dòng tiêu đề của biểu chỉ tiêu, nhiệm vụ hoặc ý kiến."
        "Dùng biểu mẫu do Phòng phát hành, giữ nguyên dòng tiêu đề (Chỉ tiêu, ĐVT, Kế hoạch năm …)."
    ColumnUnrecognised "TH0202" Note "Cột không nhận ra"
        "Tiêu đề cột không thuộc cột nào của biểu; cột được bỏ qua."
        "Nếu cột chứa số liệu cần tổng hợp, sửa tiêu đề theo biểu mẫu."
    IndicatorUnknown "TH0203" Error "Không tìm thấy chỉ tiêu trong danh mục"
        "Dòng không khớp mã, tên hoặc tên khác của chỉ tiêu nào; số liệu của dòng không được tổng hợp."
        "Ghi đúng mã hoặc tên chỉ tiêu theo danh mục, hoặc bổ sung tên khác vào danh mục."
    IndicatorAmbiguous "TH0204" Error "Tên chỉ tiêu khớp với nhiều chỉ tiêu"
        "Tên trên dòng có thể là nhiều chỉ tiêu; chương trình không đoán."
        "Ghi thêm mã chỉ tiêu vào cột Mã."
    NumberUnreadable "TH0205" Error "Không đọc được số"
        "Ô cần một con số nhưng nội dung không phải là số hoặc biểu thức chỉ tiêu hợp lệ."
        "Ghi số theo kiểu Việt Nam, ví dụ 1.234,5; có thể kèm từ “trên”, “khoảng”, “chỉ còn”."
    NumberDoubtful "TH0206" Note "Số có thể hiểu hai cách"
        "Chuỗi như “1,234”, hoặc “1.234” với chỉ tiêu tính bằng % hay điểm, có thể là một nghìn hai trăm ba mươi tư hoặc một phẩy hai ba bốn; chương trình hiểu theo kiểu Việt Nam (chấm ngăn hàng nghìn, phẩy trước số lẻ) và ghi cả cách hiểu kia."
        "Nhập số vào ô dạng số, không nhập dạng văn bản."
    CellError "TH0207" Error "Ô chứa lỗi công thức"
        "Ô mang giá trị lỗi của Excel (#REF!, #DIV/0!, …); số liệu coi như chưa có, không phải bằng 0."
        "Sửa công thức hoặc nhập lại số."
    UnitMismatch "TH0208" Error "Đơn vị tính không cùng loại"
        "Đơn vị tính trên biểu khác loại với đơn vị của chỉ tiêu nên không quy đổi được."
        "Ghi số theo đơn vị tính trong danh mục."
    UnitConverted "TH0209" Note "Đã quy đổi đơn vị tính"
        "Đơn vị tính trên biểu cùng loại với đơn vị của chỉ tiêu; số liệu được quy đổi, số gốc vẫn được giữ."
        "Không cần làm gì nếu quy đổi đúng."
    TextRecovered "TH0210" Note "Đã khôi phục chữ Việt mã cũ"
        "Ô dùng bảng mã cũ (TCVN3, VNI); chữ được chuyển sang Unicode, bản gốc vẫn được giữ."
        "Nên dùng phông Unicode (Times New Roman)."
    RowDuplicate "TH0211" Error "Chỉ tiêu ghi hai dòng khác số liệu"
        "Cùng một chỉ tiêu xuất hiện nhiều dòng trong một biểu với số liệu khác nhau."
        "Giữ lại một dòng đúng."
    UnitSuspect "TH0212" Warning "Phần trăm có thể ghi dạng 0,95"
        "Chỉ tiêu tính bằng % nhưng số không quá 1: có thể đã ghi 0,95 thay cho 95. Ô định dạng phần trăm không bị hỏi; nếu các cột khác của dòng (hoặc mục tiêu nghị quyết) cho thấy rõ là 95 thì số được lấy là 95, còn lại giữ như đã ghi."
        "Ghi 95 với đơn vị tính %, hoặc định dạng ô kiểu phần trăm."
    WrongPeriod "TH0213" Error "Biểu của kỳ khác"
        "Trang bìa hoặc tiêu đề cột nêu năm không phải năm kế hoạch đang lập; số liệu của biểu không được tổng hợp. Nếu tiêu đề cột ghi rõ năm kế hoạch thì biểu vẫn được đọc và chỉ cảnh báo."
        "Gửi biểu của đúng năm kế hoạch, hoặc sửa năm ghi ở trang bìa và tiêu đề cột."
    FormOfOtherPlan "TH0214" Error "Biểu phát cho kế hoạch khác"
        "Dấu ẩn của biểu mẫu cho biết biểu được phát cho một kế hoạch khác; số liệu của biểu không được tổng hợp."
        "Dùng biểu mẫu do tonghop forms lập cho đúng kế hoạch đang tổng hợp rồi nộp lại."
    FormOutdated "TH0215" Warning "Biểu mẫu phiên bản khác"
        "Biểu mẫu do phiên bản khác của chương trình lập; số liệu vẫn được đọc theo tiêu đề cột."
        "Kiểm tra lại số đã đọc; lần sau dùng biểu mẫu mới phát."
    FigureUnsettled "TH0216" Note "Số của cấp dưới còn tạm tính hoặc chưa thống nhất"
        "Bảng tổng hợp của cấp dưới ghi số này là tạm tính (còn thiếu đơn vị) hoặc các đơn vị đưa số khác nhau mà chưa quyết định; số vẫn được tổng hợp."
        "Đôn đốc cấp dưới bổ sung, thống nhất số liệu rồi gửi lại tong-hop.xlsx."
    ColumnToldAbove "TH0217" Note "Cột số liệu đọc theo dòng ghi phía trên biểu"
        "Tiêu đề cột số liệu không nêu đủ loại số liệu và năm; phần còn thiếu (thực hiện, ước thực hiện, kế hoạch; năm) lấy ở các ô phía trên biểu. Chỉ làm khi biểu có đúng một cột số liệu."
        "Kiểm tra loại số liệu và năm đã đọc; nên ghi đủ ngay ở tiêu đề cột, ví dụ “Kế hoạch năm 2024”."

    // 03: checking
    FigureRequired "TH0301" Error "Thiếu số liệu bắt buộc"
        "Chỉ tiêu thuộc trách nhiệm của đơn vị nhưng cột kế hoạch để trống."
        "Điền số liệu, hoặc ghi “chưa có số liệu” và nêu lý do ở cột Ghi chú."
    FigureOutOfRange "TH0302" Error "Số liệu ngoài khoảng cho phép"
        "Số liệu nhỏ hơn mức nhỏ nhất hoặc lớn hơn mức lớn nhất của chỉ tiêu."
        "Kiểm tra lại số và đơn vị tính."
    IndicatorOfOther "TH0303" Warning "Chỉ tiêu do đơn vị khác chủ trì"
        "Đơn vị gửi số liệu của chỉ tiêu mà danh mục giao cho đơn vị khác; số liệu được ghi nhận là số tham khảo."
        "Thống nhất với đơn vị chủ trì, hoặc sửa danh mục."
    TaskWithoutOwner "TH0304" Error "Nhiệm vụ không có đơn vị chủ trì"
        "Mỗi nhiệm vụ phải có đúng một đơn vị chủ trì."
        "Ghi một đơn vị ở cột Đơn vị chủ trì."
    TaskWithTwoOwners "TH0305" Warning "Nhiệm vụ có nhiều đơn vị chủ trì"
        "Cột chủ trì nêu nhiều đơn vị; đơn vị đầu tiên được coi là chủ trì, các đơn vị sau là phối hợp."
        "Giữ một đơn vị ở cột chủ trì, chuyển các đơn vị khác sang cột phối hợp."
    TaskWithoutDeadline "TH0306" Warning "Nhiệm vụ không có thời hạn"
        "Nhiệm vụ chưa có thời hạn hoàn thành."
        "Ghi thời hạn, ví dụ “Quý III/2024” hoặc “31/12/2024”."
    OpinionWithoutSubject "TH0307" Warning "Ý kiến không nêu nội dung được góp ý"
        "Ý kiến không cho biết góp ý vào chỉ tiêu, nhiệm vụ hay phần nào của dự thảo."
        "Ghi ở cột “Nội dung góp ý vào” phần của dự thảo."
    MagnitudeJump "TH0308" Warning "Số liệu chênh lệch bất thường so với kỳ trước"
        "Số liệu gấp nhiều lần hoặc chỉ bằng một phần nhỏ so với năm trước; thường do nhầm đơn vị tính."
        "Kiểm tra lại đơn vị tính (triệu đồng, tỷ đồng)."
    PlanBelowEstimate "TH0309" Warning "Kế hoạch kém ước thực hiện"
        "Chỉ tiêu có chiều tốt rõ ràng nhưng số kế hoạch kém hơn ước thực hiện của năm trước."
        "Xem lại số kế hoạch, hoặc nêu lý do ở cột Ghi chú."
    TargetBelowResolution "TH0310" Warning "Kế hoạch kém mục tiêu nghị quyết"
        "Số kế hoạch chưa đạt mục tiêu của nghị quyết ghi trong danh mục."
        "Xem lại số kế hoạch, hoặc nêu lý do ở cột Ghi chú."
    RatioForGrowth "TH0311" Warning "Nhầm tỷ lệ so sánh với tốc độ tăng"
        "Chỉ tiêu là tốc độ tăng nhưng số có dạng tỷ lệ so với kỳ trước (108,44 thay cho 8,44), hoặc ngược lại."
        "Tốc độ tăng ghi 8,44; tỷ lệ so với kỳ trước ghi 108,44."
    AbolishedBody "TH0312" Warning "Tên cơ quan không còn tồn tại ở thời kỳ của kế hoạch"
        "Nội dung nêu cơ quan cấp huyện hoặc cơ quan đã sắp xếp lại, trong khi kế hoạch thuộc thời kỳ chính quyền hai cấp (từ 01/7/2025)."
        "Ghi tên cơ quan hiện nay đang giữ nhiệm vụ đó."
    SentenceDisagrees "TH0313" Note "Số trong câu khác số trong biểu"
        "Nhiệm vụ hoặc ý kiến nêu tên một chỉ tiêu kèm số và đơn vị tính, nhưng số đó không có ở dòng của chỉ tiêu trong cùng tệp."
        "Sửa câu hoặc sửa biểu cho thống nhất."
    PartsDisagree "TH0314" Warning "Tổng các thành phần khác số chung"
        "Trong cùng một biểu, các chỉ tiêu thành phần (cột Thuộc của danh mục) cộng lại không bằng chỉ tiêu chung."
        "Kiểm tra lại số chung và từng thành phần."

    // 04: merging
    FigureConflict "TH0401" Warning "Hai đơn vị đưa hai số khác nhau"
        "Một chỉ tiêu có nhiều số liệu khác nhau; số được chọn theo quy tắc in kèm, các số còn lại vẫn được ghi."
        "Các đơn vị thống nhất lại số liệu; đơn vị cần sửa thì gửi lại biểu."
    CoverageIncomplete "TH0402" Warning "Tổng hợp chưa đủ đơn vị"
        "Chỉ tiêu tổng hợp từ nhiều đơn vị nhưng còn đơn vị chưa có số; tổng là số tạm tính."
        "Đôn đốc các đơn vị còn thiếu."
    FigureMissing "TH0403" Warning "Chỉ tiêu chưa có số liệu kế hoạch"
        "Không đơn vị nào cung cấp số kế hoạch của chỉ tiêu; bản in ghi “chưa có số liệu”."
        "Đơn vị chủ trì bổ sung số liệu."
    TaskDuplicate "TH0404" Note "Nhiệm vụ trùng nội dung"
        "Nhiều đơn vị nêu cùng một nhiệm vụ; nhiệm vụ được gộp, các đơn vị sau là phối hợp."
        "Không cần làm gì nếu gộp đúng."
    AggregateInexact "TH0405" Warning "Có số không cộng được"
        "Một số liệu thành phần không phải số chính xác (khoảng, trên, chữ) nên không được cộng vào tổng."
        "Đơn vị ghi số cụ thể."
    FigureRevised "TH0406" Warning "Số đã báo cáo nay đổi khác"
        "Số của năm đã qua khác với số chính đơn vị đã báo cáo ở lần nộp trước."
        "Xác nhận số đúng; nếu số mới đúng, nêu lý do ở “Nội dung thay đổi” của trang bìa."
    OpinionReworded "TH0407" Note "Ý kiến nêu lại bằng lời khác"
        "Đơn vị gửi lại một ý kiến cũ với lời văn khác ở lần nộp sau; hai lần được tính là một ý kiến, mã ý kiến giữ nguyên, lời mới được in, lời cũ vẫn được ghi."
        "Không cần làm gì nếu đúng là một ý kiến; nếu là hai ý kiến khác nhau, đơn vị ghi cả hai trong cùng một lần nộp."
    TaskReworded "TH0408" Note "Nhiệm vụ nêu lại bằng lời khác"
        "Đơn vị gửi lại một nhiệm vụ cũ với lời văn hoặc lĩnh vực khác ở lần nộp sau; hai lần được tính là một nhiệm vụ, mã nhiệm vụ giữ nguyên, lời mới được in."
        "Không cần làm gì nếu đúng là một nhiệm vụ; nếu là hai nhiệm vụ khác nhau, đơn vị ghi cả hai trong cùng một lần nộp."
    TaskWithdrawn "TH0409" Note "Nhiệm vụ được đơn vị rút"
        "Ở lần nộp sau đơn vị ghi “Rút” hoặc “Bỏ” ở cột Ghi chú (hoặc Thời hạn) của nhiệm vụ; nhiệm vụ không được đưa vào kế hoạch nữa, trừ khi đơn vị khác cũng nêu."
        "Không cần làm gì nếu đúng là rút; nếu không, đơn vị gửi lại nhiệm vụ và xóa chữ “Rút”."

    // 05: computing
    FormulaFailed "TH0501" Warning "Không tính được công thức"
        "Một số liệu trong công thức chưa có hoặc mẫu số bằng 0."
        "Bổ sung số liệu còn thiếu."
    FormulaDisagrees "TH0502" Warning "Số gửi khác với số tính theo công thức"
        "Đơn vị gửi số khác với số tính từ công thức trong danh mục; số tính được dùng."
        "Kiểm tra lại các số thành phần."
    ConstraintBroken "TH0503" Warning "Không thỏa ràng buộc kiểm tra"
        "Một ràng buộc của sheet RangBuoc không đúng với số liệu đã tổng hợp."
        "Xem biểu thức ràng buộc và sửa số liệu liên quan."
    SentenceOutdated "TH0504" Warning "Số trong lời văn khác số của kế hoạch"
        "Lời văn (nhiệm vụ, ý kiến, trang bìa, đoạn văn trong tonghop.toml) nêu tên một chỉ tiêu kèm số và đơn vị tính, nhưng số đó khác số đã tổng hợp của chỉ tiêu."
        "Sửa lời văn, hoặc sửa số liệu; trong tonghop.toml viết {{so \"CT02\"}} thay cho số gõ tay."

    // 06: documents
    TableTooWide "TH0601" Warning "Bảng rộng hơn trang"
        "Bảng không thể xếp vừa chiều rộng vùng chữ của trang."
        "Giảm số cột, giảm cỡ chữ hoặc dùng trang ngang trong mẫu."
    GlyphMissing "TH0602" Error "Phông chữ thiếu ký tự"
        "Phông chữ không có một ký tự cần in."
        "Dùng phông có đủ chữ Việt (Times New Roman, Liberation Serif 2.x)."
    RowTooTall "TH0603" Note "Dòng bảng cao hơn trang"
        "Một dòng của bảng cao hơn một trang nên được ngắt theo dòng chữ."
        "Rút gọn nội dung ô nếu có thể."
    WordBroken "TH0604" Note "Chữ dài hơn dòng"
        "Một chữ dài hơn dòng (địa chỉ mạng, mã) nên được ngắt; không ký tự nào bị mất."
        "Nới cột hoặc viết ngắn hơn nếu cần."
    Overfull "TH0605" Warning "Nội dung lớn hơn chỗ in"
        "Một chữ hoặc một hình lớn hơn vùng in của trang."
        "Giảm cỡ chữ hoặc kích thước hình trong mẫu."

    // 07: the printed page read back
    PdfWithoutText "TH0701" Error "PDF không có lớp chữ"
        "Trang chỉ có hình (bản quét) hoặc trống nên không tìm kiếm, đọc lại hay soát được."
        "Xuất PDF từ chính tệp văn bản, không quét bản in."
    PaperNotA4 "TH0702" Error "Khổ giấy không phải A4"
        "Văn bản hành chính trình bày trên khổ A4 (210 mm × 297 mm)."
        "Đặt khổ giấy A4 trong thiết lập trang."
    OrientationWrong "TH0703" Warning "Trang nằm ngang không có bảng"
        "Văn bản trình bày theo chiều dài của khổ A4; chỉ trang có bảng, biểu mới được nằm ngang."
        "Đặt trang đứng; chỉ để ngang trang có bảng rộng."
    MarginWrong "TH0704" Error "Lề trang không đúng"
        "Lề trên, dưới 20-25 mm; lề trái 30-35 mm; lề phải 15-20 mm."
        "Sửa lề trong thiết lập trang (hoặc @page của kiểu trình bày)."
    TextOutsideFrame "TH0705" Error "Chữ nằm ngoài vùng trình bày"
        "Có chữ lấn vào lề hoặc ra ngoài mép giấy, in ra có thể bị mất."
        "Thu hẹp bảng, ngắt dòng hoặc dùng trang ngang."
    FontFamilyWrong "TH0706" Error "Phông chữ không đúng"
        "Văn bản dùng phông Times New Roman (hoặc phông cùng số đo như Liberation Serif, Tinos)."
        "Chọn toàn văn bản và đặt phông Times New Roman."
    FontNotEmbedded "TH0707" Error "Phông chữ không được nhúng"
        "Máy khác sẽ thay phông khác, chữ Việt có thể sai."
        "Xuất lại ở dạng PDF/A, nhúng toàn bộ phông chữ."
    TextNotMapped "TH0708" Error "Chữ không đọc lại được"
        "Phông thiếu bảng mã ToUnicode nên không sao chép, tìm kiếm hay đọc lên được."
        "Dùng phông Unicode và xuất (Export) ra PDF, không in ra PDF."
    TextNotBlack "TH0709" Warning "Chữ không phải màu đen"
        "Chữ của văn bản màu đen; chỉ dấu chỉ mức độ khẩn, độ mật màu đỏ."
        "Đặt màu chữ đen (Automatic)."
    ComponentMissing "TH0710" Error "Thiếu thành phần thể thức"
        "Không nhận ra một thành phần bắt buộc của văn bản."
        "Bổ sung thành phần; viết đúng mẫu (“Số:”, “Nơi nhận:”, “Độc lập - Tự do - Hạnh phúc”)."
    ComponentOrder "TH0711" Error "Thành phần sai thứ tự"
        "Các thành phần không theo thứ tự quy định."
        "Chuyển thành phần về đúng vị trí."
    ComponentPlace "TH0712" Warning "Thành phần sai vị trí"
        "Thành phần không canh giữa, không đúng bên hoặc không cùng dòng như sơ đồ bố trí."
        "Sửa canh lề của đoạn theo sơ đồ tại Mục IV."
    FontSizeWrong "TH0713" Error "Cỡ chữ không đúng"
        "Cỡ chữ của thành phần nằm ngoài khoảng cho phép."
        "Đặt lại cỡ chữ theo bảng mẫu chữ (Mục V)."
    FontStyleWrong "TH0714" Error "Kiểu chữ không đúng"
        "Thành phần sai kiểu đứng, nghiêng hoặc đậm."
        "Đặt lại kiểu chữ theo bảng mẫu chữ (Mục V)."
    LetterCaseWrong "TH0715" Error "Sai chữ in hoa, in thường"
        "Thành phần phải in hoa lại viết thường, hoặc ngược lại."
        "Viết lại theo bảng mẫu chữ (Mục V)."
    RuleMissing "TH0716" Error "Thiếu đường kẻ"
        "Dưới thành phần phải có đường kẻ (hoặc dấu) nhưng không thấy."
        "Vẽ đường kẻ nét liền dưới dòng chữ."
    RuleLength "TH0717" Warning "Đường kẻ sai độ dài"
        "Đường kẻ dưới Tiêu ngữ dài bằng dòng chữ; dưới tên cơ quan, trích yếu dài từ 1/3 đến 1/2 dòng chữ, đặt cân đối."
        "Kéo lại độ dài và canh giữa đường kẻ."
    RuleNotDrawn "TH0718" Error "Đường kẻ không phải nét vẽ"
        "Đường kẻ là ký tự gõ (___, ---) hoặc gạch chân chữ."
        "Xóa ký tự, dùng nét vẽ (Insert › Shapes › Line)."
    PageNumberMissing "TH0719" Error "Thiếu số trang"
        "Từ trang thứ hai phải có số trang."
        "Chèn số trang ở giữa lề trên."
    PageNumberOnFirst "TH0720" Error "Trang đầu hiển thị số trang"
        "Số trang thứ nhất không hiển thị."
        "Bật “Different First Page” và xóa số ở trang đầu."
    PageNumberPlace "TH0721" Error "Số trang sai vị trí"
        "Số trang canh giữa theo chiều ngang trong lề trên của văn bản."
        "Chuyển số trang lên đầu trang, canh giữa."
    PageNumberSequence "TH0722" Error "Số trang không đúng thứ tự"
        "Số trang bắt đầu từ 1, liên tục; đánh riêng theo từng phụ lục."
        "Đặt mỗi phụ lục thành một section, đánh số lại từ 1."
    BodyNotJustified "TH0723" Error "Nội dung không canh đều hai lề"
        "Nội dung văn bản được canh đều cả hai lề."
        "Chọn các đoạn văn và canh đều (Ctrl+J)."
    IndentWrong "TH0724" Error "Lùi đầu dòng không đúng"
        "Khi xuống dòng, chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm."
        "Đặt First line 1 cm (hoặc 1,27 cm); không dùng phím Tab hay dấu cách."
    ParagraphSpacing "TH0725" Error "Khoảng cách đoạn nhỏ"
        "Khoảng cách giữa các đoạn văn tối thiểu là 6 pt."
        "Đặt Spacing Before 6 pt."
    LineSpacing "TH0726" Error "Khoảng cách dòng không đúng"
        "Khoảng cách giữa các dòng tối thiểu là dòng đơn, tối đa là 1,5 dòng."
        "Đặt Line spacing từ Single đến 1,5 lines."
    DraftMark "TH0727" Warning "Còn dấu dự thảo"
        "Văn bản mang dấu “DỰ THẢO”; bản dự thảo được phép, bản chính thức thì không."
        "Lập bản chính thức (tonghop build --final) hoặc xóa dấu."
    NotTagged "TH0728" Warning "PDF không có thẻ cấu trúc"
        "Thiếu thẻ cấu trúc nên phần mềm đọc màn hình và lưu trữ không dùng được."
        "Xuất PDF có thẻ (Tagged PDF, PDF/UA)."
    LanguageMissing "TH0729" Warning "PDF không ghi ngôn ngữ tiếng Việt"
        "Thiếu ngôn ngữ nên phần mềm đọc màn hình đọc sai."
        "Đặt ngôn ngữ văn bản là tiếng Việt trước khi xuất PDF."
    TitleMissing "TH0730" Warning "PDF không có tiêu đề"
        "Thuộc tính Tiêu đề của tệp để trống."
        "Điền tiêu đề (File › Info › Title) trước khi xuất PDF."
    PdfPartlyRead "TH0731" Warning "Không soát hết tệp"
        "Một phần của tệp vượt giới hạn an toàn hoặc bị hỏng nên không được soát."
        "Tách tệp hoặc xuất lại tệp."

    // 08: settings and catalogue
    CatalogueRow "TH0801" Error "Dòng danh mục không hợp lệ"
        "Một dòng của danh-muc.xlsx thiếu mã, trùng mã hoặc nêu mã không có."
        "Sửa dòng trong danh-muc.xlsx."
    CatalogueFormula "TH0802" Error "Công thức danh mục không hợp lệ"
        "Công thức hoặc ràng buộc không đọc được, nêu mã không có, hoặc phụ thuộc vòng."
        "Sửa công thức, ví dụ CT05 = CT06 + CT07."

    // 09: decisions of the office
    DecisionRow "TH0901" Error "Dòng quyết định không hợp lệ"
        "Một dòng của quyet-dinh.xlsx nêu mã, cột, đơn vị, ngày không có, thiếu người quyết định, lý do, hoặc trùng một dòng khác; dòng đó không được áp dụng."
        "Sửa ô được nêu trong quyet-dinh.xlsx; tệp cho-quyet-dinh.xlsx trong thư mục kết quả có sẵn các mã đúng."
    DecisionStale "TH0902" Warning "Vụ việc đã đổi sau khi quyết định"
        "Các số đã gửi không còn như khi quyết định (dấu vụ việc khác), nên quyết định không được áp dụng."
        "Xem lại các số mới; nếu quyết định vẫn đúng, ghi dấu vụ việc mới vào cột Dấu vụ việc."
    DecisionUnmarked "TH0903" Warning "Quyết định chưa có dấu vụ việc"
        "Cột Dấu vụ việc để trống nên không biết quyết định này dựa trên những số nào; quyết định không được áp dụng."
        "Chép dấu vụ việc nêu trong thông báo (hoặc từ cho-quyet-dinh.xlsx) vào cột Dấu vụ việc."
    ConflictDecided "TH0904" Note "Số liệu khác nhau đã được quyết định"
        "Các đơn vị đưa số khác nhau; cơ quan tổng hợp đã quyết định số được dùng. Các số còn lại vẫn được ghi."
        "Không cần làm gì."
    WaiverUnused "TH0905" Note "Miễn trừ không còn phát hiện tương ứng"
        "Dòng miễn trừ không trúng phát hiện nào: lỗi đã được sửa, hoặc nội dung đã đổi nên phải xem lại."
        "Xóa dòng này, hoặc xem cho-quyet-dinh.xlsx nếu lỗi còn với nội dung khác."
    WaiverRefused "TH0906" Warning "Lỗi không được miễn trừ"
        "Có loại lỗi không thể chấp nhận: tệp không đọc được, sai kỳ, số liệu khác nhau (phải quyết định), lỗi danh mục, lỗi in."
        "Sửa lỗi; với số liệu khác nhau, dùng sheet SoLieu."
    ReplyOrphaned "TH0907" Warning "Trả lời không còn ý kiến"
        "Không còn ý kiến nào của đơn vị giống với ý kiến đã được trả lời; câu trả lời không được in."
        "Kiểm tra mã ý kiến, nội dung; xóa dòng nếu đơn vị đã rút ý kiến."
    ReplyReworded "TH0908" Warning "Ý kiến đổi lời sau khi đã trả lời"
        "Đơn vị nêu lại ý kiến bằng lời khác với lời đã được trả lời; câu trả lời cũ vẫn được dùng."
        "Đọc lại lời mới; nếu câu trả lời vẫn đúng, chép lời mới vào cột Nội dung ý kiến."
    // 10: drafts
    KeptDraftDamaged "TH1001" Warning "Bản dự thảo đã lưu không dùng được"
        "Tệp luu/…/tong-hop.json của một lần dự thảo trước bị hỏng hoặc do bản chương trình khác lập, nên không so sánh được với lần đó."
        "Chép lại tệp từ bản sao lưu, hoặc xóa thư mục của lần dự thảo đó trong luu rồi lập lại."
    AcceptedUnchanged "TH1002" Warning "Tiếp thu nhưng không sửa"
        "Ý kiến được ghi là tiếp thu (hoặc tiếp thu một phần) nhưng chỉ tiêu, nhiệm vụ mà ý kiến nói tới không thay đổi qua các lần dự thảo."
        "Sửa chỉ tiêu, nhiệm vụ theo ý kiến, hoặc ghi lại là giải trình, bảo lưu kèm lý do ở quyet-dinh.xlsx."
    AcceptedWithoutLink "TH1003" Note "Tiếp thu chưa gắn chỉ tiêu, nhiệm vụ"
        "Ý kiến được ghi là tiếp thu nhưng nội dung trả lời không nêu mã chỉ tiêu, nhiệm vụ đã sửa và tên chỉ tiêu không có trong nội dung được góp ý."
        "Ghi mã chỉ tiêu hoặc nhiệm vụ đã sửa ở cột liên quan của quyet-dinh.xlsx, ví dụ CT07."
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn ids_are_unique_and_ascending() {
        let ids: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    }
}
