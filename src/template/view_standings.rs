//! The names under which counts are printed, and what is said to a department that is behind.

use super::shape::view;
use super::view::Text;

view! { 'a;
    /// The department that a reminder goes to.
    Reminder {
        ma_don_vi: Text<'a> = "mã đơn vị",
        don_vi: Text<'a> = "tên đơn vị",
        tinh_trang: Text<'a> = "chưa gửi báo cáo, đã gửi sau hạn 3 ngày …",
        con_thieu: bool = "chưa gửi, hoặc đã gửi mà không dùng được",
        han: Text<'a> = "hạn nộp, dd/mm/yyyy, có thể trống",
        qua_han: usize = "số ngày quá hạn đến ngày tổng hợp; 0 nếu chưa quá hạn",
        chi_tieu: Vec<Due<'a>> = "chỉ tiêu mà đơn vị phải cung cấp số kế hoạch nhưng chưa có",
    }

    /// An indicator whose figure is owed.
    Due {
        ma: Text<'a> = "mã chỉ tiêu",
        ten: Text<'a> = "tên chỉ tiêu",
        dvt: Text<'a> = "đơn vị tính",
    }

    /// Counts.
    Counts {
        don_vi: usize = "đơn vị phải nộp",
        da_nop: usize = "đơn vị đã nộp",
        chua_nop: usize = "đơn vị chưa nộp",
        nop_tre: usize = "đơn vị nộp sau hạn",
        dung_han: usize = "đơn vị nộp đúng hạn",
        gui_tra: usize = "đơn vị đã gửi nhưng không dùng được, phải gửi lại",
        chi_tieu: usize = "chỉ tiêu",
        chi_tieu_goc: usize = "chỉ tiêu không là phần của chỉ tiêu khác",
        co_so_lieu: usize = "chỉ tiêu đã có số kế hoạch",
        con_thieu: usize = "chỉ tiêu chưa có số kế hoạch",
        trong_yeu: usize = "chỉ tiêu trọng yếu",
        nhiem_vu: usize = "nhiệm vụ",
        y_kien: usize = "ý kiến",
        don_vi_gop_y: usize = "đơn vị có ý kiến",
        tiep_thu: usize = "ý kiến được tiếp thu",
        tiep_thu_mot_phan: usize = "ý kiến được tiếp thu một phần",
        giai_trinh: usize = "ý kiến được giải trình",
        bao_luu: usize = "ý kiến mà cơ quan soạn thảo bảo lưu quan điểm, xin ý kiến",
        y_kien_thong_nhat: usize = "ý kiến chỉ thống nhất, không cần trả lời",
        don_vi_ghi_thong_nhat: usize = "đơn vị chỉ có ý kiến thống nhất, có trong cả don_vi_gop_y và thong_nhat",
        chua_tra_loi: usize = "ý kiến chưa trả lời",
        xung_dot: usize = "số liệu các đơn vị đưa khác nhau, chưa có quyết định",
        tam_tinh: usize = "số tạm tính",
        gui_chi_tieu: usize = "chỉ tiêu đọc được ở các bản đã gửi",
        gui_nhiem_vu: usize = "nhiệm vụ đọc được ở các bản đã gửi",
        gui_y_kien: usize = "ý kiến đọc được ở các bản đã gửi",
    }
}
