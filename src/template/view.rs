//! The names that a template may use: Vietnamese without diacritics, everything already text for print.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::shape::{Shape, Shaped, TEXT, view};
use super::texts::TEXT_NAMES;
use super::view_registers::{Conflict, Consent, Exemption, Replacement};
use super::view_standings::{Counts, Reminder};
use crate::domain::{DocumentSpec, Plan};

/// Borrowed from the plan where it can be.
pub(super) type Text<'a> = Cow<'a, str>;

/// The contract for one document of one plan: the fixed names and the office's own free ones.
pub(super) fn contract(plan: &Plan, document: &DocumentSpec) -> Shape {
    let mut shape = View::shape();
    let own = document.texts.keys().map(String::as_str).filter(|name| !TEXT_NAMES.contains(name));
    let texts = Shape::map(TEXT_NAMES.iter().copied().chain(own), &Shape::List(Box::new(TEXT.clone())));
    if let Some(place) = shape.field_mut("van_ban").and_then(|object| object.field_mut("noi_dung")) {
        *place = texts;
    }
    let office = document.office.as_ref().unwrap_or(&plan.settings.office);
    let words = Shape::map(office.words.keys().map(String::as_str), &TEXT);
    if let Some(place) = shape.field_mut("co_quan").and_then(|object| object.field_mut("tu")) {
        *place = words;
    }
    shape
}

view! { 'a;
    /// Everything.
    View {
        nam: Text<'a> = "năm kế hoạch (N)",
        nam_truoc: Text<'a> = "năm N-1",
        nam_truoc_nua: Text<'a> = "năm N-2",
        ten_ke_hoach: Text<'a> = "tên kế hoạch trong câu",
        ghi_chu: Text<'a> = "ghi chú chung của kế hoạch (ghi-chu), có thể trống",
        la_du_thao: bool = "đang lập bản dự thảo",
        dau_du_thao: Text<'a> = "dấu dự thảo; trống ở bản chính thức",
        dau_du_thao_thuong: Text<'a> = "dấu dự thảo, chữ thường: Dự thảo lần 2; trống ở bản chính thức",
        du_thao_duoi_so: bool = "dấu dự thảo đặt dưới số, ký hiệu (vi-tri-du-thao)",
        ngay_tong_hop: Text<'a> = "ngày tổng hợp, dd/mm/yyyy",
        han_nop: Text<'a> = "hạn nộp chung, dd/mm/yyyy, có thể trống",
        co_quan: Organ<'a> = "cơ quan ban hành",
        van_ban: Paper<'a> = "văn bản đang lập",
        bieu: Grid<'a> = "khuôn của biểu chỉ tiêu",
        cot: Vec<Heading<'a>> = "các cột số liệu",
        cot_so_sanh: Vec<Heading<'a>> = "các cột so sánh",
        nhom: Vec<Group<'a>> = "các nhóm chỉ tiêu, theo thứ tự danh mục",
        bieu_do: Vec<ChartRow<'a>> = "biểu đồ các chỉ tiêu trọng yếu có từ hai số liệu trở lên, mỗi hàng hai biểu đồ",
        nhiem_vu_theo_linh_vuc: Vec<TaskField<'a>> = "nhiệm vụ xếp theo lĩnh vực",
        y_kien: Vec<OpinionRow<'a>> = "các ý kiến, mỗi ý kiến một lần",
        ban_nop: Vec<SubmissionRow<'a>> = "tình hình gửi báo cáo: mỗi tệp hoặc đơn vị chưa nộp một dòng",
        con_thieu: Vec<Gap<'a>> = "chỉ tiêu chưa có số kế hoạch",
        tam_tinh: Vec<Provisional<'a>> = "chỉ tiêu có số tạm tính, mỗi chỉ tiêu một dòng",
        xung_dot: Vec<Conflict<'a>> = "số liệu các đơn vị đưa khác nhau, chưa có quyết định",
        so_lieu_khac_nhau: Vec<Conflict<'a>> = "mọi số liệu các đơn vị đưa khác nhau, cả số đã có quyết định",
        thay_the: Vec<Replacement<'a>> = "bản nộp sau thay số liệu của bản nộp trước, mỗi cặp bản nộp một dòng",
        mien_tru: Vec<Exemption<'a>> = "các phát hiện được cơ quan miễn trừ",
        thong_nhat: Vec<Consent<'a>> = "đơn vị đã gửi mà không có ý kiến khác",
        chua_nop: Vec<Absent<'a>> = "đơn vị chưa nộp",
        thay_doi: Blackline<'a> = "những thay đổi so với dự thảo lần trước",
        dat_ke_hoach_truoc: ScoreView<'a> = "ước thực hiện năm N-1 so với kế hoạch năm N-1, đếm các chỉ tiêu không là phần của chỉ tiêu khác",
        danh_gia: Vec<VerdictRow<'a>> = "từng chỉ tiêu có mục tiêu nghị quyết hoặc kế hoạch năm N-1 để so sánh: mục tiêu, số liệu, đánh giá",
        co_danh_gia_truoc: bool = "có chỉ tiêu đánh giá được so với kế hoạch năm N-1",
        dat_nghi_quyet: ScoreView<'a> = "kế hoạch năm N so với mục tiêu nghị quyết, đếm các chỉ tiêu có mục tiêu và không là phần của chỉ tiêu khác",
        don_doc: Reminder<'a> = "đơn vị mà văn bản đôn đốc gửi (gui-tung-don-vi); trống ở văn bản khác",
        so_dem: Counts<'a> = "các số đếm (in bằng {{dem …}})",
    }

    /// The organ that issues the document.
    Organ {
        cap_tren: Vec<Text<'a>> = "cơ quan chủ quản, mỗi mục một dòng",
        ten: Vec<Text<'a>> = "tên cơ quan ban hành, mỗi mục một dòng",
        ten_day_du: Text<'a> = "tên trong câu",
        ky_hieu: Text<'a> = "chữ viết tắt trong ký hiệu",
        dia_danh: Text<'a> = "địa danh",
        dia_ban: Text<'a> = "địa bàn trong câu",
        loai_dia_ban: Text<'a> = "loại địa bàn",
        don_vi_soan_thao: Text<'a> = "đơn vị soạn thảo",
        ky_hieu_soan_thao: Text<'a> = "chữ viết tắt của đơn vị soạn thảo",
        noi_xem_xet: Text<'a> = "nơi xem xét dự thảo",
        tu: BTreeMap<String, Text<'a>> = "chữ tự đặt ở [co-quan.tu] của tonghop.toml",
    }

    /// The document being made.
    Paper {
        ten: Text<'a> = "tên tệp",
        ten_loai: Text<'a> = "tên loại, chữ hoa",
        ten_loai_thuong: Text<'a> = "tên loại trong câu: Kế hoạch",
        ky_hieu: Text<'a> = "chữ viết tắt tên loại và cơ quan: KH-UBND; không có tên loại thì cơ quan và đơn vị soạn thảo: UBND-TCKH",
        ky_hieu_loai: Text<'a> = "chữ viết tắt tên loại: KH",
        so: Text<'a> = "số đã cấp (ban-hanh): 05; trống ở bản dự thảo",
        ngay_ban_hanh: Text<'a> = "ngày đã ban hành (ban-hanh), dạng chữ; trống ở bản dự thảo",
        kem_theo_day_du: bool = "chỉ dẫn kèm theo ở phụ lục ghi đủ số, ngày (bản giấy đã có số, ngày)",
        khan: Text<'a> = "mức độ khẩn: KHẨN, THƯỢNG KHẨN, HOẢ TỐC; có thể trống",
        khan_lop: Text<'a> = "tên lớp kiểu trình bày của mức độ khẩn: khan, thuong-khan, hoa-toc",
        pham_vi: Text<'a> = "chỉ dẫn phạm vi lưu hành, có thể trống",
        dia_chi: Vec<Text<'a>> = "địa chỉ, thư điện tử, điện thoại ở cuối trang đầu, mỗi mục một dòng",
        nguoi_soan: Text<'a> = "ký hiệu người soạn thảo, số lượng bản: PL.(300); có thể trống",
        trich_yeu: Text<'a> = "trích yếu",
        kinh_gui: Vec<Text<'a>> = "nơi kính gửi",
        can_cu: Vec<Text<'a>> = "căn cứ, không kèm chữ “Căn cứ”",
        noi_nhan: Vec<Text<'a>> = "nơi nhận, không kèm dòng Như trên và dòng Lưu",
        luu: Text<'a> = "nơi lưu: VT, TCKH",
        nguoi_ky: Vec<Text<'a>> = "quyền hạn, chức vụ người ký, mỗi mục một dòng",
        chuc_vu: Vec<Text<'a>> = "chức vụ khác của người ký, in trên họ tên; trống ở bản dự thảo",
        ho_ten: Text<'a> = "họ tên người ký; trống ở bản dự thảo",
        nam_ban_hanh: Text<'a> = "năm ở dòng ngày tháng",
        noi_dung: BTreeMap<String, Vec<Text<'a>>> = "các đoạn của [van-ban.noi-dung], theo tên",
    }

    /// How the wide table is cut into columns.
    Grid {
        so_cot_gia_tri: usize = "số cột số liệu",
        so_cot_so_sanh: usize = "số cột so sánh",
        so_cot_ten_nhom: usize = "số ô mà dòng tên nhóm chiếm, trừ ô TT",
        cot_chu_tri: usize = "số thứ tự cột đơn vị chủ trì",
        cot_ghi_chu: usize = "số thứ tự cột ghi chú",
        cot_de_trong: Text<'a> = "tên các cột chưa có số liệu nào nên không in, cách nhau bằng dấu chấm phẩy",
        rong_chu_tri: Text<'a> = "chiều rộng cột đơn vị chủ trì",
        rong_ghi_chu: Text<'a> = "chiều rộng cột ghi chú",
        rong_cot_so: Text<'a> = "chiều rộng mỗi cột số trên trang ngang, ví dụ 19.5mm",
    }

    /// Heading of a column.
    Heading {
        khoa: Text<'a> = "khóa: kh_n",
        ten: Text<'a> = "tên đầy đủ",
        ngan: Text<'a> = "tên ngắn",
        stt: usize = "số thứ tự cột trong biểu",
    }

    /// A group of indicators.
    Group {
        stt: usize = "số thứ tự",
        ten: Text<'a> = "tên nhóm",
        co_trong_yeu: bool = "có chỉ tiêu trọng yếu",
        chi_tieu: Vec<IndicatorRow<'a>> = "các chỉ tiêu",
    }

    /// An indicator.
    IndicatorRow {
        ma: Text<'a> = "mã",
        tt: Text<'a> = "TT như danh mục ghi",
        ten: Text<'a> = "tên chỉ tiêu",
        dvt: Text<'a> = "đơn vị tính",
        so: Vec<Cell<'a>> = "số liệu, theo thứ tự của cot",
        so_sanh: Vec<ComparisonCell<'a>> = "so sánh, theo thứ tự của cot_so_sanh",
        ke_hoach: Text<'a> = "số kế hoạch năm N trong câu, kèm đơn vị tính",
        co_ke_hoach: bool = "đã có số kế hoạch năm N",
        chu_tri: Text<'a> = "đơn vị chủ trì",
        phoi_hop: Text<'a> = "đơn vị phối hợp",
        cach_tong_hop: Text<'a> = "cách tổng hợp",
        trong_yeu: bool = "chỉ tiêu trọng yếu",
        la_thanh_phan: bool = "là phần của chỉ tiêu khác (cột Thuộc)",
        muc_tieu_nghi_quyet: Text<'a> = "mục tiêu nghị quyết, có thể trống",
        dat_ke_hoach_truoc: Text<'a> = "ước thực hiện so với kế hoạch năm N-1: Đạt, Vượt, Chưa đạt, Chưa đánh giá được; có thể trống",
        dat_nghi_quyet: Text<'a> = "kế hoạch so với mục tiêu nghị quyết: Đạt, Vượt, Chưa đạt, Chưa đánh giá được; có thể trống",
        ghi_chu: Text<'a> = "ghi chú, kèm “tạm tính” nếu chưa đủ đơn vị",
    }

    /// A figure.
    Cell {
        khoa: Text<'a> = "khóa cột",
        o: Text<'a> = "số để in trong ô",
        cau: Text<'a> = "số để in trong câu, kèm đơn vị tính",
        thieu: bool = "chưa có số liệu",
        tam_tinh: bool = "số tạm tính",
        xung_dot: bool = "các đơn vị đưa số khác nhau",
    }

    /// A comparison.
    ComparisonCell {
        khoa: Text<'a> = "khóa cột so sánh",
        o: Text<'a> = "kết quả để in trong ô",
        duoc: bool = "so sánh được",
        ly_do: Text<'a> = "lý do không so sánh được",
    }

    /// Charts side by side.
    ChartRow {
        o: Vec<Chart<'a>> = "các biểu đồ của hàng",
        le: bool = "hàng cuối chỉ có một biểu đồ",
    }

    /// Bars of one indicator. Places are millimetres in a drawing 80 mm wide and `cao` high.
    Chart {
        stt: usize = "số thứ tự",
        ten: Text<'a> = "tên chỉ tiêu",
        dvt: Text<'a> = "đơn vị tính",
        mo_ta: Text<'a> = "lời mô tả cho trình đọc màn hình",
        truc: Text<'a> = "hoành độ của trục số 0, mm",
        cao: Text<'a> = "chiều cao hình, mm",
        cao_truc: Text<'a> = "đầu dưới của trục số 0, mm",
        cot: Vec<Bar<'a>> = "các thanh: thực hiện N-2, ước thực hiện N-1, kế hoạch N, mục tiêu nghị quyết (nếu có)",
    }

    /// One bar.
    Bar {
        ten: Text<'a> = "tên ngắn của cột số liệu",
        so: Text<'a> = "số ghi cạnh thanh",
        thieu: bool = "chưa có số liệu",
        co_thanh: bool = "vẽ thanh; không vẽ với số bằng chữ hoặc không so sánh được",
        la_ke_hoach: bool = "là số kế hoạch năm N",
        la_uoc: bool = "là số ước thực hiện năm N-1",
        la_muc_tieu: bool = "là mục tiêu nghị quyết",
        x: Text<'a> = "mép trái của thanh, mm",
        y: Text<'a> = "mép trên của thanh, mm",
        rong: Text<'a> = "chiều dài thanh, mm",
        cao: Text<'a> = "chiều cao thanh, mm",
        x_chu: Text<'a> = "nơi bắt đầu số ghi cạnh thanh, mm",
        y_chu: Text<'a> = "đường chân chữ, mm",
    }

    /// Tasks of one field.
    TaskField {
        stt: usize = "số thứ tự",
        ten: Text<'a> = "tên lĩnh vực",
        nhiem_vu: Vec<TaskRow<'a>> = "các nhiệm vụ",
    }

    /// A task.
    TaskRow {
        stt: usize = "số thứ tự chung",
        ma: Text<'a> = "mã",
        noi_dung: Text<'a> = "nội dung",
        chu_tri: Text<'a> = "đơn vị chủ trì",
        phoi_hop: Text<'a> = "đơn vị phối hợp",
        san_pham: Text<'a> = "sản phẩm",
        thoi_han: Text<'a> = "thời hạn",
        chi_tieu: Text<'a> = "mã chỉ tiêu liên quan, có thể trống",
        ghi_chu: Text<'a> = "ghi chú",
    }

    /// An opinion.
    OpinionRow {
        stt: usize = "số thứ tự",
        ma: Text<'a> = "mã",
        don_vi: Text<'a> = "đơn vị góp ý",
        doi_tuong: Text<'a> = "nội dung được góp ý",
        noi_dung: Text<'a> = "nội dung góp ý",
        de_xuat: Text<'a> = "đề xuất sửa",
        ket_qua: Text<'a> = "kết quả bằng chữ: Tiếp thu, Tiếp thu một phần, Giải trình, Bảo lưu, Thống nhất, Chưa trả lời",
        tra_loi: Text<'a> = "kết quả và nội dung tiếp thu, giải trình; rỗng: chưa trả lời",
        noi_dung_tra_loi: Text<'a> = "riêng nội dung tiếp thu, giải trình, có thể trống",
        trung_voi: Text<'a> = "lời đã nêu ở lần khác; rỗng: không có",
        thong_nhat: bool = "chỉ thống nhất, không cần trả lời",
        ly_do: Text<'a> = "lý do",
    }

    /// A file, or a department that sent none.
    SubmissionRow {
        stt: usize = "số thứ tự",
        ma_don_vi: Text<'a> = "mã đơn vị",
        don_vi: Text<'a> = "tên đơn vị",
        cap_duoi: bool = "là đơn vị cấp dưới",
        da_nop: bool = "đã nộp",
        tep: Text<'a> = "tệp",
        lan: Text<'a> = "lần nộp",
        ngay: Text<'a> = "ngày nộp, dd/mm/yyyy",
        han: Text<'a> = "hạn nộp, dd/mm/yyyy",
        tre: bool = "nộp sau hạn",
        so_ngay_tre: usize = "số ngày sau hạn, của tệp đã nộp",
        tinh_trang: Text<'a> = "tình trạng bằng chữ",
        so_chi_tieu: usize = "số chỉ tiêu đọc được",
        so_nhiem_vu: usize = "số nhiệm vụ đọc được",
        so_y_kien: usize = "số ý kiến đọc được",
        thay_doi: Text<'a> = "nội dung thay đổi so với lần trước",
    }

    /// An indicator without its plan figure.
    Gap {
        stt: usize = "số thứ tự",
        ma: Text<'a> = "mã chỉ tiêu",
        ten: Text<'a> = "tên chỉ tiêu",
        cot: Text<'a> = "cột còn thiếu",
        chu_tri: Text<'a> = "đơn vị chủ trì",
        ly_do: Text<'a> = "vì sao chưa tổng hợp (cột Thiếu số liệu của danh mục), có thể trống",
    }

    /// An aggregate from which units are missing.
    Provisional {
        stt: usize = "số thứ tự",
        ma: Text<'a> = "mã chỉ tiêu",
        ten: Text<'a> = "tên chỉ tiêu",
        cot: Text<'a> = "các cột, cách nhau bằng dấu chấm phẩy",
        co: usize = "số đơn vị đã có số liệu; 0 nếu tính từ số khác",
        can: usize = "số đơn vị phải có; 0 nếu tính từ số khác",
        ly_do: Text<'a> = "vì sao là số tạm tính",
    }

    /// A department that sent nothing.
    Absent {
        stt: usize = "số thứ tự",
        don_vi: Text<'a> = "tên đơn vị",
        han: Text<'a> = "hạn nộp, dd/mm/yyyy",
    }

    /// What changed since the draft before.
    Blackline {
        so_sanh_duoc: bool = "có dự thảo lần trước để so sánh",
        lan_truoc: Text<'a> = "dự thảo lần trước trong câu: dự thảo lần 2",
        nguon: Text<'a> = "dự thảo lần trước lấy từ đâu",
        so_chi_tieu: usize = "số chỉ tiêu thay đổi",
        so_nhiem_vu: usize = "số nhiệm vụ thay đổi",
        so_y_kien: usize = "số ý kiến thay đổi",
        chi_tieu: Vec<ChangeLine<'a>> = "các chỉ tiêu thay đổi, mỗi số liệu hoặc mục một dòng",
        nhiem_vu: Vec<ChangeLine<'a>> = "các nhiệm vụ thay đổi, mỗi mục một dòng",
    }

    /// One field that is not as it was.
    ChangeLine {
        dau: bool = "dòng đầu của chỉ tiêu, nhiệm vụ",
        so_dong: usize = "số dòng của chỉ tiêu, nhiệm vụ; 0 ở các dòng sau dòng đầu",
        stt: usize = "số thứ tự",
        ma: Text<'a> = "mã",
        ten: Text<'a> = "tên chỉ tiêu, nội dung nhiệm vụ",
        dvt: Text<'a> = "đơn vị tính, trống với nhiệm vụ",
        loai: Text<'a> = "Sửa, Bổ sung hoặc Bỏ",
        muc: Text<'a> = "cột số liệu hoặc mục thay đổi",
        cu: Text<'a> = "nội dung ở dự thảo lần trước, có thể trống",
        moi: Text<'a> = "nội dung ở dự thảo lần này, có thể trống",
        thay_doi: Text<'a> = "tăng hay giảm, tốt hơn hay kém hơn, bổ sung, bỏ, sửa",
        de_nghi: Text<'a> = "nơi đề nghị, lần nộp, lý do",
    }

    /// How many figures reach what was wanted.
    ScoreView {
        tong: usize = "số chỉ tiêu được xét",
        dat_va_vuot: usize = "số chỉ tiêu đạt và vượt",
        vuot: usize = "trong đó số chỉ tiêu vượt",
        chua_dat: usize = "số chỉ tiêu chưa đạt",
        chua_ro: usize = "số chỉ tiêu chưa đánh giá được",
        ten_chua_dat: Text<'a> = "tên các chỉ tiêu chưa đạt, cách nhau bằng dấu chấm phẩy",
    }

    /// One indicator against what was wanted of it.
    VerdictRow {
        tt: Text<'a> = "TT như danh mục ghi",
        ma: Text<'a> = "mã",
        ten: Text<'a> = "tên chỉ tiêu",
        dvt: Text<'a> = "đơn vị tính",
        la_thanh_phan: bool = "là phần của chỉ tiêu khác (cột Thuộc), không được đếm",
        ke_hoach_truoc: Text<'a> = "kế hoạch năm N-1, có thể trống",
        uoc_truoc: Text<'a> = "ước thực hiện năm N-1, có thể trống",
        dat_truoc: Text<'a> = "đánh giá so với kế hoạch năm N-1, có thể trống",
        muc_tieu: Text<'a> = "mục tiêu nghị quyết, có thể trống",
        ke_hoach: Text<'a> = "kế hoạch năm N, có thể trống",
        dat: Text<'a> = "đánh giá so với mục tiêu nghị quyết, có thể trống",
        ly_do: Text<'a> = "vì sao chưa đánh giá được, hoặc đánh giá dựa vào đâu",
    }
}
